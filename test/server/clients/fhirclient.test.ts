import { createRequire } from 'node:module';
import https, { Agent } from 'node:https';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ssinSystem } from '../../../contracts/identifiers.ts';
import { aNiss, anObservation, aTransaction } from '../../builders/fhir.ts';
import { clientRecord, type LinkedPractice, openLinkedPractice, printClientTable } from './linked-practice.ts';

/** What the tests use of it. Its own types would bring the browser's in, and those contradict Node's. */
interface SmartClient {
  readonly patient: { readonly id: string };
  request<T>(request: object | string, options?: object): Promise<T>;
  create(resource: object): Promise<unknown>;
  update(resource: object): Promise<unknown>;
  delete(url: string): Promise<unknown>;
}
type Smart = (request: object, response: object) => { client(state: object): SmartClient };
const smart = createRequire(import.meta.url)('fhirclient') as Smart;

let practice: LinkedPractice;
let client: SmartClient;
let pc: Agent;
let own: Agent;
const before = https.globalAgent;
const { patient, doctor, report, results } = clientRecord;
const rows: [string, string][] = [];
const works = (what: string): void => void rows.push([what, 'works']);

interface Found {
  readonly total?: number;
  readonly entry?: readonly {
    readonly resource: { readonly id: string };
    readonly search: { readonly mode: string };
  }[];
}
const ids = (bundle: Found, mode = 'match'): string[] =>
  (bundle.entry ?? []).filter(({ search }) => search.mode === mode).map(({ resource }) => resource.id);
const ask = <T = Found>(url: string, more: object = {}, options: object = {}): Promise<T> =>
  client.request<T>({ url, ...more }, options);

beforeAll(async () => {
  practice = await openLinkedPractice();
  pc = new Agent({ ...practice.pc, keepAlive: true });
  own = new Agent({ ...practice.system, keepAlive: true });
  // One request takes `agent`; the pages that it follows by itself do not, and use the process's own.
  https.globalAgent = pc;
  client = smart({}, {}).client({
    serverUrl: practice.fhir,
    tokenResponse: { access_token: practice.token, patient: patient.id },
  });
});
afterAll(async () => {
  printClientTable('fhirclient', rows);
  https.globalAgent = before;
  pc.destroy();
  own.destroy();
  await practice.close();
});

test('fhirclient reads what the hospital says of itself, the patient and a version [R25]', async () => {
  expect(await ask('metadata')).toMatchObject({ fhirVersion: '4.0.1' });
  works('request metadata');
  expect(await ask(`Patient/${client.patient.id}`)).toMatchObject({ id: patient.id });
  works('request Patient/id');
  expect(await ask(`Observation/${results[0]!.id}/_history`)).toMatchObject({ total: 1 });
  works('request _history');
});

test('fhirclient searches, follows pages, joins and shapes [R22]', async () => {
  const pages = await ask<Found[]>(`Observation?patient=${patient.id}&_count=2&_sort=date`, {}, { pageLimit: 0 });
  expect(pages.flatMap((page) => ids(page))).toEqual(results.map(({ id }) => id));
  works('request with pageLimit (every page)');
  const flat = await ask<{ id: string }[]>(
    `Observation?patient=${patient.id}&_count=2`,
    {},
    { pageLimit: 0, flat: true },
  );
  expect(flat).toHaveLength(5);
  works('request with flat');
  const joined = await ask(`DiagnosticReport?patient=${patient.id}&_include=DiagnosticReport:performer`);
  expect(ids(joined, 'include')).toEqual([doctor.id]);
  works('_include');
  expect(ids(await ask(`Observation?_id=${results[0]!.id}&_revinclude=DiagnosticReport:result`), 'include')).toEqual([
    report.id,
  ]);
  works('_revinclude');
  const resolved = await ask<{ result: { id: string }[] }>(
    `DiagnosticReport/${report.id}`,
    {},
    { resolveReferences: 'result' },
  );
  expect(resolved.result.map(({ id }) => id)).toEqual(results.map(({ id }) => id));
  works('resolveReferences');
  expect(await ask(`Observation?patient=${patient.id}&_summary=count`)).toMatchObject({ total: 5 });
  works('_summary=count');
  const body = new URLSearchParams({ identifier: `${ssinSystem}|${aNiss()}` }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  expect(ids(await ask('Patient/_search', { method: 'POST', body, headers }))).toEqual([patient.id]);
  works('POST _search by national number');
});

test('fhirclient gets everything of a patient [R22]', async () => {
  const everything = await ask(`Patient/${patient.id}/$everything`);
  expect(ids(everything)).toEqual(expect.arrayContaining([patient.id, report.id]));
  works('request $everything');
});

test('fhirclient writes a transaction as a system, and is refused what a PC may not do [R25] [R08]', async () => {
  const system = smart({}, {}).client({ serverUrl: practice.fhir });
  const sent = {
    url: '',
    method: 'POST',
    body: JSON.stringify(aTransaction(anObservation(patient, { effectiveDateTime: '2025-01-01' }))),
    headers: { 'content-type': 'application/fhir+json' },
  };
  expect(await system.request({ ...sent, agent: own })).toMatchObject({ type: 'transaction-response' });
  works('transaction (system certificate)');
  await expect(client.request(sent)).rejects.toThrow(/403|Forbidden/);
  for (const [what, call] of [
    ['create', () => client.create(results[0]!)],
    ['update', () => client.update(results[0]!)],
    ['delete', () => client.delete(`Observation/${results[0]!.id}`)],
  ] as const) {
    await expect(call()).rejects.toThrow(/405/);
    rows.push([what, 'refused (405): the record is written by transactions alone']);
  }
});
