import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPractice, type Practice, sha256 } from './practice.ts';

let practice: Practice;
const states = ['draft', 'printed', 'active', 'expired', 'ended'] as const;

beforeAll(async () => {
  practice = await openPractice();
});
afterAll(() => practice.close());

describe('the database', () => {
  it('knows one table of transitions and refuses every other change of state [R13]', async () => {
    const allowed = new Set(
      (await practice.db.sql<{ t: string }>(`select old_state || ' ' || new_state as t from care.link_transition`)).map(
        ({ t }) => t,
      ),
    );
    expect(allowed).toEqual(
      new Set([
        'draft printed',
        'printed active',
        'active expired',
        'draft ended',
        'printed ended',
        'active ended',
        'expired ended',
      ]),
    );
    const { link } = await practice.signNew();
    for (const from of states) {
      for (const to of states) {
        if (from === to || allowed.has(`${from} ${to}`)) continue;
        await practice.changePastGuard(link, stateAs(from));
        const tried = practice.db.sql(`update care.link set ${stateAs(to)} where id = $1`, [link]);
        await expect(tried, `${from} to ${to}`).rejects.toThrow('a link never goes from');
      }
    }
    await expect(
      practice.db.sql(
        `insert into care.link (person, patient, care_only, consent_version, state, ended_at, end_reason)
         select person, patient, true, 'x', 'ended', now(), 'abandoned' from care.link where id = $1`,
        [link],
      ),
    ).rejects.toThrow('a link begins as draft');
  });

  it('holds no active link without signature, form and end, nor one longer than twelve months [R11] [R13]', async () => {
    const { link } = await practice.signNew();
    for (const change of [
      'signed_on = null',
      'form = null',
      'valid_until = null, ends_at = null',
      `valid_until = valid_until + 1`,
      `ends_at = ends_at + interval '1 second'`,
      'care_only = false',
    ]) {
      await expect(practice.changePastGuard(link, change), change).rejects.toThrow(/violates check constraint/);
    }
    for (const change of [`valid_until = valid_until - 1`, `ends_at = now()`, `form = null`]) {
      await expect(practice.db.sql(`update care.link set ${change} where id = $1`, [link]), change).rejects.toThrow(
        'a signed link is renewed, never prolonged',
      );
    }
    await expect(practice.db.sql('delete from care.link where id = $1', [link])).rejects.toThrow('ever deleted');
    await expect(
      practice.db.sql(`update care.consent_form set sha256 = sha256('x') where link = $1`, [link]),
    ).rejects.toThrow('ever deleted');
  });

  it('ends a link to the second, without any job [R11]', async () => {
    const { physician, link, patient } = await practice.signNew();
    await practice.changePastGuard(link, `ends_at = clock_timestamp() + interval '1.5 seconds'`);
    expect(await practice.reads(physician, patient)).toBe(true);
    await delay(1600);
    expect(await practice.reads(physician, patient)).toBe(false);
    expect((await practice.list(physician)).map(({ state, readable }) => ({ state, readable }))).toEqual([
      { state: 'expired', readable: false },
    ]);
    expect(await practice.db.sql('select state from care.link where id = $1', [link])).toEqual([{ state: 'active' }]);
  });

  it.each([
    ['2028-02-29', 12, '2029-02-28', '2029-03-01T00:00:00+01:00'],
    ['2027-02-28', 12, '2028-02-27', '2028-02-28T00:00:00+01:00'],
    ['2027-03-01', 12, '2028-02-29', '2028-03-01T00:00:00+01:00'],
    ['2026-11-22', 12, '2027-11-21', '2027-11-22T00:00:00+01:00'],
    ['2027-07-31', 12, '2028-07-30', '2028-07-31T00:00:00+02:00'],
    ['2026-03-29', 12, '2027-03-28', '2027-03-29T00:00:00+02:00'],
    ['2026-11-30', 3, '2027-02-28', '2027-03-01T00:00:00+01:00'],
    ['2027-01-31', 1, '2027-02-28', '2027-03-01T00:00:00+01:00'],
    ['2027-01-15', 1, '2027-02-14', '2027-02-15T00:00:00+01:00'],
  ])('counts from %s %i months to the end of %s in Brussels [R11]', async (signed, months, until, ends) => {
    const [row] = await practice.db.sql<{ until: string; ends: Date }>(
      'select d.until::text as until, care.end_of_day(d.until) as ends from (select care.last_day($1, $2) as until) d',
      [signed, months],
    );
    expect(row).toEqual({ until, ends: new Date(ends) });
    const { link } = await practice.signNew();
    const [stored] = await practice.db.sql(
      `select valid_until = care.last_day(signed_on, 12) and ends_at = care.end_of_day(valid_until) as so from care.link where id = $1`,
      [link],
    );
    expect(stored).toEqual({ so: true });
  });

  it('knows a duration for each kind of link, none above twelve months [R11]', async () => {
    expect(await practice.db.sql('select kind, months from care.link_kind order by months desc')).toEqual([
      { kind: 'lasting', months: 12 },
      { kind: 'occasional', months: 3 },
      { kind: 'emergency', months: 1 },
    ]);
    await expect(practice.db.sql(`insert into care.link_kind values ('for-ever', 13)`)).rejects.toThrow(
      /check constraint/,
    );
  });

  it('shows the API’s role nothing and lets it change nothing past the functions [R08]', async () => {
    const { physician, patient } = await practice.signNew();
    const client = new pg.Client(practice.db.api);
    await client.connect();
    try {
      const tables = await practice.db.sql<{ name: string; forced: boolean }>(
        `select relname as name, relrowsecurity and relforcerowsecurity as forced from pg_class
         where relnamespace = 'care'::regnamespace and relkind = 'r'`,
      );
      expect(tables.length).toBeGreaterThan(9);
      for (const { name, forced } of tables) {
        expect({ name, forced }).toEqual({ name, forced: true });
        await expect(client.query(`select * from care.${name}`), name).rejects.toThrow('permission denied');
      }
      for (const call of [
        `gate.readable_patients()`,
        `care.index_patient('${patient}', '{}')`,
        `care.enter_physician(null, null)`,
        `push.emit('links-changed', null, null)`,
      ]) {
        await expect(client.query(`select ${call}`), call).rejects.toThrow('permission denied');
      }
      const other = await practice.physician();
      await expect(
        client.query('select * from api.list_links($1, $2)', [
          sha256(physician.token ?? ''),
          sha256(other.certificate),
        ]),
      ).rejects.toThrow('session-ended');
    } finally {
      await client.end();
    }
  });

  it('shows even its owner no row without a living session [R08]', async () => {
    await practice.signNew();
    const counts = await practice.db.sql(
      `select (select count(*)::int from care.patient) as patients, (select count(*)::int from care.link) as links`,
    );
    expect(counts).not.toEqual([{ patients: 0, links: 0 }]);
    const client = new pg.Client(practice.db.admin);
    await client.connect();
    try {
      await client.query('set role passerelle_owner');
      for (const table of [
        'patient',
        'link',
        'consent_form',
        'letter',
        'attempt',
        'refusal',
        'exclusion',
        'suspension',
      ]) {
        expect([table, (await client.query(`select * from care.${table}`)).rowCount]).toEqual([table, 0]);
      }
    } finally {
      await client.end();
    }
  });

  it('finds readable patients through an index, not by reading every link', async () => {
    const { physician } = await practice.signNew();
    const client = new pg.Client(practice.db.admin);
    await client.connect();
    try {
      await client.query('set enable_seqscan = off');
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(
        `explain select patient from care.readable_links() where person = '${physician.person ?? ''}'`,
      );
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(plan).toMatch(/Index.* (on|using) link_active/);
      expect(plan).not.toContain('readable_links');
    } finally {
      await client.end();
    }
  });
});

/** The columns that make a row of this state a possible one. */
function stateAs(state: (typeof states)[number]): string {
  const ended = state === 'ended' ? `ended_at = now(), end_reason = 'abandoned'` : 'ended_at = null, end_reason = null';
  const form = `(select id from care.consent_form f where f.link = link.id limit 1)`;
  const signed =
    state === 'active' || state === 'expired'
      ? `form = ${form}, activated_at = now(), signed_on = current_date, valid_until = current_date + 30, ends_at = now() + interval '9 days'`
      : `form = ${state === 'draft' ? 'null' : form}, activated_at = null, signed_on = null, valid_until = null, ends_at = null`;
  return `state = '${state}', ${ended}, ${signed}`;
}
