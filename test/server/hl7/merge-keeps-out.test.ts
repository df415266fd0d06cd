import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { toBrusselsDay } from '../../../server/domain/brussels.ts';
import { adt, adtA40, aPID } from '../../builders/hl7.ts';
import { activateLink } from '../fhir/activate-link.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { type SignedIn, testAccounts } from '../support/test-hospital.ts';
import { openWard, type Ward } from './ward.ts';
import { fc } from '../../support/property.ts';

vi.setConfig({ testTimeout: 120_000 });

let db: TestDatabase;
let ward: Ward;
let director: SignedIn;
let desk: SignedIn;
beforeAll(async () => {
  [db, ward] = await Promise.all([openTestDatabase(), openWard()]);
  director = await ward.hospital.signIn('director');
  desk = await ward.hospital.signIn('desk');
});
afterAll(async () => {
  await Promise.all([ward?.close(), db?.close()]);
});

async function addPerson(): Promise<string> {
  const id = randomUUID();
  await db.sql(
    `insert into identity.person (id, role, login, name, nihdi) values ($1, 'physician', $2, 'Dr Essai', $2)`,
    [id, String(randomBytes(6).readUIntBE(0, 6)).padStart(11, '1').slice(0, 11)],
  );
  return id;
}
async function addPatient(): Promise<string> {
  const id = randomUUID();
  await db.sql(`insert into care.patient (id, family, given, sex) values ($1, 'Essai', '{Une}', 'female')`, [id]);
  return id;
}

type Fact = 'refusal' | 'exclusion' | 'link_suspension';
const PATIENTS = 4;
const index = (max: number) => fc.integer({ min: 0, max: max - 1 });
const deeds = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        deed: fc.constantFrom('set' as const, 'lift' as const),
        fact: fc.constantFrom<Fact>('refusal', 'exclusion', 'link_suspension'),
        patient: index(PATIENTS),
        person: index(2),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ deed: fc.constant('merge' as const), patient: index(PATIENTS), into: index(PATIENTS) }),
    },
  ),
  { maxLength: 14 },
);

/** Puts a fact in force under one identity, as the hospital's functions write it; saying it twice changes nothing. */
async function set(fact: Fact, patient: string, person: string): Promise<void> {
  if (fact === 'refusal')
    await db.sql('insert into care.refusal (patient, since_by) values ($1, $2) on conflict do nothing', [
      patient,
      person,
    ]);
  else if (fact === 'exclusion')
    await db.sql('insert into care.exclusion (patient, person, since_by) values ($1, $2, $2) on conflict do nothing', [
      patient,
      person,
    ]);
  else {
    const dispute = randomUUID();
    await db.sql(
      `do $$ begin set local session_replication_role = replica;
         insert into care.dispute (id, person, link, patient, scope, delay_days, opened_by)
           values ('${dispute}', '${person}', gen_random_uuid(), '${patient}', 'link', 15, '${person}'); end $$`,
    );
    await db.sql('insert into care.link_suspension (dispute, patient, person, since_by) values ($1, $2, $3, $3)', [
      dispute,
      patient,
      person,
    ]);
  }
}

it('lets nobody in by a merge who is kept out of either identity, whatever is set, lifted and merged in any order [R13] [R19]', async () => {
  await fc.assert(
    fc.asyncProperty(deeds, async (sequence) => {
      const persons = [await addPerson(), await addPerson()];
      const patients: string[] = [];
      for (let n = 0; n < PATIENTS; n += 1) patients.push(await addPatient());
      for (const person of persons) for (const patient of patients) await activateLink(db, person, patient);
      /** What is believed: who is one with whom, and which facts stand where. */
      const group = patients.map((_, n) => n);
      const standing = new Set<string>();
      for (const one of sequence) {
        const patient = patients[one.patient] ?? '';
        if (one.deed === 'merge') {
          if (one.patient === one.into) continue;
          await db.sql('select gate.unite($1, $2)', [patients[one.into], patient]);
          const [from, to] = [group[one.patient], group[one.into] ?? 0];
          for (const [n, own] of group.entries()) if (own === from) group[n] = to;
          continue;
        }
        const person = persons[one.person] ?? '';
        const key = `${one.fact}/${one.patient}/${one.fact === 'refusal' ? '*' : one.person}`;
        if (one.deed === 'set') {
          await set(one.fact, patient, person);
          standing.add(key);
        } else {
          await db.sql(
            `update care.${one.fact} set lifted_at = clock_timestamp(), lifted_by = $2
              where patient = $1 and lifted_at is null and ${one.fact === 'refusal' ? '$2::uuid is not null' : 'person = $2'}`,
            [patient, person],
          );
          standing.delete(key);
        }
      }
      const believed: string[] = [];
      for (const [p, person] of persons.entries())
        for (const [n, patient] of patients.entries()) {
          const out = [...standing].some((key) => {
            const [, where = '', who] = key.split('/');
            return group[Number(where)] === group[n] && (who === '*' || who === String(p));
          });
          if (!out) believed.push(`${person}/${patient}`);
        }
      const found = await db.sql<{ reads: string; kept_out: boolean }>(
        `select l.person || '/' || l.patient as reads, care.is_kept_out(l.patient, l.person) as kept_out
           from care.readable_links() l where l.person = any ($1)`,
        [persons],
      );
      expect(found.map(({ reads }) => reads).sort()).toEqual(believed.sort());
      expect(found.some(({ kept_out }) => kept_out)).toBe(false);
    }),
    { numRuns: 25 },
  );
});

