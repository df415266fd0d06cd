import { createHash, X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { RecordIndex } from '../../../contracts/record.ts';
import { hospitalNumberSystem } from '../../../server/demo/hospital.ts';
import { people, toNiss } from '../../../server/demo/people.ts';
import { mllpDefaults } from '../../../server/hl7/mllp-settings.ts';
import { toIdentifierHash } from '../../../server/mapping/identifier-hash.ts';
import { toLeaf } from '../../../src-main/hospital/standing.ts';
import { aBinary, aLetter, aNiss, anObservation, aPatient, aReport } from '../../builders/fhir.ts';
import { adt } from '../../builders/hl7.ts';
import { openMllpClient } from '../../server/hl7/mllp-client.ts';
import { feedResources } from '../../server/support/feed-hospital.ts';
import { openTestHospital, type SignedIn, type TestHospital } from '../../server/support/test-hospital.ts';
import { type Line, openLine } from '../support/line.ts';
import { signLink, untilWhole } from '../support/linked-patient.ts';
import { openTestPractice, type TestPractice, until } from '../support/test-practice.ts';

let hospital: TestHospital;
let desk: SignedIn;
let line: Line;
let practice: TestPractice;
let counter = 640;
const all: TestPractice[] = [];

beforeAll(async () => {
  hospital = await openTestHospital({ mllp: { ...mllpDefaults, port: 0 } });
  desk = await hospital.signIn('desk');
});
afterAll(async () => hospital.close());
beforeEach(async () => {
  line = await openLine(hospital);
  practice = openTestPractice(hospital, { urls: line });
  all.push(practice);
  await practice.signIn('physician');
});
afterEach(async () => {
  for (const one of all.splice(0)) one.close();
  await line.close();
});

async function hide(type: string, id: string, isHidden: boolean): Promise<void> {
  const certificate = createHash('sha256')
    .update(new X509Certificate(toLeaf(desk.enrolment.certificate)).raw)
    .digest();
  const session = createHash('sha256').update(desk.session.token).digest();
  await hospital.test.sql('select api.set_hidden($1, $2, $3, $4, $5)', [session, certificate, type, id, isHidden]);
}

/** A patient with a record of an hour ago and an active link. */
async function aLinkedRecord() {
  counter += 2;
  const niss = aNiss('1955-03-12', counter);
  const patient = aPatient({ niss, number: `HOSP-${counter}` });
  const potassium = anObservation(patient);
  const report = aReport(patient, [potassium]);
  const file = aBinary('Cher confrère, tout va bien.');
  const letter = aLetter(patient, file);
  await feedResources(hospital, patient, potassium, report, file, letter);
  await hospital.test.sql(
    `update medical.resource set updated = updated - interval '1 hour', first_at = first_at - interval '1 hour' where patient = $1`,
    [patient.id],
  );
  await signLink(practice, { niss });
  return { patient, potassium, report, letter, file };
}

const settled = async (patient: string, who = practice): Promise<RecordIndex> => {
  await untilWhole(who, patient);
  return await who.records.readIndex(patient);
};

/** A visit that took place three days ago, by the journal that the PC has just sent. */
async function visitThreeDaysAgo(patient: string): Promise<void> {
  await practice.records.open(patient);
  await settled(patient);
  await practice.records.openDocument(patient, (await practice.records.readIndex(patient)).entries[0]?.document ?? '');
  await practice.records.close(patient);
  await practice.sendJournal();
  const changed = await hospital.test.sql(
    `update care.visit set day = day - 3, first_at = first_at - interval '3 days', last_at = last_at - interval '3 days'
      where patient = $1 returning saw_until`,
    [patient],
  );
  expect(changed).toHaveLength(1);
}

it('tells at the next visit what came, was corrected and taken back since, the same all day, without the line too, and nothing of what is hidden [X01]', async () => {
  const { patient, potassium, report, letter } = await aLinkedRecord();
  const first = await practice.records.open(patient.id);
  expect(first.news).toEqual({ visit: null, lines: [] });
  await practice.records.close(patient.id);
  await visitThreeDaysAgo(patient.id);

  const calm = aReport(patient, [], { code: { text: 'Sérologie' } });
  const secret = aReport(patient, [], { code: { text: 'Secret' } });
  await feedResources(
    hospital,
    patient,
    { ...potassium, status: 'corrected', valueQuantity: { value: 4.1, unit: 'mmol/l' }, interpretation: [] },
    { ...letter, status: 'entered-in-error' },
    calm,
    secret,
  );
  const expected = [
    { document: `DocumentReference/${letter.id}`, change: 'cancelled', cancelled: 0, finding: null },
    { document: `DiagnosticReport/${report.id}`, change: 'corrected', cancelled: 0, finding: null },
    { document: `DiagnosticReport/${calm.id}`, change: 'new', cancelled: 0, finding: null },
  ];
  await practice.records.open(patient.id);
  const { news } = await settled(patient.id);
  expect(news.visit?.slice(0, 10)).toBe(new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10));
  const bySubject = (lines: RecordIndex['news']['lines']) => new Map(lines.map((one) => [one.document, one]));
  expect(bySubject(news.lines)).toEqual(
    bySubject([
      ...expected,
      { document: `DiagnosticReport/${secret.id}`, change: 'new', cancelled: 0, finding: null },
    ] as never),
  );
  expect(news.lines.slice(0, 2)).toEqual(expected.slice(0, 2));

  await hide('DiagnosticReport', secret.id, true);
  await until(
    'the hidden report is gone',
    async () => !JSON.stringify(await practice.records.readIndex(patient.id)).includes(secret.id),
    2_000,
  );
  // Opened again on the same day, after everything was looked at: the list is the same.
  for (const { document } of expected) await practice.records.openDocument(patient.id, document);
  await practice.records.close(patient.id);
  await practice.sendJournal();
  await practice.records.open(patient.id);
  const again = await settled(patient.id);
  expect([again.news.visit, bySubject(again.news.lines)]).toEqual([news.visit, bySubject(expected as never)]);
  await practice.records.close(patient.id);

  line.cut();
  await until('offline', () => practice.state.read().connection.state === 'offline');
  const offline = await practice.records.open(patient.id);
  expect([offline.news.visit, bySubject(offline.news.lines)]).toEqual([news.visit, bySubject(expected as never)]);
});

