import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { activateLink } from '../fhir/activate-link.ts';
import type { Sender } from '../fhir/clinic.ts';
import { openPractice, type Practice, sha256, today } from '../links/practice.ts';
import { fc } from '../../support/property.ts';

/** What may happen around disputes of two physicians and two patients; `on` chooses among the disputes that there are. */
const deeds = [
  'open',
  'open-desk',
  'open-physician',
  'widen',
  'claim',
  'receive',
  'reinstate',
  'end-link',
  'end-physician',
  'suspend',
  'unsuspend',
  'refuse',
  'unrefuse',
  'exclude',
  'unexclude',
  'expire',
  'set-link',
  'set-physician',
] as const;
const step = fc.record({
  deed: fc.constantFrom(...deeds),
  who: fc.constantFrom(0, 1),
  whom: fc.constantFrom(0, 1),
  on: fc.nat(9),
});
/** What chance might never bring together in so few runs: a widened dispute that is given back, then an end for good. */
const wayBack = (['open', 'widen', 'receive', 'reinstate', 'open-physician', 'end-physician'] as const).map(
  (deed) => ({ deed, who: 0, whom: 0, on: deed === 'end-physician' ? 1 : 0 }) as const,
);
const runs = Number(process.env['DISPUTE_RUNS'] ?? 14);
const reason = 'Motif de l’essai';

/** What this test itself believes of one dispute. */
interface Belief {
  readonly id: string;
  readonly who: number;
  readonly whom: number | null;
  wide: boolean;
  state: 'opened' | 'claimed' | 'received' | 'reinstated' | 'ended';
}

let practice: Practice;
let director: Sender;
let desk: Sender;
beforeAll(async () => {
  practice = await openPractice();
  [director, desk] = [await practice.staff('director'), await practice.staff('desk')];
});
afterAll(() => practice.close());

/** Two patients and two physicians, each linked with each. */
async function people() {
  const physicians = [await practice.physician(), await practice.physician()];
  const patients = [randomUUID(), randomUUID()];
  for (const id of patients)
    await practice.db.sql(`insert into care.patient (id, family, given, sex) values ($1, 'Essai', '{Une}', 'female')`, [
      id,
    ]);
  for (const { person } of physicians)
    for (const patient of patients) await activateLink(practice.db, person ?? '', patient);
  const links = await practice.db.sql<{ id: string; person: string; patient: string }>(
    'select id, person, patient from care.link where person = any ($1)',
    [physicians.map(({ person }) => person)],
  );
  const linkOf = (who: number, whom: number): string =>
    links.find(({ person, patient }) => person === physicians[who]?.person && patient === patients[whom])?.id ?? '';
  return { physicians, patients, linkOf };
}

const codeOf = async (work: Promise<void>): Promise<string> =>
  work.then(
    () => 'ok',
    (error: { code?: string; message: string }) => error.code ?? error.message,
  );