it('misses no fact that is set at the very moment of the merge, whichever of the two commits first [R13] [R19]', async () => {
  const keptOut = async (patient: string, person: string) =>
    (await db.sql<{ out: boolean }>('select care.is_kept_out($1, $2) as out', [patient, person]))[0]?.out;
  const begin = async (text: string, values: readonly string[]) => {
    const client = new pg.Client(db.admin);
    await client.connect();
    await client.query('begin');
    return { client, done: client.query(text, [...values]) };
  };
  const refuse = 'insert into care.refusal (patient, since_by) values ($1, $2)';
  const merge = 'select medical.merge_patients($1, $2)';
  for (const factFirst of [true, false]) {
    const [person, surviving, obsolete] = [await addPerson(), await addPatient(), await addPatient()];
    const fact = [refuse, [obsolete, person]] as [string, string[]];
    const union = [merge, [surviving, obsolete]] as [string, string[]];
    const first = await begin(...(factFirst ? fact : union));
    await first.done;
    const second = await begin(...(factFirst ? union : fact));
    // It waits for the first: neither overlooks the other.
    const waited = await Promise.race([second.done.then(() => 'done'), delay(400).then(() => 'waits')]);
    expect(waited).toBe('waits');
    await first.client.query('commit');
    await second.done;
    await second.client.query('commit');
    await Promise.all([first.client.end(), second.client.end()]);
    expect([await keptOut(surviving, person), await keptOut(obsolete, person)]).toEqual([true, true]);
  }
});

/** A person admitted twice, and a physician with a link to each identity. */
async function twice(
  number: string,
): Promise<{ reader: SignedIn; surviving: string; obsolete: string; merge: string }> {
  const temporary = {
    segment: aPID('dubois').replace(
      /PID\|1\|\|[^|]*/,
      `PID|1||${number}^^^CHSE&https://saint-exemple.example/identifiant/patient&URI^MR`,
    ),
  };
  await ward.send(adt('A28', { control: `${number}-A`, at: '20260301080000' }));
  await ward.send(adt('A28', { control: `${number}-B`, at: '20260301090000', patient: temporary }));
  const [surviving, obsolete] = [(await ward.find('dubois')) ?? '', (await ward.find({ number })) ?? ''];
  expect(new Set([surviving, obsolete, '']).size).toBe(3);
  return {
    reader: await ward.link('physician', obsolete),
    surviving,
    obsolete,
    merge: adtA40(number, { control: `${number}-M`, at: '20260303100000' }),
  };
}
const reads = async (reader: SignedIn, patient: string) =>
  (await ward.search(reader, `DocumentReference?patient=${patient}`)) !== null;

it('keeps a disputed access closed after the merge, opens it by the decision alone, and tells the PC at once [R13] [R15] [R19]', async () => {
  const { reader, surviving, obsolete, merge } = await twice('TMP-D');
  await ward.link('physician', surviving);
  const opened = await desk.ask<{ id: string }>('POST', `/api/patients/${obsolete}/contest`, {
    body: { person: testAccounts.physician.id, reason: 'Le patient conteste sa signature' },
  });
  expect(opened.status).toBe(200);
  expect([await reads(reader, obsolete), await reads(reader, surviving)]).toEqual([false, true]);

  expect(await ward.send(merge)).toMatchObject({ code: 'AA' });

  expect([await reads(reader, obsolete), await reads(reader, surviving)]).toEqual([false, false]);
  const told = await ward.hospital.test.sql(
    `select type from push.outbox where person = $1 and patient = $2 and type = 'access-closed'`,
    [testAccounts.physician.id, surviving],
  );
  expect(told).toHaveLength(1);
  const decided = await director.ask('POST', `/api/disputes/${opened.body.id}/decision`, {
    body: { decision: 'reinstate', reason: 'Le formulaire signé est arrivé' },
  });
  expect(decided.status).toBe(200);
  expect(await reads(reader, surviving)).toBe(true);
});

it('closes what is open under the other identity when a fact is set after the merge, and lifts it as one person’s [R13] [R17] [R19]', async () => {
  const { reader, surviving, obsolete, merge } = await twice('TMP-F');
  if (!(await reads(reader, surviving))) await ward.link('physician', surviving);
  expect(await ward.send(merge)).toMatchObject({ code: 'AA' });
  expect(await reads(reader, surviving)).toBe(true);
  const asked = { askedBy: 'in-person', askedOn: toBrusselsDay(new Date()) } as const;
  const physician = testAccounts.physician.id;
  const ask = async (path: string, body: object) =>
    (await desk.ask('POST', `/api/patient-rights/${path}`, { body: { ...body, ...asked } })).status;

  expect(await ask(`${obsolete}/exclusion`, { person: physician, excludes: true })).toBe(200);
  expect(await reads(reader, surviving)).toBe(false);
  type Page = { refusal: object | null; physicians: { person: string; exclusion: object | null }[] };
  const page = async () => (await desk.ask<Page>('GET', `/api/patient-rights/${surviving}`)).body;
  const shown = (await page()).physicians.find(({ person }) => person === physician);
  expect(shown?.exclusion).not.toBeNull();
  expect(await ask(`${surviving}/exclusion`, { person: physician, excludes: false })).toBe(200);
  expect(await reads(reader, surviving)).toBe(true);

  expect(await ask(`${obsolete}/refusal`, { refuses: true })).toBe(200);
  expect(await reads(reader, surviving)).toBe(false);
  expect((await page()).refusal).not.toBeNull();
  expect(await ask(`${surviving}/refusal`, { refuses: false })).toBe(200);
  expect((await page()).refusal).toBeNull();
  expect(await reads(reader, surviving)).toBe(true);
  expect(
    await ward.hospital.test.sql(
      'select count(*)::int as lifted from care.refusal where patient = $1 and lifted_request is not null',
      [obsolete],
    ),
  ).toEqual([{ lifted: 1 }]);
});
