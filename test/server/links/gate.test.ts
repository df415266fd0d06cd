import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aNiss } from '../../builders/fhir.ts';
import type { Sender } from '../fhir/clinic.ts';
import { aMeeting, openPractice, type Practice, sha256 } from './practice.ts';

let practice: Practice;
let desk: Sender;
let director: Sender;
let counter = 400;
const states = ['draft', 'printed', 'active', 'expired', 'ended'] as const;

beforeAll(async () => {
  practice = await openPractice();
  [desk, director] = [await practice.staff('desk'), await practice.staff('director')];
});
afterAll(() => practice.close());

async function sign(): Promise<{
  physician: Sender;
  link: string;
  patient: string;
  typed: ReturnType<typeof aMeeting>['typed'];
}> {
  counter += 2;
  const { patient, typed } = aMeeting({ niss: aNiss('1955-03-12', counter), number: `G${counter}` });
  await practice.admit(patient);
  const physician = await practice.physician();
  const { id } = await practice.sign(physician, typed);
  return { physician, link: id, patient: patient.id, typed };
}

/** Past the guard, which forbids every change of a signed link. */
async function changePastGuard(link: string, change: string): Promise<void> {
  await practice.db.sql(
    `do $$ begin set local session_replication_role = replica; update care.link set ${change} where id = '${link}'; end $$`,
  );
}

async function outbox(person: string | null): Promise<object[]> {
  return practice.db.sql('select type, patient from push.outbox where person = $1 order by xid, id', [person]);
}

