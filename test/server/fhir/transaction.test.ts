import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ssinSystem } from '../../../contracts/identifiers.ts';
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
import { type Clinic, openClinic, type Sender } from './clinic.ts';

let clinic: Clinic;
let physician: Sender;
const patient = aPatient();
const other = aPatient({ niss: '85073003328', number: 'HOSP-0002' });
const type = { 'content-type': 'application/fhir+json' };

const send = (bundle: object | string, headers = type) => clinic.ask(clinic.system, 'POST', '/fhir', bundle, headers);
const rows = async () =>
  (await clinic.db.sql<{ n: string }>('select coalesce(sum(version), 0) + count(*) n from medical.resource'))[0]!.n;
const entry = (resource: { resourceType: string }, request: object, fullUrl?: string) => ({
  ...(fullUrl === undefined ? {} : { fullUrl }),
  resource,
  request,
});
const bundle = (...entries: object[]) => ({ resourceType: 'Bundle', type: 'transaction', entry: entries });
const post = (resource: { resourceType: string }, more: object = {}) => ({
  method: 'POST',
  url: resource.resourceType,
  ...more,
});

beforeAll(async () => {
  clinic = await openClinic();
  physician = await clinic.physician();
  expect((await send(aTransaction(patient, other))).status).toBe(200);
  await clinic.link(physician, patient.id);
});
afterAll(() => clinic.close());

let before: string;
beforeEach(async () => {
  before = await rows();
});

test('writes nothing of a transaction that holds one fault, and says where it is [R25]', async () => {
  const good = anObservation(patient);
  const binary = aBinary();
  const wrong: [string, object, RegExp][] = [
    [
      'missing element',
      aTransaction(good, { ...anObservation(patient), code: undefined } as never),
      /entry\[1\]\.resource.*code/,
    ],
    ['wrong code', aTransaction(good, anObservation(patient, { status: 'done' as never })), /entry\[1\]/],
    ['wrong date', aTransaction(good, anObservation(patient, { effectiveDateTime: 'yesterday' })), /entry\[1\]/],
    ['other patient’s result', aTransaction(good, aReport(other, [good])), /belongs to another patient/],
    [
      'other patient’s stored letter',
      aTransaction(good, aReport(patient, [], { basedOn: [{ reference: `Patient/${other.id}` }] })),
      /another patient/,
    ],
    ['absent reference', aTransaction(good, aReport(patient, [anObservation(patient)])), /does not exist/],
    ['unknown patient', aTransaction(anObservation(aPatient())), /does not exist/],
    [
      'patient without a UUID',
      aTransaction(anObservation(patient, { subject: { reference: 'Patient/ex-patient' } })),
      /does not exist/,
    ],
    ['no patient', aTransaction({ ...good, subject: undefined } as never), /exactly one Patient/],
    ['number taken', aTransaction(good, aPatient()), /identifiers/],
    ['file of nobody', aTransaction(good, aBinary()), /No document/],
    [
      'file of two patients',
      aTransaction(binary, aLetter(patient, binary), aLetter(other, binary)),
      /several patients/,
    ],
    ['twice the same', aTransaction(good, good), /twice/],
    [
      'patient id',
      bundle(
        entry({ ...aPatient({ niss: '93051822361', number: 'X' }), id: 'pat-1' } as never, {
          method: 'PUT',
          url: 'Patient/pat-1',
        }),
      ),
      /UUID/,
    ],
    ['delete', bundle(entry(good, { method: 'DELETE', url: `Observation/${good.id}` })), /PUT to Type\/id/],
    ['id unlike url', bundle(entry(good, { method: 'PUT', url: 'Observation/other' })), /not that of the url/],
    [
      'unknown type',
      bundle(entry({ resourceType: 'Account' } as never, { method: 'POST', url: 'Account' })),
      /keeps no Account/,
    ],
    [
      'derived type',
      bundle(entry({ resourceType: 'ImagingStudy' } as never, { method: 'POST', url: 'ImagingStudy' })),
      /STOW/,
    ],
    [
      'null character',
      JSON.parse(JSON.stringify(aTransaction(good)).replace('Potassium', 'Pota\\u0000ssium')) as object,
      /character|invalid/i,
    ],
    [
      'old version',
      bundle(entry(good, { method: 'PUT', url: `Observation/${good.id}`, ifMatch: 'W/"3"' })),
      /another version/,
    ],
    [
      'fullUrl nobody has',
      aTransaction(good, aReport(patient, [], { result: [{ reference: `urn:uuid:${randomUUID()}` }] })),
      /fullUrl/,
    ],
    ['batch', { resourceType: 'Bundle', type: 'batch', entry: [] }, /transaction/],
  ];
  for (const [name, content, reason] of wrong) {
    const answer = await send(content);
    expect([name, answer.status, answer.json().resourceType]).toEqual([name, 422, 'OperationOutcome']);
    const said = answer.json().issue.map(({ diagnostics, expression }) => `${expression[0]} ${diagnostics}`);
    expect([name, said.join('\n')]).toEqual([name, expect.stringMatching(reason)]);
  }
  expect(await rows()).toBe(before);
});

