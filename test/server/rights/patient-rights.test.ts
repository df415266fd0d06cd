import { afterAll, beforeAll, expect, test } from 'vitest';
import { DeskDocument, type FoundPatient, PatientRights } from '../../../contracts/patient-rights.ts';
import {
  aBinary,
  aLetter,
  aNiss,
  anObservation,
  aPatient,
  aPractitioner,
  aReport,
  aTransaction,
} from '../../builders/fhir.ts';
import { activateLink } from '../fhir/activate-link.ts';
import {
  type AccountName,
  openTestHospital,
  type SignedIn,
  type TestHospital,
  testAccounts,
} from '../support/test-hospital.ts';

let hospital: TestHospital;
const staff = {} as Record<AccountName, SignedIn>;
const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Brussels' }).format(new Date());
const facts = { askedBy: 'in-person', askedOn: today };
const niss = aNiss('1955-03-12', 702);
const patient = aPatient({ niss, number: 'HOSP-702' });
const other = aPatient({ niss: aNiss('1960-01-02', 704), number: 'HOSP-704' });
const result = anObservation(patient);
const report = aReport(patient, [result]);
const author = aPractitioner();
const file = aBinary('Le contenu que le guichet ne voit pas.');
const letter = aLetter(patient, file, { author: [{ reference: `Practitioner/${author.id}` }] });

beforeAll(async () => {
  hospital = await openTestHospital();
  const body = aTransaction(patient, other, result, report, author, file, letter, anObservation(other));
  expect((await hospital.system.ask('POST', '/fhir', { body })).status).toBe(200);
  for (const name of ['physician', 'colleague', 'director', 'desk', 'helpdesk'] as const)
    staff[name] = await hospital.signIn(name);
  await activateLink(hospital.test, testAccounts.physician.id, patient.id);
  await activateLink(hospital.test, testAccounts.colleague.id, patient.id);
});
afterAll(() => hospital.close());

const base = `/api/patient-rights/${patient.id}`;
const find = (body: object) =>
  staff.desk.ask<{ patients: FoundPatient[]; tooMany: boolean }>('POST', '/api/patient-rights', {
    body: { niss: null, family: null, given: null, birthDate: null, ...body },
  });
const read = async () => PatientRights.parse((await staff.desk.ask('GET', base)).body);
const reads = async (name: AccountName, ref = `Patient/${patient.id}`) =>
  (await staff[name].ask('GET', `/fhir/${ref}`)).status;
const deed = (path: string, body: object) => staff.desk.ask('POST', `${base}/${path}`, { body: { ...facts, ...body } });
const requests = async () =>
  hospital.test.sql<{ deed: string }>('select deed from care.patient_request where patient = $1 order by noted_at', [
    patient.id,
  ]);

test('finds a patient by number or by two criteria, traces whom it showed and never the number [R17] [R21]', async () => {
  expect((await find({ niss })).body.patients.map(({ id }) => id)).toEqual([patient.id]);
  expect((await find({ family: 'ESSAI', birthDate: '1955-03-12' })).body.patients.map(({ id }) => id)).toContain(
    patient.id,
  );
  expect((await find({ niss: aNiss('1999-09-09', 801) })).body).toEqual({ patients: [], tooMany: false });
  expect((await find({ family: 'Essai' })).status).toBe(400);
  expect((await find({})).status).toBe(400);
  expect((await find({ niss: '12345678901' })).body).toMatchObject({ code: 'niss-invalid' });
  const traced = await hospital.test.sql<{ body: string }>(
    `select body from trace.entry where patient = $1 and body like '%patient-rights/find%'`,
    [patient.id],
  );
  expect(traced.length).toBeGreaterThanOrEqual(2);
  const all = await hospital.test.sql<{ found: boolean }>(
    `select exists (select from trace.entry where strpos(body, $1) > 0) as found`,
    [niss],
  );
  expect([all, hospital.logLines.some((line) => line.includes(niss))]).toEqual([[{ found: false }], false]);
});

test('shows nobody when more than ten would come up [R17]', async () => {
  const many = Array.from({ length: 11 }, (_, index) =>
    aPatient({ niss: aNiss('1970-05-05', 100 + 2 * index), number: `HOSP-9${index}` }),
  );
  const sent = await hospital.system.ask('POST', '/fhir', { body: aTransaction(...many) });
  expect(sent.status).toBe(200);
  const [name] = many[0]!.name!;
  expect((await find({ family: name!.family, given: name!.given![0] })).body).toEqual({ patients: [], tooMany: true });
});

test('refuses and allows all outside access, once each, with who asked and when [R17]', async () => {
  expect(await reads('physician')).toBe(200);
  expect((await deed('refusal', { refuses: true, askedBy: 'letter' })).status).toBe(200);
  // The same button twice, and the answer that was lost.
  expect((await deed('refusal', { refuses: true })).status).toBe(200);
  expect([await reads('physician'), await reads('colleague')]).toEqual([404, 404]);
  const { refusal, physicians } = await read();
  expect(refusal?.request).toMatchObject({ askedBy: 'letter', askedOn: today, notedBy: testAccounts.desk.name });
  expect(physicians.every((one) => !one.reads && one.state === 'active')).toBe(true);
  expect((await deed('refusal', { refuses: false })).status).toBe(200);
  expect(await reads('physician')).toBe(200);
  expect((await requests()).map((one) => one.deed)).toEqual(['refuse', 'allow']);
});

