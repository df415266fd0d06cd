import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  aNiss,
  aPatient,
  aPractitioner,
  aReport,
  anObservation,
  aLetter,
  aBinary,
  aTransaction,
} from '../../builders/fhir.ts';
import { ssinSystem } from '../../../contracts/identifiers.ts';
import { type Clinic, openClinic, type Reply, type Sender } from './clinic.ts';

let clinic: Clinic;
let physician: Sender;
let endLink: () => Promise<void>;
const patient = aPatient();
const second = aPatient({
  niss: aNiss('1948-11-02', 533),
  number: 'HOSP-0002',
  name: [{ family: 'Élie', given: ['Jean'] }],
  gender: 'male',
  birthDate: '1948-11-02',
});
const stranger = aPatient({ niss: '85073003328', number: 'HOSP-0003' });
const doctor = aPractitioner();
const at = (day: number) => `2026-11-${String(day).padStart(2, '0')}T08:00:00+01:00`;
const potassium = Array.from({ length: 7 }, (_, index) => anObservation(patient, { effectiveDateTime: at(index + 1) }));
const glucose = anObservation(patient, {
  code: { coding: [{ system: 'http://loinc.org', code: '2345-7' }] },
  status: 'preliminary',
  effectiveDateTime: '2026-10',
});
const report = aReport(patient, potassium, { performer: [{ reference: `Practitioner/${doctor.id}` }] });
const binary = aBinary();
const letter = aLetter(patient, binary);

const search = (url: string, sender = physician): Promise<Reply> => clinic.ask(sender, 'GET', `/fhir/${url}`);
const ids = (reply: Reply, mode = 'match'): string[] =>
  (reply.json().entry ?? []).filter((entry) => entry.search.mode === mode).map(({ resource }) => resource.id);

beforeAll(async () => {
  clinic = await openClinic();
  physician = await clinic.physician();
  const bundle = aTransaction(
    patient,
    second,
    stranger,
    doctor,
    ...potassium,
    glucose,
    report,
    binary,
    letter,
    anObservation(stranger),
    anObservation(second),
  );
  expect((await clinic.ask(clinic.system, 'POST', '/fhir', bundle)).status).toBe(200);
  endLink = await clinic.link(physician, patient.id);
  await clinic.link(physician, second.id);
});
afterAll(() => clinic.close());

test('answers the searches of the International Patient Access guide [R22]', async () => {
  const lab = 'http://terminology.hl7.org/CodeSystem/observation-category|laboratory';
  const searches: [string, number][] = [
    [`Patient?_id=${patient.id}`, 1],
    [`Observation?patient=${patient.id}&category=${lab}`, 8],
    [`Observation?patient=${patient.id}&category=laboratory`, 8],
    [`Observation?patient=Patient/${patient.id}&code=http://loinc.org|2823-3`, 7],
    [`Observation?patient=${patient.id}&code=http://loinc.org|2823-3,http://loinc.org|2345-7`, 8],
    [`Observation?patient=${patient.id}&category=${lab}&date=ge2026-11-03&date=lt2026-11-06`, 3],
    [`Observation?patient=${patient.id}&date=2026-10`, 1],
    [`Observation?patient=${patient.id}&date=gt2026-11-06T12:00:00%2B01:00`, 1],
    [`Observation?patient=${patient.id}&category=${lab}&status=preliminary`, 1],
    [`DiagnosticReport?patient=${patient.id}&category=LAB`, 1],
    [`DiagnosticReport?result=Observation/${potassium[0]!.id}`, 1],
    [`DocumentReference?patient=${patient.id}&type=http://loinc.org|11488-4`, 1],
    [`DocumentReference?patient=${patient.id}&type=http://loinc.org|0`, 0],
    [`DocumentReference?_id=${letter.id}`, 1],
    [`Patient?name=elie&gender=male`, 1],
    [`Patient?family:exact=elie`, 0],
    [`Patient?family:exact=${encodeURIComponent('Élie')}`, 1],
    [`Patient?family:contains=li`, 1],
    [`Patient?birthdate=1948-11-02`, 1],
    [`Patient?identifier:missing=false`, -1],
    [`Practitioner?_id=${doctor.id}`, 1],
    [`Observation`, 9],
    [`Observation?subject:Patient=${second.id}`, 1],
    [`AllergyIntolerance?patient=${patient.id}`, 0],
  ];
  const found = [];
  for (const [url] of searches) {
    const reply = await search(url);
    found.push([url, reply.status === 200 ? reply.json().total : -1]);
  }
  expect(found).toEqual(searches);
});

test('finds a person by number in a POST body, and never in an address [R08]', async () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams({ identifier: `${ssinSystem}|${aNiss()}` }).toString();
  expect(ids(await clinic.ask(physician, 'POST', '/fhir/Patient/_search', body, form))).toEqual([patient.id]);
  const foreign = new URLSearchParams({ identifier: `${ssinSystem}|85073003328` }).toString();
  expect((await clinic.ask(physician, 'POST', '/fhir/Patient/_search', foreign, form)).json().total).toBe(0);
  const inAddress = await search(`Patient?${body}`);
  expect([inAddress.status, inAddress.text.includes(aNiss())]).toEqual([400, false]);
  expect(JSON.stringify(clinic.traced)).not.toContain(aNiss());
});