it('gives back what stood before, and keeps closed what something else closes, in any sequence of disputes and decisions [R13] [R15]', async () => {
  const reached = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24 }), async (steps) => {
      const { physicians, patients, linkOf } = await people();
      await practice.decide(director, 'set_dispute_setting', 'physician', 15);
      let wide = true;
      const disputes: Belief[] = [];
      const over = [
        [false, false],
        [false, false],
      ];
      const gone = structuredClone(over);
      const excluded = structuredClone(over);
      const refused = [false, false];
      const suspended = [false, false];
      const isOpen = ({ state }: Belief) => state !== 'reinstated' && state !== 'ended';

      for (const { deed, who, whom, on } of steps) {
        const person = physicians[who]?.person ?? '';
        const [patient = '', link] = [patients[whom], linkOf(who, whom)];
        const dispute = disputes[on % Math.max(1, disputes.length)];
        const decide = (name: string, ...values: unknown[]) => codeOf(practice.decide(director, name, ...values));
        switch (deed) {
          case 'open':
          case 'open-desk':
          case 'open-physician': {
            const about = deed === 'open-physician' ? null : whom;
            const sender = deed === 'open-desk' ? desk : director;
            const there = disputes.some((one) => isOpen(one) && one.who === who && one.whom === about);
            const asked = await codeOf(
              practice.decide(
                sender,
                'open_dispute',
                about === null ? null : link,
                about === null ? person : null,
                reason,
              ),
            );
            expect([deed, asked]).toEqual([deed, there ? 'conflict' : 'ok']);
            if (there) break;
            const [row] = await practice.db.sql<{ id: string }>(
              'select id from care.dispute where person = $1 order by opened_at desc, id limit 1',
              [person],
            );
            disputes.push({
              id: row?.id ?? '',
              who,
              whom: about,
              wide: about === null || (deed === 'open' && wide),
              state: 'opened',
            });
            break;
          }
          case 'widen':
            if (dispute === undefined) break;
            expect(await decide('widen_dispute', dispute.id, reason)).toBe(isOpen(dispute) ? 'ok' : 'conflict');
            if (isOpen(dispute)) dispute.wide = true;
            break;
          case 'claim': {
            if (dispute === undefined) break;
            expect(await decide('print_claim', dispute.id)).toBe(isOpen(dispute) ? 'ok' : 'conflict');
            const may = dispute.state === 'opened' || dispute.state === 'claimed';
            expect(await decide('mark_dispute_claimed', dispute.id, today())).toBe(may ? 'ok' : 'conflict');
            if (may) dispute.state = 'claimed';
            break;
          }
          case 'receive':
            if (dispute === undefined) break;
            expect(await decide('mark_dispute_received', dispute.id, today())).toBe(
              isOpen(dispute) ? 'ok' : 'conflict',
            );
            if (isOpen(dispute)) dispute.state = 'received';
            break;
          case 'reinstate':
          case 'end-link':
          case 'end-physician': {
            if (dispute === undefined) break;
            const wrong = deed === 'end-link' && dispute.whom === null;
            const expected = !isOpen(dispute) ? 'conflict' : wrong ? 'input-invalid' : 'ok';
            expect([deed, await decide('decide_dispute', dispute.id, deed, reason)]).toEqual([deed, expected]);
            if (expected !== 'ok') break;
            dispute.state = deed === 'reinstate' ? 'reinstated' : 'ended';
            if (deed === 'end-link') gone[dispute.who]![dispute.whom!] = true;
            if (deed === 'end-physician') {
              gone[dispute.who]!.fill(true);
              suspended[dispute.who] = true;
            }
            break;
          }
          case 'suspend':
          case 'unsuspend':
            expect(await decide('suspend_physician', person, deed === 'suspend', reason)).toBe('ok');
            suspended[who] = deed === 'suspend';
            break;
          case 'refuse':
          case 'unrefuse':
            expect(await decide('set_refusal', patient, deed === 'refuse')).toBe('ok');
            refused[whom] = deed === 'refuse';
            break;
          case 'exclude':
          case 'unexclude':
            expect(await decide('set_exclusion', patient, person, deed === 'exclude')).toBe('ok');
            excluded[who]![whom] = deed === 'exclude';
            break;
          case 'expire':
            if (gone[who]![whom]!) break;
            await practice.changePastGuard(link, "ends_at = now() - interval '1 second'");
            over[who]![whom] = true;
            break;
          case 'set-link':
          case 'set-physician':
            wide = deed === 'set-physician';
            expect(await decide('set_dispute_setting', wide ? 'physician' : 'link', 15)).toBe('ok');
            break;
        }
        reached.add(deed);
        const seen = await practice.db.sql<{ readable: boolean; listed: boolean; state: string }>(
          `select care.may_read(l.person, l.patient) as readable, l.state, exists (select from care.readable_links() r where r.id = l.id) as listed
             from care.link l where l.id = any ($1) order by array_position($1, l.id)`,
          [[linkOf(0, 0), linkOf(0, 1), linkOf(1, 0), linkOf(1, 1)]],
        );
        const believed = [0, 1].flatMap((p) =>
          [0, 1].map((q) => {
            const disputed = disputes.some((one) => isOpen(one) && one.who === p && (one.wide || one.whom === q));
            const may =
              !over[p]![q]! && !gone[p]![q]! && !refused[q]! && !excluded[p]![q]! && !suspended[p]! && !disputed;
            if (may && disputes.some((one) => one.who === p && one.state === 'reinstated')) reached.add('back');
            return { readable: may, state: gone[p]![q]! ? 'ended' : 'active', listed: may };
          }),
        );
        expect([deed, seen]).toEqual([deed, believed]);
      }
      const states = await practice.db.sql<{ id: string; state: string; wide: boolean }>(
        `select id, state, scope = 'physician' as wide from care.dispute where id = any ($1) order by array_position($1, id)`,
        [disputes.map(({ id }) => id)],
      );
      expect(states).toEqual(disputes.map(({ id, state, wide: whole }) => ({ id, state, wide: whole })));
    }),
    { numRuns: runs, endOnFailure: true, examples: [[wayBack]] },
  );
  // Otherwise this test would have said nothing.
  expect([...reached]).toEqual(expect.arrayContaining(['back', 'end-physician', 'widen', 'receive']));
}, 120_000);

