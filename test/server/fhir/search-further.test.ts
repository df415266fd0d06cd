import { afterAll, beforeAll, expect, test } from 'vitest';
import { nihdiSystem, ssinSystem } from '../../../contracts/identifiers.ts';
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
import { type Clinic, openClinic, type Reply, type Sender } from './clinic.ts';

let clinic: Clinic;
let physician: Sender;
const patient = aPatient();
const stranger = aPatient({ niss: '85073003328', number: 'HOSP-0009', name: [{ family: 'Ailleurs' }] });
const doctor = aPractitioner();
const value = (number: number, unit = 'mmol/l', more: object = {}) => ({
  valueQuantity: { value: number, unit, system: 'http://unitsofmeasure.org', code: unit.replace('/l', '/L'), ...more },
});
const low = anObservation(patient, { effectiveDateTime: '2026-11-01', ...value(3.25) });
const high = anObservation(patient, { effectiveDateTime: '2026-11-02', ...value(5.9), status: 'preliminary' });
const above = anObservation(patient, { effectiveDateTime: '2026-11-03', ...value(10, 'mg/l', { comparator: '>' }) });
const { effectiveDateTime: _at, valueQuantity: _value, ...bare } = anObservation(patient);
const dateless = { ...bare, valueString: 'negative' };
const elsewhere = anObservation(stranger, value(5.9));
const binary = aBinary();
const letter = aLetter(patient, binary, { author: [{ reference: `Practitioner/${doctor.id}` }] });
const report = aReport(patient, [low], { performer: [{ reference: `Practitioner/${doctor.id}` }] });

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const search = (url: string, headers: Record<string, string> = {}): Promise<Reply> =>
  clinic.ask(physician, 'GET', `/fhir/${url}`, undefined, headers);
const post = (type: string, body: Record<string, string>, query = ''): Promise<Reply> =>
  clinic.ask(physician, 'POST', `/fhir/${type}/_search${query}`, new URLSearchParams(body).toString(), form);
const ids = (reply: Reply, mode = 'match'): string[] =>
  (reply.json().entry ?? []).filter((entry) => entry.search.mode === mode).map(({ resource }) => resource.id);

beforeAll(async () => {
  clinic = await openClinic();
  physician = await clinic.physician();
  const sent = aTransaction(
    patient,
    stranger,
    doctor,
    low,
    high,
    above,
    dateless as never,
    elsewhere,
    binary,
    letter,
    report,
  );
  const answer = await clinic.ask(clinic.system, 'POST', '/fhir', sent);
  expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
  await clinic.link(physician, patient.id);
});
afterAll(() => clinic.close());

test('compares quantities, dates, words and what is missing as FHIR says [R22]', async () => {
  const every = [above, high, low, dateless];
  const searches: [string, { id: string }[]][] = [
    ['value-quantity=5.9', [high]],
    ['value-quantity=6', [high]],
    ['value-quantity=3.25', [low]],
    ['value-quantity=3.2', []],
    ['value-quantity=3.3', [low]],
    ['value-quantity=gt3.25', [above, high]],
    ['value-quantity=ge3.25||mmol/l', [high, low]],
    ['value-quantity=lt5.9', [low]],
    ['value-quantity=eb11', [high, low]],
    ['value-quantity=sa9.99', [above]],
    ['value-quantity=ne5.9', [above, low]],
    ['value-quantity=ap3', [low]],
    ['value-quantity=gt1|http://unitsofmeasure.org|mg/L', [above]],
    ['value-quantity=gt1|http://unitsofmeasure.org|furlong', []],
    ['value-quantity:missing=true', [dateless]],
    ['status:not=final', [high]],
    ['status:not=final,preliminary', []],
    ['date:missing=true', [dateless]],
    ['date:missing=false', [above, high, low]],
    ['date=sa2026-11-01&date=le2026-11-02', [high]],
    ['date=ne2026-11-02', [above, low]],
    ['_lastUpdated=lt2026-01-01', []],
    ['_lastUpdated=ge2020&_lastUpdated=lt2999', every],
    ['_lastUpdated=sa2999', []],
    ['_sort=date', [...every].reverse()],
    ['_sort=-date', every],
    ['subject.family=essai', every],
    ['subject:Patient.family=ailleurs', []],
    ['patient.birthdate=1955-03-12&status=preliminary', [high]],
    ['_has:DiagnosticReport:result:status=final', [low]],
    ['_has:DiagnosticReport:result:status=partial', []],
  ];
  const found: [string, string[]][] = [];
  for (const [query] of searches) {
    const reply = await search(`Observation?${query}`);
    found.push([query, reply.status === 200 ? ids(reply) : [reply.text]]);
  }
  expect(found).toEqual(searches.map(([query, resources]) => [query, resources.map(({ id }) => id)]));
  expect(ids(await search(`DocumentReference?author:Practitioner.family=essai`))).toEqual([letter.id]);
  expect(ids(await search(`Patient?_has:Observation:patient:value-quantity=5.9`))).toEqual([patient.id]);
});