test('excludes one physician, and lets him back on a request signed since [R19]', async () => {
  const person = testAccounts.colleague.id;
  expect((await deed('exclusion', { person, excludes: true })).status).toBe(200);
  expect([await reads('physician'), await reads('colleague')]).toEqual([200, 404]);
  const yesterday = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10);
  const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  for (const askedOn of [yesterday, tomorrow])
    expect((await deed('exclusion', { person, excludes: false, askedOn })).status).toBe(400);
  expect(await reads('colleague')).toBe(404);
  expect((await deed('exclusion', { person, excludes: false })).status).toBe(200);
  expect(await reads('colleague')).toBe(200);
  expect((await deed('exclusion', { person: testAccounts.director.id, excludes: true })).status).toBe(404);
  const named = await staff.desk.ask('POST', '/api/patient-rights/physicians', { body: { text: 'luc' } });
  expect(named.body).toMatchObject([{ person, nihdi: testAccounts.colleague.nihdi }]);
});

test('shows the closure before it hides, by kind, date, title and author, and nothing that stands in it [R18]', async () => {
  const answer = await staff.desk.ask('POST', `${base}/documents`, { body: { after: null } });
  const documents = (answer.body as unknown[]).map((one) => DeskDocument.parse(one));
  const kinds = new Map(documents.map(({ document, kind }) => [document.split('/')[0], kind]));
  expect([documents.length, kinds.get('DiagnosticReport'), kinds.get('DocumentReference')]).toEqual([
    2,
    'laboratory',
    'letter',
  ]);
  expect(documents.find(({ kind }) => kind === 'letter')?.author).toContain(author.name?.[0]?.family);
  const ref = `DiagnosticReport/${report.id}`;
  const closure = await staff.desk.ask('POST', `${base}/closure`, { body: { document: ref } });
  const listed = (closure.body as unknown[]).map((one) => DeskDocument.parse(one));
  expect(listed.map(({ document }) => document)).toEqual([ref, `Observation/${result.id}`]);
  const bytes = Buffer.concat([answer.bytes, closure.bytes]).toString('utf8');
  expect(bytes).not.toContain(String(result.valueQuantity?.value));
  expect((await deed('hiding', { document: ref, hides: true })).status).toBe(200);
  expect([await reads('physician', ref), await reads('physician', `Observation/${result.id}`)]).toEqual([404, 404]);
  expect(await read()).toMatchObject({ hidden: 1 });
  expect((await deed('hiding', { document: ref, hides: false })).status).toBe(200);
  expect(await reads('physician', ref)).toBe(200);
});

test('keeps to one patient and to what a patient may name [R08] [R18]', async () => {
  const wrong = [
    `DocumentReference/${report.id}`,
    `Patient/${patient.id}`,
    `Binary/${file.id}`,
    `Practitioner/${author.id}`,
  ];
  for (const document of wrong) expect((await deed('hiding', { document, hides: true })).status).toBe(404);
  const foreign = { ...facts, document: `DiagnosticReport/${report.id}`, hides: true };
  expect((await staff.desk.ask('POST', `/api/patient-rights/${other.id}/hiding`, { body: foreign })).status).toBe(404);
  const nobody = '99999999-0000-4000-8000-000000000000';
  expect((await staff.desk.ask('GET', `/api/patient-rights/${nobody}`)).status).toBe(404);
  expect((await deed('refusal', { refuses: true, askedBy: 'phone' })).status).toBe(400);
});

test('is nobody’s but the desk’s: the same refusal for every other role and for every row [R08] [R17]', async () => {
  const questions: [path: string, body?: object][] = [
    ['/api/patient-rights', { niss, family: null, given: null, birthDate: null }],
    ['/api/patient-rights/physicians', { text: 'essai' }],
    [base],
    [`${base}/copies`],
    [`${base}/documents`, { after: null }],
    [`${base}/closure`, { document: `DiagnosticReport/${report.id}` }],
    [`${base}/refusal`, { ...facts, refuses: true }],
    [`${base}/exclusion`, { ...facts, excludes: true, person: testAccounts.physician.id }],
    [`${base}/hiding`, { ...facts, hides: true, document: `DiagnosticReport/${report.id}` }],
  ];
  for (const name of ['physician', 'director', 'helpdesk'] as const)
    for (const [path, body] of questions) {
      const answer = await staff[name].ask(body ? 'POST' : 'GET', path, body ? { body } : {});
      expect([name, path, answer.status, (answer.body as { code?: string }).code]).toEqual([
        name,
        path,
        403,
        'forbidden-for-role',
      ]);
    }
  expect(await reads('physician')).toBe(200);
});

test('never changes or deletes what a patient asked [R17]', async () => {
  for (const change of ["update care.patient_request set asked_by = 'letter'", 'delete from care.patient_request'])
    await expect(hospital.test.sql(change)).rejects.toThrow('never changed');
});