it('shows within two seconds where a patient was admitted, moved to, and that he left [X18] [R24]', async () => {
  const client = await openMllpClient(hospital.mllpPort ?? 0);
  try {
    const stay = { stay: 'S-VISITE-1' };
    // The hospital knows him since an earlier admission, which is over.
    await client.send(adt('A01', { control: 'V1', at: '20260301081500', stay: 'S-AVANT' }));
    await client.send(adt('A03', { control: 'V2', at: '20260302081500', stay: 'S-AVANT', to: '202603020800' }));
    const person = people.dubois;
    const proposed = await practice.links.propose({
      niss: toNiss('dubois'),
      family: person.family,
      given: person.given[0] ?? '',
      birthDate: person.birthDate,
      careOnly: true,
    });
    await practice.links.printConsent(proposed.id);
    await practice.links.confirmSignature(proposed.id);
    const hash = toIdentifierHash(hospital.deps.secrets.nissIndexKey, hospitalNumberSystem, person.number);
    const [found] = await hospital.test.sql<{ id: string }>(
      `select id from medical.identifier where hash = decode($1, 'hex') and kind = 'business' and type = 'Patient'`,
      [hash],
    );
    const patient = found?.id ?? '';
    await practice.records.open(patient);
    expect((await settled(patient)).inHospital).toBeNull();
    const within = async (what: string, message: string, isTrue: (stay: RecordIndex['inHospital']) => boolean) => {
      const sent = Date.now();
      expect((await client.send(message)).code).toBe('AA');
      await until(what, async () => isTrue((await practice.records.readIndex(patient)).inHospital), 10_000);
      expect(Date.now() - sent, what).toBeLessThan(2_000);
    };
    await within(
      'admitted',
      adt('A01', { control: 'V3', at: '20261121101500', from: '202611211015', ...stay }),
      (now) => now !== null,
    );
    expect((await practice.records.readIndex(patient)).inHospital).toMatchObject({
      site: 'Site du Parc',
      ward: 'Cardiologie B2',
      physician: expect.stringContaining('Collin') as string,
    });
    await within(
      'moved',
      adt('A02', { control: 'V4', at: '20261121121500', from: '202611211015', ward: 'Soins intensifs', ...stay }),
      (now) => now?.ward === 'Soins intensifs',
    );
    await within(
      'left',
      adt('A03', { control: 'V5', at: '20261122081500', from: '202611211015', to: '202611220800', ...stay }),
      (now) => now === null,
    );
  } finally {
    client.end();
  }
});

