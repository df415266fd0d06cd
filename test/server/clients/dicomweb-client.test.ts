import { Agent } from 'node:https';
import { api } from 'dicomweb-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import XMLHttpRequest from 'xhr2';
import { aDicomInstance, aDicomSeries } from '../../builders/dicom.ts';
import {
  type ClientCertificate,
  type LinkedPractice,
  openLinkedPractice,
  printClientTable,
} from './linked-practice.ts';

let practice: LinkedPractice;
/** Its methods as they are called: its own types demand options that it does not. */
type Client = Record<Exclude<keyof api.DICOMwebClient, 'headers'>, (options?: object) => Promise<unknown>>;
let client: Client;
let system: Client;
const agents: Agent[] = [];
const rows: [string, string][] = [];
const works = (what: string): void => void rows.push([what, 'works']);
const study = { studyInstanceUID: '2.25.1001' };
const series = { ...study, seriesInstanceUID: '2.25.1001.1' };
const instance = { ...series, sopInstanceUID: '2.25.1001.1.2' };

/** The client speaks XMLHttpRequest; outside a browser that is handed the agent that holds the certificate. */
function present(tls: ClientCertificate): void {
  const httpsAgent = new Agent({ ...tls, keepAlive: true });
  agents.push(httpsAgent);
  XMLHttpRequest.nodejsSet({ httpsAgent });
}

function openClient(headers: Record<string, string>): Client {
  // Verbose, it would print each failed request with its token.
  return new api.DICOMwebClient({ url: practice.dicomweb, headers, verbose: false } as never) as unknown as Client;
}

beforeAll(async () => {
  Object.assign(globalThis, { XMLHttpRequest });
  practice = await openLinkedPractice();
  client = openClient({ Authorization: `Bearer ${practice.token}` });
  system = openClient({});
  present(practice.pc);
});
afterAll(async () => {
  printClientTable('dicomweb-client', rows);
  for (const agent of agents) agent.destroy();
  await practice.close();
});

const bytesOf = (part: unknown): Buffer => Buffer.from(part as ArrayBuffer);
const uids = (found: unknown, tag: string): string[] =>
  (found as Record<string, { Value: string[] }>[]).map((one) => one[tag]?.Value[0] ?? '');

test('dicomweb-client finds studies, series and instances [R22]', async () => {
  expect(uids(await client.searchForStudies(), '0020000D')).toEqual([study.studyInstanceUID]);
  expect(uids(await client.searchForStudies({ queryParams: { ModalitiesInStudy: 'MR' } }), '0020000D')).toEqual([]);
  works('searchForStudies');
  expect(uids(await client.searchForSeries(study), '0020000E')).toEqual([series.seriesInstanceUID]);
  works('searchForSeries');
  expect(uids(await client.searchForInstances(series), '00080018')).toHaveLength(3);
  works('searchForInstances');
});

test('dicomweb-client retrieves instances byte for byte, their metadata and frames [R22]', async () => {
  const stored = aDicomSeries(3).map((bytes) => Buffer.from(bytes).toString('hex'));
  expect(bytesOf(await client.retrieveInstance(instance)).toString('hex')).toBe(stored[1]);
  works('retrieveInstance');
  for (const [what, parts] of [
    ['retrieveStudy', (await client.retrieveStudy(study)) as ArrayBuffer[]],
    ['retrieveSeries', (await client.retrieveSeries(series)) as ArrayBuffer[]],
  ] as const) {
    expect(parts.map((part) => bytesOf(part).toString('hex')).sort()).toEqual([...stored].sort());
    works(what);
  }
  const one = (await client.retrieveInstanceMetadata(instance)) as unknown;
  expect(uids(Array.isArray(one) ? one : [one], '00080018')).toEqual([instance.sopInstanceUID]);
  works('retrieveInstanceMetadata');
  expect(await client.retrieveSeriesMetadata(series)).toHaveLength(3);
  expect(await client.retrieveStudyMetadata(study)).toHaveLength(3);
  works('retrieveSeriesMetadata, retrieveStudyMetadata');
  const [frame] = (await client.retrieveInstanceFrames({ ...instance, frameNumbers: [1] })) as ArrayBuffer[];
  expect(stored[1]).toContain(bytesOf(frame).toString('hex'));
  expect(bytesOf(frame).length).toBeGreaterThan(0);
  works('retrieveInstanceFrames');
  const bulk = (await client.retrieveBulkData({
    BulkDataURI: `${practice.dicomweb}/studies/${study.studyInstanceUID}/series/${series.seriesInstanceUID}/instances/${instance.sopInstanceUID}/bulkdata/7FE00010`,
  })) as ArrayBuffer[];
  expect(bytesOf(bulk[0]).equals(bytesOf(frame))).toBe(true);
  works('retrieveBulkData');
});

test('dicomweb-client stores as a system, and nothing as a PC [R25] [R08]', async () => {
  const file = aDicomInstance({ study: '2.25.2002', series: '2.25.2002.1', instance: '2.25.2002.1.1' });
  const datasets = [file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength)];
  present(practice.system);
  await system.storeInstances({ datasets });
  works('storeInstances (system certificate)');
  present(practice.pc);
  await expect(client.storeInstances({ datasets })).rejects.toMatchObject({ status: 403 });
});

test('dicomweb-client is told by name what this hospital does not do', async () => {
  for (const [what, call] of [
    ['retrieveInstanceRendered', () => client.retrieveInstanceRendered(instance)],
    ['retrieveStudy (foreign)', () => client.retrieveStudy({ studyInstanceUID: '2.25.99' })],
    ['searchForStudies by PatientID', () => client.searchForStudies({ queryParams: { PatientID: '55031221451' } })],
  ] as const) {
    const { status } = await call().then(
      () => expect.fail(`${what} was answered`),
      (failure: { status: number }) => failure,
    );
    expect([what, [400, 403, 404].includes(status)]).toEqual([what, true]);
    rows.push([what, `refused (${status})`]);
  }
});