test('refuses what is no FHIR at all, and keeps answering [R25]', async () => {
  expect((await send('{"resourceType":"Bundle","type":')).status).toBe(422);
  expect((await send('[]')).status).toBe(422);
  expect((await send('<Bundle/>', { 'content-type': 'application/fhir+xml' })).status).toBe(415);
  expect((await send(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]) as never)).status).toBe(400);
  expect((await send('x'.repeat(65 * 1024 * 1024))).status).toBe(413);
  expect((await send(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`)).status).toBe(422);
  const deep = `${'{"url":"urn:x","extension":['.repeat(5000)}${']}'.repeat(5000)}`;
  const nested = JSON.stringify(aTransaction(anObservation(patient))).replace(
    '"status":"final"',
    `"status":"final","extension":[${deep}]`,
  );
  expect((await send(nested)).status).toBe(422);
  expect((await send(aTransaction(anObservation(patient)))).status).toBe(200);
});

test('takes the same transaction twice without a new version', async () => {
  const sent = aTransaction(
    anObservation(patient),
    aPractitioner(),
    ...(() => {
      const binary = aBinary('twice');
      return [binary, aLetter(patient, binary)];
    })(),
  );
  await send(sent);
  const once = await rows();
  const again = await send(sent);
  expect([again.status, again.json().entry.every(({ response }) => response.status === '200 OK')]).toEqual([200, true]);
  expect(await rows()).toBe(once);
});

test('gives ids to what has none, and points every reference at them', async () => {
  const [doctor, result, file] = [`urn:uuid:${randomUUID()}`, `urn:uuid:${randomUUID()}`, `urn:uuid:${randomUUID()}`];
  const withoutId = <T extends { id: string }>({ id: _id, ...rest }: T) => rest as unknown as { resourceType: string };
  const report = aReport(patient, [], {
    result: [{ reference: result }],
    performer: [{ reference: doctor }],
    presentedForm: [{ url: file }],
  });
  const answer = await send(
    bundle(
      entry(
        withoutId(aPractitioner({ identifier: [{ system: 'urn:x', value: '77' }] })),
        post({ resourceType: 'Practitioner' }, { ifNoneExist: 'identifier=urn:x|77' }),
        doctor,
      ),
      entry(withoutId(anObservation(patient)), post({ resourceType: 'Observation' }), result),
      entry(withoutId(aBinary()), post({ resourceType: 'Binary' }), file),
      entry(withoutId(report), post({ resourceType: 'DiagnosticReport' })),
    ),
  );
  expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
  const [at0, at1, at2, at3] = answer.json().entry.map(({ response }) => response.location.replace(/\/_history.*/, ''));
  const stored = (await clinic.ask(physician, 'GET', `/fhir/${at3}`)).json();
  expect([stored.performer, stored.result, stored.presentedForm]).toEqual([
    [{ reference: at0 }],
    [{ reference: at1 }],
    [{ url: at2 }],
  ]);

  const again = await send(
    bundle(
      entry(
        withoutId(aPractitioner({ identifier: [{ system: 'urn:x', value: '77' }] })),
        post({ resourceType: 'Practitioner' }, { ifNoneExist: 'identifier=urn:x|77' }),
        doctor,
      ),
      entry(
        withoutId(anObservation(patient, { performer: [{ reference: doctor }] })),
        post({ resourceType: 'Observation' }),
      ),
      entry(
        withoutId(anObservation(patient, { performer: [{ reference: 'Practitioner?identifier=urn:x|77' }] })),
        post({ resourceType: 'Observation' }),
      ),
    ),
  );
  expect(again.json().entry[0]?.response).toEqual({ status: '200 OK', location: at0 });
  for (const { response } of again.json().entry.slice(1))
    expect(
      (await clinic.ask(physician, 'GET', `/fhir/${response.location.replace(/\/_history.*/, '')}`)).json().performer,
    ).toEqual([{ reference: at0 }]);
});

test('refuses a bundle that gives a known number to somebody else [R25]', async () => {
  const { id: _id, ...known } = patient;
  const create = (over: object) =>
    bundle(
      entry(
        { ...known, ...over },
        post({ resourceType: 'Patient' }, { ifNoneExist: `identifier=${ssinSystem}|${aNiss()}` }),
      ),
    );
  const answers = [];
  for (const over of [
    {},
    { name: [{ family: 'ESSAI', given: ['M.'] }] },
    { name: [{ family: 'Épouse-Nouvelle', given: ['Marie'] }] },
    { birthDate: '1955' },
    { birthDate: '1956-03-12' },
    { name: [{ family: 'Autre', given: ['Luc'] }] },
  ])
    answers.push((await send(create(over))).status);
  expect(answers).toEqual([200, 200, 200, 200, 422, 422]);
});

test('never moves a resource to another patient [R25]', async () => {
  const result = anObservation(patient);
  const binary = aBinary();
  const letter = aLetter(patient, binary);
  await send(aTransaction(result, binary, letter));
  for (const moved of [
    aTransaction({ ...result, subject: { reference: `Patient/${other.id}` } }),
    aTransaction(aLetter(other, binary)),
    aTransaction(binary, aLetter(other, binary)),
    aTransaction({ ...letter, subject: { reference: `Patient/${other.id}` } }),
  ]) {
    const answer = await send(moved);
    expect([answer.status, answer.text]).toEqual([422, expect.stringContaining('another patient')]);
  }
});

test('lets no PC write, whoever signed in on it [R08]', async () => {
  const answer = await clinic.ask(physician, 'POST', '/fhir', aTransaction(anObservation(patient)));
  expect([answer.status, answer.json().issue[0].details.coding[0].code]).toEqual([403, 'forbidden-for-role']);
  expect(await rows()).toBe(before);
});

test('takes two transactions at once that create the same thing: one creates it, the other finds it', async () => {
  const doctor = () =>
    bundle(
      entry(
        { ...aPractitioner({ identifier: [{ system: 'urn:x', value: 'race' }] }), id: undefined } as never,
        post({ resourceType: 'Practitioner' }, { ifNoneExist: 'identifier=urn:x|race' }),
      ),
    );
  const answers = await Promise.all(Array.from({ length: 6 }, () => send(doctor())));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
  const [{ n } = { n: '' }] = await clinic.db.sql<{ n: string }>(
    `select count(*) n from medical.resource where type = 'Practitioner' and content like '%"race"%'`,
  );
  expect(n).toBe('1');
});