it('keeps what was marked without a line through a restart, sends it once, and shows it on the other PC of the same physician [X20]', async () => {
  const { patient, report, letter } = await aLinkedRecord();
  const [result, note] = [`DiagnosticReport/${report.id}`, `DocumentReference/${letter.id}`];
  await practice.records.open(patient.id);
  await settled(patient.id);
  line.cut();
  await until('offline', () => practice.state.read().connection.state === 'offline');
  await practice.marks.set(patient.id, { document: result, state: 'todo', due: '2026-12-01' });
  await practice.marks.set(patient.id, { document: note, state: 'seen', due: null });
  const marks = async (who: TestPractice) => (await who.records.readIndex(patient.id)).marks;
  const made = [
    { document: result, state: 'todo', due: '2026-12-01', stale: false },
    { document: note, state: 'seen', due: null, stale: false },
  ];
  expect(await marks(practice)).toEqual(expect.arrayContaining(made));
  expect(await practice.marks.listTodo()).toEqual({
    lines: [
      {
        patient: patient.id,
        document: result,
        kind: 'laboratory',
        title: 'Laboratoire',
        dated: '2026-11-20',
        due: '2026-12-01',
      },
    ],
    whole: false,
  });
  // Nothing of it lies in the clear.
  for (const entry of readdirSync(join(practice.userData, 'vault'), { recursive: true, withFileTypes: true }))
    if (entry.isFile()) expect(readFileSync(join(entry.parentPath, entry.name), 'latin1')).not.toContain(report.id);
  expect(await hospital.test.sql('select * from care.mark where patient = $1', [patient.id])).toEqual([]);

  const restarted = practice.reopen();
  all.push(restarted);
  line.mend();
  await restarted.station.start([]);
  await restarted.signIn('physician');
  await until('both are held', async () => {
    const held = await hospital.test.sql('select state from care.mark where patient = $1', [patient.id]);
    return held.length === 2;
  });
  const events = await hospital.test.sql('select id from push.outbox where patient = $1 and person is not null', [
    patient.id,
  ]);
  await restarted.marks.send();
  expect(
    await hospital.test.sql('select id from push.outbox where patient = $1 and person is not null', [patient.id]),
  ).toEqual(events);

  const other = openTestPractice(hospital);
  all.push(other);
  await other.signIn('physician');
  await other.records.open(patient.id);
  await settled(patient.id, other);
  expect(await marks(other)).toEqual(expect.arrayContaining(made));
  expect((await other.marks.listTodo()).whole).toBe(true);
  // Done there: it is done here, without being asked.
  await restarted.records.open(patient.id);
  await settled(patient.id, restarted);
  await other.marks.set(patient.id, { document: result, state: 'done', due: null });
  await until('done on both', async () =>
    (await marks(restarted)).some(({ document, state }) => document === result && state === 'done'),
  );
  expect((await restarted.marks.listTodo()).lines).toEqual([]);
});

it('says that a document was written anew since it was marked, and forgets a mark whose document is hidden [X20] [R18]', async () => {
  const { patient, potassium, report } = await aLinkedRecord();
  const result = `DiagnosticReport/${report.id}`;
  await practice.records.open(patient.id);
  await settled(patient.id);
  await practice.marks.set(patient.id, { document: result, state: 'seen', due: null });
  const marks = async () => (await practice.records.readIndex(patient.id)).marks;
  expect((await practice.records.readIndex(patient.id)).first.map(({ document }) => document)).not.toContain(result);
  await feedResources(hospital, patient, {
    ...potassium,
    status: 'corrected',
    valueQuantity: { value: 6.4, unit: 'mmol/l' },
  });
  await until('marked before it was corrected', async () => (await marks())[0]?.stale === true);
  // What has not come yet nobody has seen.
  await settled(patient.id);
  expect((await practice.records.readIndex(patient.id)).first.map(({ document }) => document)).toContain(result);
  await practice.marks.set(patient.id, { document: result, state: 'todo', due: null });
  expect(await marks()).toEqual([{ document: result, state: 'todo', due: null, stale: false }]);
  await hide('DiagnosticReport', report.id, true);
  await until(
    'nothing of it is told',
    async () => !JSON.stringify(await practice.records.readIndex(patient.id)).includes(report.id),
    4_000,
  );
  expect((await practice.marks.listTodo()).lines).toEqual([]);
  line.cut();
  await until('offline', () => practice.state.read().connection.state === 'offline');
  expect((await practice.marks.listTodo()).lines).toEqual([]);
});
