import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { activateLink } from '../fhir/activate-link.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

async function addPhysician(): Promise<string> {
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

/** What the policies look at beside what links and facts say; equal or the gate lies. */
async function compare(): Promise<{ open: object[]; links: object[]; shut: object[]; facts: object[] }> {
  return {
    open: await db.sql('select person, patient, ends_at from gate.open order by 1, 2'),
    links: await db.sql(`select person, patient, ends_at from care.link where state = 'active' order by 1, 2`),
    shut: await db.sql('select patient, person from gate.shut order by 1, 2'),
    facts: await db.sql(
      `select patient, '00000000-0000-0000-0000-000000000000'::uuid as person from care.refusal where lifted_at is null
       union all select patient, person from care.exclusion where lifted_at is null
       union all select '00000000-0000-0000-0000-000000000000', person from care.suspension where lifted_at is null
       union all select patient, person from care.link_suspension where lifted_at is null order by 1, 2`,
    ),
  };
}
async function expectEqual(open: number, shut: number): Promise<void> {
  const found = await compare();
  expect([found.open, found.open.length]).toEqual([found.links, open]);
  expect([found.shut, found.shut.length]).toEqual([found.facts, shut]);
}

test('keeps the keys of the gate equal to links and facts, whichever way these change [R08] [R13]', async () => {
  const [one, two] = [await addPhysician(), await addPhysician()];
  const [first, second] = [await addPatient(), await addPatient()];
  await expectEqual(0, 0);
  const undo = await activateLink(db, one, first);
  await activateLink(db, one, second);
  await activateLink(db, two, first);
  await expectEqual(3, 0);

  await db.sql(`insert into care.refusal (patient, since_by) values ($1, $2)`, [first, two]);
  await db.sql(`insert into care.exclusion (patient, person, since_by) values ($1, $2, $3)`, [second, one, two]);
  await db.sql(`insert into care.suspension (person, since_by) values ($1, $2)`, [one, two]);
  await expectEqual(3, 3);
  for (const fact of ['refusal', 'exclusion', 'suspension'])
    await db.sql(`update care.${fact} set lifted_at = clock_timestamp(), lifted_by = $1`, [two]);
  await expectEqual(3, 0);

  // Again in force: what was lifted before says nothing, not even when its row goes.
  await db.sql(`insert into care.refusal (patient, since_by) values ($1, $2)`, [first, two]);
  await db.sql('delete from care.refusal where lifted_at is not null');
  await expectEqual(3, 1);
  await db.sql('update care.refusal set patient = $1', [second]);
  await expectEqual(3, 1);
  await db.sql('delete from care.refusal');
  await expectEqual(3, 0);
  await expect(db.sql('truncate care.refusal')).rejects.toThrow('lifted one by one');

  await undo();
  await expectEqual(2, 0);
  // As a replication role, where ordinary triggers sleep.
  await db.sql(`do $$ begin set local session_replication_role = replica;
    update care.link set ends_at = ends_at - interval '1 day' where state = 'active';
    insert into care.suspension (person, since_by) values ('${one}', '${two}'); end $$`);
  await expectEqual(2, 1);
});

test('keeps one key for each ground of a suspension, and lifts one without the others [R13] [R15]', async () => {
  const [physician, patient] = [await addPhysician(), await addPatient()];
  const before = (await compare()).shut.length;
  const grounds = [randomUUID(), randomUUID()];
  for (const [index, id] of grounds.entries())
    await db.sql(
      `do $$ begin set local session_replication_role = replica;
         insert into care.dispute (id, person, link, patient, scope, delay_days, opened_by)
           values ('${id}', '${physician}', gen_random_uuid(), '${patient}', '${index === 0 ? 'link' : 'physician'}', 15, '${physician}'); end $$`,
    );
  await db.sql('insert into care.suspension (person, since_by) values ($1, $1)', [physician]);
  await db.sql('insert into care.suspension (person, since_by, dispute) values ($1, $1, $2)', [physician, grounds[1]]);
  await db.sql('insert into care.link_suspension (dispute, patient, person, since_by) values ($1, $2, $3, $3)', [
    grounds[0],
    patient,
    physician,
  ]);
  const equal = async (count: number) => {
    const { shut, facts } = await compare();
    expect([shut, shut.length - before]).toEqual([facts, count]);
  };
  await equal(3);
  const lift = (table: string, where: string) =>
    db.sql(
      `update care.${table} set lifted_at = clock_timestamp(), lifted_by = person where person = $1 and ${where}`,
      [physician],
    );
  await lift('suspension', 'dispute is null');
  await equal(2);
  await lift('link_suspension', 'true');
  await equal(1);
  await lift('suspension', 'true');
  await equal(0);
});

test('shuts nothing for everybody by a fact that names nobody [R13]', async () => {
  await expect(
    db.sql(
      `insert into gate.shut values ('00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000')`,
    ),
  ).rejects.toThrow('check constraint');
});

test('lets no session outlive a certificate whose end is set earlier [R06] [R08]', async () => {
  const [person, pc, certificate, session] = [await addPhysician(), randomUUID(), randomBytes(32), randomBytes(32)];
  await db.sql(`insert into identity.pc (id, name) values ($1, 'PC')`, [pc]);
  await db.sql(
    `insert into identity.certificate (sha256, kind, pc, serial, key_sha256, not_before, not_after)
     values ($1, 'pc', $2, 'essai', $1, now(), now() + interval '30 days')`,
    [certificate, pc],
  );
  await db.sql(
    `insert into identity.session (sha256, person, certificate, ends_at) values ($1, $2, $3, now() + interval '14 hours')`,
    [session, person, certificate],
  );
  await db.sql(`update identity.certificate set not_after = now() + interval '1 hour' where sha256 = $1`, [
    certificate,
  ]);
  expect(
    await db.sql(
      `select s.ends_at = c.not_after as same from identity.session s join identity.certificate c on c.sha256 = s.certificate where s.sha256 = $1`,
      [session],
    ),
  ).toEqual([{ same: true }]);
});