test('follows the pages in either order, each line once', async () => {
  for (const sort of ['date', '-date', '_lastUpdated', '-_lastUpdated']) {
    const seen: string[] = [];
    let next: string | undefined = `Observation?_sort=${sort}&_count=1`;
    while (next !== undefined) {
      const reply: Reply = await search(next);
      seen.push(...ids(reply));
      next = reply
        .json()
        .link.find(({ relation }) => relation === 'next')
        ?.url.replace(/^.*\/fhir\//, '');
    }
    expect([sort, ids(await search(`Observation?_sort=${sort}`))]).toEqual([sort, seen]);
    expect(new Set(seen).size).toBe(4);
  }
});

test('finds by identifiers along a chain in a POST body, and nothing of a stranger [R08]', async () => {
  const own = `${ssinSystem}|${aNiss()}`;
  expect(ids(await post('Observation', { 'patient.identifier': own, status: 'preliminary' }))).toEqual([high.id]);
  expect(
    ids(await post('DiagnosticReport', { 'performer:Practitioner.identifier': `${nihdiSystem}|19999901004` })),
  ).toEqual([report.id]);
  const foreign = await post('Observation', { 'patient.identifier': `${ssinSystem}|85073003328` });
  expect([foreign.status, foreign.json().total]).toEqual([200, 0]);
});

test('refuses a national number in an address, whatever it is asked as, and keeps it nowhere [R08]', async () => {
  const niss = aNiss();
  const spelt = `${niss.slice(0, 2)}.${niss.slice(2, 4)}.${niss.slice(4, 6)}-${niss.slice(6, 9)}.${niss.slice(9)}`;
  for (const url of [
    `Patient?identifier=${ssinSystem}|${niss}`,
    `Patient?identifier=${niss}`,
    `Patient?name=${niss}`,
    `Patient?name=${spelt}`,
    `Patient?${niss}=1`,
    `Observation?patient.identifier=${niss}`,
    `Observation?patient=Patient/${niss}`,
    `Patient/${patient.id}/$everything?_since=${niss}`,
    `Patient/${patient.id}?_elements=${niss}`,
  ]) {
    const reply = await search(url);
    expect([url, reply.status, reply.text.includes(niss)]).toEqual([url, 400, false]);
    expect(reply.json().issue[0].diagnostics).toMatch(/POST _search, never in an address/);
  }
  const posted = await post('Patient', {}, `?identifier=${ssinSystem}%7C${niss}`);
  expect(posted.status).toBe(400);
  expect((await search(`Patient/${niss}`)).status).toBe(404);
  expect((await search(`Patient/${niss}/$everything`)).status).toBe(403);
  expect(JSON.stringify(clinic.traced)).not.toContain(niss);
});

test('gives the part of a resource that is asked for, marked as a part, its numbers as they were', async () => {
  const shaped = async (query: string) => (await search(query)).json() as unknown as Record<string, unknown>;
  const names = async (query: string) => Object.keys(await shaped(query));
  const one = `Observation/${low.id}`;
  expect(await names(`${one}?_elements=value,category`)).toEqual([
    'resourceType',
    'id',
    'meta',
    'status',
    'category',
    'code',
    'valueQuantity',
  ]);
  expect(await names(`${one}?_summary=text`)).toEqual(['resourceType', 'id', 'meta', 'status', 'code']);
  expect(await names(`${one}?_summary=true`)).not.toContain('referenceRange');
  expect(await names(`${one}?_summary=data`)).toContain('referenceRange');
  expect((await shaped(`${one}?_elements=code`))['meta']).toMatchObject({ tag: [{ code: 'SUBSETTED' }] });
  const bundle = await search(`Observation?_id=${low.id}&_elements=Observation.code&_include=Observation:subject`);
  expect(bundle.json().entry.map(({ resource }) => Object.keys(resource).length)).toEqual([5, expect.any(Number)]);
  expect(Object.keys(bundle.json().entry[1]!.resource)).toContain('birthDate');
  expect((await search(`Observation/${low.id}?colour=red`)).status).toBe(400);
});

test('ignores a parameter only when the caller allows it, and names it', async () => {
  const strict = await search('Observation?colour=red');
  expect(strict.status).toBe(400);
  const lenient = await search('Observation?colour=red&status=preliminary', { prefer: 'handling=lenient' });
  expect(ids(lenient)).toEqual([high.id]);
  expect(lenient.json().link[0]?.url).toMatch(/\/fhir\/Observation\?status=preliminary$/);
  const outcome = lenient.json().entry.find(({ search: { mode } }) => mode === 'outcome');
  expect(outcome?.resource.issue[0].diagnostics).toMatch(/^colour: unknown/);
  // What is known but cannot be followed is refused even so: more would be found than was asked.
  expect((await search('Observation?date=soon', { prefer: 'handling=lenient' })).status).toBe(400);
});

test('tells the total, or not, as it is asked', async () => {
  expect((await search('Observation?_total=none')).json().total).toBeUndefined();
  expect((await search('Observation?_total=accurate')).json().total).toBe(4);
  const counted = (await search('Observation?_count=0')).json();
  expect([counted.total, counted.entry]).toEqual([4, undefined]);
});

test('gives the versions of a resource that are asked for', async () => {
  const corrected = { ...high, status: 'final' as const };
  expect((await clinic.ask(clinic.system, 'POST', '/fhir', aTransaction(corrected))).status).toBe(200);
  const history = async (query: string) => (await search(`Observation/${high.id}/_history${query}`)).json();
  expect([(await history('')).total, (await history('?_count=1')).entry.length]).toEqual([2, 1]);
  expect((await history('?_since=2999-01-01')).total).toBe(0);
  expect((await search(`Observation/${high.id}/_history?_at=2020`)).status).toBe(400);
  await clinic.ask(clinic.system, 'POST', '/fhir', aTransaction(high));
});

test('takes $everything by POST with its parameters, and no other', async () => {
  const ask = (parameter: object[]) =>
    clinic.ask(physician, 'POST', `/fhir/Patient/${patient.id}/$everything`, { resourceType: 'Parameters', parameter });
  const some = await ask([{ name: '_type', valueString: 'Observation' }]);
  expect(ids(some).sort()).toEqual([low.id, high.id, above.id, dateless.id].sort());
  expect((await ask([{ name: 'colour', valueString: 'red' }])).status).toBe(400);
  expect((await ask([{ name: '_type', valueString: 'constructor' }])).status).toBe(400);
});