test('refuses what it does not understand instead of answering more than was asked', async () => {
  for (const query of [
    'colour=red',
    'code:below=1',
    'performer.name=x',
    'patient.organization.name=x',
    'patient.identifier=x',
    'patient._id=x',
    '_has:Observation:code=1',
    '_has:Nothing:patient:code=1',
    'code:in=http://example.org',
    'value-quantity=much',
    'value-quantity=1e999999',
    'date=ap2026',
    'constructor=x',
    'toString=x',
    '__proto__=x',
    'status=%00',
    '_total=some',
    '_include:iterate=Observation:subject',
    '_summary=true&_elements=code',
    '_elements=a.b.c',
    '_tag=x',
    '_format=xml',
    '_since=le2026-01-01',
    '_lastUpdated=ne2026-01-01',
    '_sort=code',
    '_count=many',
    'date=yesterday',
    '_include=Observation:nothing',
    '_summary=most',
    'code=',
  ]) {
    const reply = await search(`Observation?${query}`);
    expect([query, reply.status, reply.json().resourceType]).toEqual([query, 400, 'OperationOutcome']);
  }
});

test('joins what a search asks to join, behind the same gate', async () => {
  const included = await search(
    `DiagnosticReport?patient=${patient.id}&_include=DiagnosticReport:performer&_include=DiagnosticReport:result`,
  );
  expect(ids(included, 'include').sort()).toEqual([doctor.id, ...potassium.map(({ id }) => id)].sort());
  const reversed = await search(`Observation?_id=${potassium[0]!.id}&_revinclude=DiagnosticReport:result`);
  expect(ids(reversed, 'include')).toEqual([report.id]);
});

test('counts without showing, and shows only what changed since', async () => {
  const counted = await search(`Observation?patient=${patient.id}&_summary=count`);
  expect(counted.json()).toEqual({ resourceType: 'Bundle', type: 'searchset', total: 8, link: [expect.anything()] });
  expect((await search(`Observation?patient=${patient.id}&_lastUpdated=ge2999-01-01`)).json().total).toBe(0);
});

test('gives everything of a patient, page by page, and all of it once [R22]', async () => {
  const seen: string[] = [];
  let next: string | undefined = `Patient/${patient.id}/$everything?_count=4`;
  while (next !== undefined) {
    const reply: Reply = await search(next);
    expect(reply.status).toBe(200);
    seen.push(...ids(reply));
    const link = reply.json().link.find(({ relation }) => relation === 'next');
    next = link?.url.replace(/^.*\/fhir\//, '');
  }
  expect(seen.sort()).toEqual([patient.id, glucose.id, report.id, letter.id, ...potassium.map(({ id }) => id)].sort());
});

test('refuses a patient without a link as one that does not exist [R08] [R10]', async () => {
  const codes = [];
  for (const id of [stranger.id, aPatient().id, 'nonsense'])
    for (const url of [
      `Observation?patient=${id}`,
      `Patient/${id}/$everything`,
      `Observation?patient=${id}&_summary=count`,
    ]) {
      const reply = await search(url);
      codes.push(`${reply.status} ${reply.json().issue[0].details.coding[0].code}`);
    }
  expect(new Set(codes)).toEqual(new Set(['403 record-not-available']));
});

test('trap 2: refuses the second page of a search whose link has ended, and to anybody else [R08] [R19]', async () => {
  const first = await search(`Observation?patient=${patient.id}&_count=3`);
  const next = first.json().link.find(({ relation }) => relation === 'next');
  const url = next?.url.replace(/^.*\/fhir\//, '') ?? expect.fail('the first page names no next');
  expect(ids(await search(url))).toEqual(
    potassium
      .slice(1, 4)
      .map(({ id }) => id)
      .reverse(),
  );
  const colleague = await clinic.physician();
  await clinic.link(colleague, patient.id);
  expect((await search(url, colleague)).status).toBe(400);
  expect((await search(`${url.slice(0, -2)}AA`)).status).toBe(400);
  await endLink();
  const refused = await search(url);
  expect([refused.status, refused.json().issue[0].details.coding[0].code]).toEqual([403, 'record-not-available']);
  endLink = await clinic.link(physician, patient.id);
});

test('says of itself exactly what it does', async () => {
  const statement = (await search('metadata')).json();
  const types = statement.rest[0].resource.map(({ type }) => type);
  expect(types).toEqual(
    expect.arrayContaining([
      'Patient',
      'Practitioner',
      'Organization',
      'Encounter',
      'Appointment',
      'AllergyIntolerance',
      'MedicationStatement',
      'Condition',
      'Consent',
      'DiagnosticReport',
      'Observation',
      'DocumentReference',
      'Binary',
      'ImagingStudy',
    ]),
  );
  for (const { type, interaction, searchParam = [] } of statement.rest[0].resource) {
    const can = interaction.map(({ code }) => code);
    for (const { name } of searchParam.filter(({ documentation }) => documentation === undefined)) {
      const value =
        /date|started|period|issued|authored|collected|created|effective|_lastUpdated/.test(name) &&
        name !== '_lastUpdated'
          ? '2026'
          : name === '_lastUpdated'
            ? 'ge2026'
            : name === 'value-quantity'
              ? '5.9'
              : `Patient/${patient.id}`;
      const reply = await search(`${type}?${name}=${name === '_id' ? 'x' : value}`);
      expect([type, name, reply.status]).toEqual([type, name, 200]);
    }
    expect(can).toContain('read');
  }
}, 60_000);