it('goes the ways that the README draws, and no other [R15]', async () => {
  const drawn = readFileSync(join(import.meta.dirname, '../../../server/evidence/README.md'), 'utf8')
    .split('\n')
    .flatMap((line) => /^\| (\w+) \| (\w+) \|/.exec(line)?.slice(1, 3).join(' ') ?? [])
    .filter((way) => way !== 'from to');
  const kept = await practice.db.sql<{ way: string }>(
    `select old_state || ' ' || new_state as way from care.dispute_transition`,
  );
  expect(drawn.toSorted()).toEqual(kept.map(({ way }) => way).toSorted());
  expect(drawn).toHaveLength(9);
});

it('lets no dispute go another way than the table says, narrow, change or vanish, whoever asks the tables [R08] [R15]', async () => {
  const { physicians, linkOf } = await people();
  await practice.decide(director, 'set_dispute_setting', 'physician', 15);
  await practice.decide(director, 'open_dispute', linkOf(0, 0), null, reason);
  const person = physicians[0]?.person;
  const [row] = await practice.db.sql<{ id: string }>('select id from care.dispute where person = $1', [person]);
  const id = row?.id ?? '';
  const change = (set: string) => practice.db.sql(`update care.dispute set ${set} where id = $1`, [id]);
  const closed = `closed_at = now(), closed_by = opened_by`;
  for (const [set, refusal] of [
    ["scope = 'link'", 'never narrowed'],
    ['person = opened_by', 'never changes'],
    ['delay_days = 1', 'never changes'],
    ["state = 'claimed'", 'check constraint'],
    [`state = 'ended', ${closed}`, 'check constraint'],
  ] as const)
    await expect(change(set), set).rejects.toThrow(refusal);
  await change("state = 'received', received_on = current_date");
  await expect(change("state = 'claimed', claimed_on = current_date, due_on = current_date")).rejects.toThrow(
    'never goes',
  );
  await change(`state = 'reinstated', ${closed}`);
  for (const set of ["state = 'ended', ended = 'link'", "scope = 'physician'"])
    await expect(change(set)).rejects.toThrow('never changes');
  for (const table of ['dispute', 'dispute_event']) {
    await expect(practice.db.sql(`delete from care.${table}`)).rejects.toThrow('ever deleted');
    await expect(practice.db.sql(`truncate care.${table} cascade`)).rejects.toThrow(/ever deleted|one by one/);
  }
  await expect(
    practice.db.sql(`insert into care.dispute (person, link, patient, scope, delay_days, state, opened_by)
    select person, link, patient, scope, delay_days, 'received', opened_by from care.dispute`),
  ).rejects.toThrow('begins as opened');
});

it('comes whole or not at all when its transaction is cut: suspension, dispute and notice are one [R15]', async () => {
  const { physicians, linkOf } = await people();
  const person = physicians[1]?.person ?? '';
  const count = async () =>
    practice.db.sql(
      `select (select count(*)::int from care.dispute where person = $1) as disputes,
         (select count(*)::int from gate.shut where person = $1) as shut,
         (select count(*)::int from push.outbox where person = $1 and type = 'access-closed') as told`,
      [person],
    );
  expect(await count()).toEqual([{ disputes: 0, shut: 0, told: 0 }]);
  const token = sha256(director.token ?? '').toString('hex');
  const certificate = sha256(director.certificate).toString('hex');
  await expect(
    practice.db.sql(`do $$ begin
      perform * from api.open_dispute('\\x${token}', '\\x${certificate}', '${linkOf(1, 0)}', null, 'Motif');
      raise exception 'killed'; end $$`),
  ).rejects.toThrow('killed');
  expect(await count()).toEqual([{ disputes: 0, shut: 0, told: 0 }]);
  await practice.decide(director, 'open_dispute', linkOf(1, 0), null, reason);
  expect(await count()).toMatchObject([{ disputes: 1, shut: 1, told: 1 }]);
});