describe('the three facts', () => {
  it('close the record at once when the patient refuses all, and reopen it when that is taken back [R13] [R17]', async () => {
    const { physician, link, patient, typed } = await sign();
    expect(await practice.reads(physician, patient)).toBe(true);
    await practice.decide(desk, 'set_refusal', patient, true);
    expect(await practice.reads(physician, patient)).toBe(false);
    expect((await practice.list(physician)).map(({ id, state, readable }) => ({ id, state, readable }))).toEqual([
      { id: link, state: 'active', readable: false },
    ]);
    expect((await practice.propose(physician, typed)).json().code).toBe('link-not-possible');
    await practice.decide(desk, 'set_refusal', patient, false);
    expect(await practice.reads(physician, patient)).toBe(true);
    expect((await outbox(physician.person)).slice(-2)).toEqual([
      { type: 'access-closed', patient },
      { type: 'links-changed', patient: null },
    ]);
  });

  it('close it for the excluded physician alone [R13] [R19]', async () => {
    const { physician, patient, typed } = await sign();
    const other = await practice.physician();
    await practice.sign(other, typed);
    await practice.decide(desk, 'set_exclusion', patient, physician.person, true);
    expect([await practice.reads(physician, patient), await practice.reads(other, patient)]).toEqual([false, true]);
    expect((await outbox(physician.person)).at(-1)).toEqual({ type: 'access-closed', patient });
    expect((await outbox(other.person)).some((row) => JSON.stringify(row).includes('access-closed'))).toBe(false);
    await practice.decide(desk, 'set_exclusion', patient, physician.person, false);
    expect(await practice.reads(physician, patient)).toBe(true);
  });

  it('close every record of a suspended physician, who may neither propose nor sign [R13] [R15]', async () => {
    const { physician, patient, typed } = await sign();
    await practice.decide(director, 'set_suspension', physician.person, true);
    expect([
      await practice.reads(physician, patient),
      (await practice.list(physician))[0]?.readable,
      (await practice.propose(physician, typed)).json().code,
    ]).toEqual([false, false, 'account-suspended']);
    expect((await outbox(physician.person)).at(-1)).toEqual({ type: 'access-closed', patient: null });
    await practice.decide(director, 'set_suspension', physician.person, false);
    expect(await practice.reads(physician, patient)).toBe(true);
  });

  it('stop a signature that was on its way [R13]', async () => {
    counter += 2;
    const { patient, typed } = aMeeting({ niss: aNiss('1955-03-12', counter), number: `G${counter}` });
    await practice.admit(patient);
    const physician = await practice.physician();
    const { id } = (await practice.propose(physician, typed)).json();
    const form = await practice.print(physician, id);
    await practice.decide(desk, 'set_refusal', patient.id, true);
    expect((await practice.confirm(physician, id, form)).json().code).toBe('link-not-possible');
    const json = { 'content-type': 'application/json' };
    expect((await practice.ask(physician, 'POST', `/api/links/${id}/consent`, {}, json)).json().code).toBe(
      'link-not-possible',
    );
    expect(await practice.db.sql('select from care.letter where link = $1', [id])).toEqual([]);
  });

  it('are set by those alone whose task it is, and keep who set and lifted them [R08] [R13]', async () => {
    const { physician, patient } = await sign();
    const helpdesk = await practice.staff('helpdesk');
    const tries: [Sender, string, unknown[]][] = [
      [physician, 'set_refusal', [patient, false]],
      [helpdesk, 'set_refusal', [patient, true]],
      [physician, 'set_exclusion', [patient, physician.person, false]],
      [helpdesk, 'set_exclusion', [patient, physician.person, true]],
      [physician, 'set_suspension', [physician.person, false]],
      [desk, 'set_suspension', [physician.person, true]],
      [helpdesk, 'set_suspension', [physician.person, true]],
    ];
    for (const [sender, name, values] of tries) {
      await expect(practice.decide(sender, name, ...values)).rejects.toMatchObject({ code: 'forbidden-for-role' });
    }
    await practice.decide(desk, 'set_refusal', patient, true);
    await practice.decide(desk, 'set_refusal', patient, true);
    await practice.decide(director, 'set_refusal', patient, false);
    expect(await practice.db.sql('select since_by, lifted_by from care.refusal where patient = $1', [patient])).toEqual(
      [{ since_by: desk.person, lifted_by: director.person }],
    );
  });
});

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
    const { link } = await sign();
    for (const from of states) {
      for (const to of states) {
        if (from === to || allowed.has(`${from} ${to}`)) continue;
        await changePastGuard(link, stateAs(from));
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
    const { link } = await sign();
    for (const change of [
      'signed_on = null',
      'form = null',
      'valid_until = null, ends_at = null',
      `valid_until = (signed_on + interval '12 months')::date + 1`,
      `ends_at = ends_at + interval '1 second'`,
      'care_only = false',
    ]) {
      await expect(changePastGuard(link, change), change).rejects.toThrow(/violates check constraint/);
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
    const { physician, link, patient } = await sign();
    await changePastGuard(link, `ends_at = clock_timestamp() + interval '1.5 seconds'`);
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
    ['2026-11-22', 12, '2027-11-22', '2027-11-23T00:00:00+01:00'],
    ['2027-07-31', 12, '2028-07-31', '2028-08-01T00:00:00+02:00'],
    ['2026-03-27', 12, '2027-03-27', '2027-03-28T00:00:00+01:00'],
    ['2026-11-30', 3, '2027-02-28', '2027-03-01T00:00:00+01:00'],
    ['2027-01-31', 1, '2027-02-28', '2027-03-01T00:00:00+01:00'],
  ])('counts from %s %i months to the end of %s in Brussels [R11]', async (signed, months, until, ends) => {
    const [row] = await practice.db.sql<{ until: string; ends: Date }>(
      'select d.until::text as until, care.end_of_day(d.until) as ends from (select care.last_day($1, $2) as until) d',
      [signed, months],
    );
    expect(row).toEqual({ until, ends: new Date(ends) });
    const { link } = await sign();
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
    const { physician, patient } = await sign();
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
    await sign();
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
    const { physician } = await sign();
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

describe('the outbox', () => {
  it('tells a physician’s other PCs of each step of a link, and nobody else', async () => {
    const stranger = await practice.physician();
    const { physician, link } = await sign();
    const changed = { type: 'links-changed', patient: null };
    expect(await outbox(physician.person)).toEqual([changed, changed, changed]);
    const reply = await practice.ask(
      physician,
      'POST',
      `/api/links/${link}/renewal`,
      { careOnly: true },
      {
        'content-type': 'application/json',
      },
    );
    await practice.ask(physician, 'DELETE', `/api/links/${reply.json().id}`);
    expect(await outbox(physician.person)).toHaveLength(5);
    expect(await outbox(stranger.person)).toEqual([]);
  });
});

describe('letters', () => {
  it('wait for the desk alone, are printed, then posted, in that order [R16]', async () => {
    const { physician, link } = await sign();
    const ask = (sender: Sender) =>
      practice.db.database.ask<{ id: string; state: string }>(
        'test-letters',
        'select * from api.waiting_letters($1, $2)',
        [sha256(sender.token ?? ''), sha256(sender.certificate)],
      );
    const [letter] = await practice.db.sql<{ id: string }>('select id from care.letter where link = $1', [link]);
    const id = letter?.id ?? '';
    expect((await ask(desk)).find((one) => one.id === id)).toMatchObject({
      kind: 'created',
      state: 'queued',
      family: 'Essai',
      physician: 'Dr Essai',
    });
    await expect(ask(physician)).rejects.toMatchObject({ code: 'forbidden-for-role' });
    await expect(practice.decide(desk, 'mark_letter', id, 'posted')).rejects.toMatchObject({ code: 'conflict' });
    await expect(practice.decide(physician, 'mark_letter', id, 'printed')).rejects.toMatchObject({
      code: 'forbidden-for-role',
    });
    await practice.decide(desk, 'mark_letter', id, 'printed');
    await practice.decide(desk, 'mark_letter', id, 'posted');
    expect((await ask(desk)).some((one) => one.id === id)).toBe(false);
    expect(await practice.db.sql('select state, posted_by from care.letter where id = $1', [id])).toEqual([
      { state: 'posted', posted_by: desk.person },
    ]);
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
