import { Client } from 'fhir-kit-client';
import { Agent } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ssinSystem } from '../../../contracts/identifiers.ts';
import { aNiss, anObservation, aTransaction } from '../../builders/fhir.ts';
import { clientRecord, type LinkedPractice, openLinkedPractice, printClientTable } from './linked-practice.ts';

let practice: LinkedPractice;
let client: Client;
let system: Client;
let agents: Agent[];
const { patient, doctor, report, results, letter } = clientRecord;
const rows: [string, string][] = [];
const works = (what: string): void => void rows.push([what, 'works']);

interface Found {
  total?: number;
  entry?: { resource: { resourceType: string; id: string; meta?: unknown }; search: { mode: string } }[];
}
const ids = (bundle: unknown, mode = 'match'): string[] =>
  ((bundle as Found).entry ?? []).filter(({ search }) => search.mode === mode).map(({ resource }) => resource.id);

beforeAll(async () => {
  practice = await openLinkedPractice();
  agents = [new Agent({ connect: practice.pc }), new Agent({ connect: practice.system })];
  const [pc, own] = agents;
  client = new Client({
    baseUrl: practice.fhir,
    bearerToken: practice.token,
    requestOptions: { dispatcher: pc },
  });
  system = new Client({ baseUrl: practice.fhir, requestOptions: { dispatcher: own } });
});
afterAll(async () => {
  printClientTable('fhir-kit-client', rows);
  await Promise.all(agents.map((agent) => agent.close()));
  await practice.close();
});

test('fhir-kit-client reads what the hospital says of itself, a resource, its version and its history [R25]', async () => {
  expect((await client.capabilityStatement())['fhirVersion']).toBe('4.0.1');
  works('capabilityStatement');
  expect(await client.read({ resourceType: 'Patient', id: patient.id })).toMatchObject({ birthDate: '1955-03-12' });
  works('read');
  expect(await client.vread({ resourceType: 'Observation', id: results[0]!.id, version: '1' })).toMatchObject({
    status: 'final',
  });
  works('vread');
  for (const [resourceType, id] of [
    ['Observation', results[0]!.id],
    ['Patient', patient.id],
  ] as const)
    expect(await client.history({ resourceType, id })).toMatchObject({ total: 1 });
  works('history (instance)');
});

test('fhir-kit-client searches, pages, joins, shapes and posts [R22]', async () => {
  const search = (resourceType: string, searchParams: Record<string, string | string[]>, options = {}) =>
    client.search({ resourceType, searchParams, options });
  let page = await search('Observation', { patient: patient.id, _count: '2', _sort: 'date' });
  const seen = ids(page);
  for (
    let next = client.nextPage({ bundle: page as never });
    next !== undefined;
    next = client.nextPage({ bundle: page as never })
  ) {
    page = await next;
    seen.push(...ids(page));
  }
  expect(seen).toEqual(results.map(({ id }) => id));
  works('search, _sort, _count, nextPage');
  expect(
    ids(await search('DiagnosticReport', { patient: patient.id, _include: 'DiagnosticReport:performer' }), 'include'),
  ).toEqual([doctor.id]);
  works('_include');
  expect(
    ids(await search('Observation', { _id: results[0]!.id, _revinclude: 'DiagnosticReport:result' }), 'include'),
  ).toEqual([report.id]);
  works('_revinclude');
  const parts = (await search('Observation', { patient: patient.id, _elements: 'value' })) as Found;
  expect(Object.keys(parts.entry?.[0]?.resource ?? {})).toEqual([
    'resourceType',
    'id',
    'meta',
    'status',
    'code',
    'valueQuantity',
  ]);
  works('_elements');
  expect(await search('Observation', { patient: patient.id, _summary: 'count' })).toMatchObject({ total: 5 });
  for (const part of ['true', 'text', 'data'])
    expect(await search('Observation', { patient: patient.id, _summary: part })).toMatchObject({
      entry: Array.from({ length: 5 }, () => ({ resource: { meta: { tag: [{ code: 'SUBSETTED' }] } } })),
    });
  works('_summary=count, true, text, data');
  const posted = await search('Patient', { identifier: `${ssinSystem}|${aNiss()}` }, { postSearch: true });
  expect(ids(posted)).toEqual([patient.id]);
  works('POST _search by national number');
  expect(ids(await search('DocumentReference', { 'author:Practitioner.family': 'essai' }))).toEqual([letter.id]);
  works('chained search');
});

test('fhir-kit-client gets everything of a patient by GET and by POST [R22]', async () => {
  const ask = (method: 'GET' | 'POST') =>
    client.operation({ name: '$everything', resourceType: 'Patient', id: patient.id, method });
  const [got, posted] = [await ask('GET'), await ask('POST')];
  expect(ids(got).sort()).toEqual(ids(posted).sort());
  expect(ids(got)).toEqual(expect.arrayContaining([patient.id, report.id, letter.id]));
  works('operation $everything (get, post)');
});

test('fhir-kit-client writes a transaction as a system, and nothing as a PC [R25] [R08]', async () => {
  const body = aTransaction(anObservation(patient, { effectiveDateTime: '2025-01-01' }));
  expect(await system.transaction({ body: body as never })).toMatchObject({ type: 'transaction-response' });
  works('transaction (system certificate)');
  await expect(client.transaction({ body: body as never })).rejects.toMatchObject({ response: { status: 403 } });
  await expect(system.read({ resourceType: 'Patient', id: patient.id })).rejects.toMatchObject({
    response: { status: 403 },
  });
});

test('fhir-kit-client is told by name what this hospital does not do', async () => {
  const refusals: [string, () => Promise<unknown> | undefined][] = [
    ['create', () => client.create({ resourceType: 'Observation', body: anObservation(patient) as never })],
    ['update', () => client.update({ resourceType: 'Observation', id: results[0]!.id, body: results[0] as never })],
    ['patch', () => client.patch({ resourceType: 'Observation', id: results[0]!.id, jsonPatch: [] })],
    ['delete', () => client.delete({ resourceType: 'Observation', id: results[0]!.id })],
    ['batch', () => system.batch({ body: { resourceType: 'Bundle', type: 'batch', entry: [] } as never })],
    ['systemHistory', () => client.systemHistory()],
    ['typeHistory', () => client.typeHistory({ resourceType: 'Observation' })],
    ['systemSearch', () => client.systemSearch({ searchParams: { _id: 'x' } })],
    [
      'compartmentSearch',
      () =>
        client.compartmentSearch({
          resourceType: 'Observation',
          compartment: { resourceType: 'Patient', id: patient.id },
        }),
    ],
  ];
  for (const [what, call] of refusals) {
    const error = await Promise.resolve(call()).then(
      () => expect.fail(`${what} was answered`),
      (failure: { response: { status: number; data: { issue?: { diagnostics: string }[] } } }) => failure.response,
    );
    expect([what, error.status]).toEqual([what, what === 'batch' ? 422 : 405]);
    expect(error.data.issue?.[0]?.diagnostics).toMatch(/transaction|Ask one type/);
    rows.push([what, `refused (${error.status}): ${error.data.issue?.[0]?.diagnostics}`]);
  }
});
