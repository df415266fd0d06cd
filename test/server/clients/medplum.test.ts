import { MedplumClient, OperationOutcomeError } from '@medplum/core';
import type { Bundle } from '@medplum/fhirtypes';
import { Agent, fetch } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anObservation, aTransaction } from '../../builders/fhir.ts';
import {
  type ClientCertificate,
  clientRecord,
  type LinkedPractice,
  openLinkedPractice,
  printClientTable,
} from './linked-practice.ts';

let practice: LinkedPractice;
let client: MedplumClient;
let system: MedplumClient;
const agents: Agent[] = [];
const { patient, doctor, report, results, binary } = clientRecord;
const rows: [string, string][] = [];
const works = (what: string): void => void rows.push([what, 'works']);

/** It takes any `fetch`: here one that holds the certificate. Its cache would show what was hidden since: it is off. */
function openClient(tls: ClientCertificate): MedplumClient {
  const dispatcher = new Agent({ connect: tls });
  agents.push(dispatcher);
  return new MedplumClient({
    baseUrl: new URL(practice.fhir).origin,
    fhirUrlPath: 'fhir/',
    cacheTime: 0,
    fetch: (url: string, options: object) => fetch(url, { ...options, dispatcher }),
  });
}

beforeAll(async () => {
  practice = await openLinkedPractice();
  client = openClient(practice.pc);
  client.setAccessToken(practice.token);
  system = openClient(practice.system);
});
afterAll(async () => {
  printClientTable('@medplum/core MedplumClient', rows);
  await Promise.all(agents.map((agent) => agent.close()));
  await practice.close();
});

test('MedplumClient reads resources, versions, histories and files [R22]', async () => {
  expect(await client.get(client.fhirUrl('metadata'))).toMatchObject({ fhirVersion: '4.0.1' });
  works('get metadata');
  expect(await client.readResource('Patient', patient.id)).toMatchObject({ birthDate: '1955-03-12' });
  works('readResource');
  expect(await client.readReference({ reference: `Practitioner/${doctor.id}` })).toMatchObject({ id: doctor.id });
  works('readReference');
  expect(await client.readHistory('Observation', results[0]!.id)).toMatchObject({ type: 'history', total: 1 });
  works('readHistory');
  expect(await client.readVersion('Observation', results[0]!.id, '1')).toMatchObject({ status: 'final' });
  works('readVersion');
  expect(await (await client.download(client.fhirUrl('Binary', binary.id))).text()).toBe('Cher confrère,');
  works('download of a Binary');
});

test('MedplumClient searches, pages and joins [R22]', async () => {
  const bundle = await client.search('Observation', { patient: patient.id, _sort: 'date', _count: 2 });
  expect([bundle.total, bundle.entry?.length]).toEqual([5, 2]);
  works('search');
  expect(await client.searchResources('Observation', `patient=${patient.id}`)).toHaveLength(5);
  works('searchResources');
  expect(await client.searchOne('Patient', 'family=essai')).toMatchObject({ id: patient.id });
  works('searchOne');
  const pages: number[] = [];
  for await (const page of client.searchResourcePages('Observation', { patient: patient.id, _count: 2 }))
    pages.push(page.length);
  expect(pages).toEqual([2, 2, 1]);
  works('searchResourcePages');
  const joined = await client.search('DiagnosticReport', {
    patient: patient.id,
    _include: 'DiagnosticReport:performer',
  });
  expect(joined.entry?.map(({ search }) => search?.mode)).toEqual(['match', 'include']);
  works('_include, _revinclude');
  const everything = await client.readPatientEverything(patient.id);
  expect(everything.entry?.map(({ resource }) => resource?.id)).toEqual(
    expect.arrayContaining([patient.id, report.id]),
  );
  works('readPatientEverything');
});

test('MedplumClient writes a transaction as a system, and is refused what a PC may not do [R25] [R08]', async () => {
  const sent = aTransaction(anObservation(patient, { effectiveDateTime: '2025-01-01' })) as Bundle;
  expect(await system.executeBatch(sent)).toMatchObject({ type: 'transaction-response' });
  works('executeBatch (transaction, system certificate)');
  await expect(client.executeBatch(sent)).rejects.toThrow(OperationOutcomeError);
  for (const [what, call] of [
    ['createResource', () => client.createResource(anObservation(patient))],
    ['updateResource', () => client.updateResource(results[0]!)],
    ['deleteResource', () => client.deleteResource('Observation', results[0]!.id)],
    ['readPatientSummary', () => client.readPatientSummary(patient.id)],
    ['graphql', () => client.graphql('{ PatientList { id } }')],
  ] as const) {
    const error = await (call() as Promise<unknown>).then(
      () => expect.fail(`${what} was answered`),
      (failure: unknown) => failure,
    );
    expect([what, error instanceof OperationOutcomeError]).toEqual([what, true]);
    rows.push([what, `refused: ${(error as Error).message}`]);
  }
});
