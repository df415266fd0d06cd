import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import type { TraceEntry } from '../../../server/deps.ts';
import { type DimseDoor, openDimseDoor } from '../../../server/dimse/dimse-door.ts';
import type { DimseSettings } from '../../../server/dimse/dimse-settings.ts';
import { toImagingStudyId } from '../../../server/mapping/imaging-study-id.ts';
import { aDicomInstance, aDicomSeries, aStowRequest, type DicomWish } from '../../builders/dicom.ts';
import { aPatient, aTransaction } from '../../builders/fhir.ts';
import { type Clinic, openClinic, type Sender } from '../fhir/clinic.ts';
import { runDcmtk, toPeer, writeFiles } from './dcmtk.ts';

let clinic: Clinic;
let physician: Sender;
let door: DimseDoor;
const patient = aPatient();
const settings: DimseSettings = {
  host: '127.0.0.1',
  port: 0,
  aeTitle: 'PASSERELLE',
  callers: [
    { aeTitle: 'CT1', address: '127.0.0.1' },
    { aeTitle: 'AWAY', address: '10.9.9.9' },
  ],
  tls: 'off',
};
const removals: (() => void)[] = [];

const send = async (files: readonly Uint8Array[], args: readonly string[] = []) => {
  const { paths, remove } = writeFiles(files);
  removals.push(remove);
  return runDcmtk('storescu', ['-v', ...args, ...toPeer(door.port), ...paths]);
};
const statuses = (text: string) =>
  [...text.matchAll(/Received Store Response \((?:0x)?([^)]*)\)/g)].map(([, word]) => word);
const read = (study: string, series = `${study}.1`, instance = `${series}.1`) =>
  clinic.ask(physician, 'GET', `/dicomweb/studies/${study}/series/${series}/instances/${instance}`, undefined, {
    accept: 'application/dicom',
  });
const quarantine = () =>
  clinic.db.sql<{ reason: string; sender: string; door: string; n: number }>(
    'select reason, sender, door, count(*)::integer n from medical.quarantine group by 1, 2, 3 order by 1',
  );
/** Where the data set begins: after the File Meta Information. */
const dataSetOf = (file: Uint8Array): Buffer => {
  const bytes = Buffer.from(file);
  return bytes.subarray(144 + bytes.readUInt32LE(140));
};
const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  for (let left = 100; !(await isSo()); left -= 1) {
    if (left === 0) throw new Error('it never came so');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

beforeAll(async () => {
  clinic = await openClinic();
  physician = await clinic.physician();
  await clinic.ask(clinic.system, 'POST', '/fhir', aTransaction(patient));
  await clinic.link(physician, patient.id);
  const caller = {
    session: null,
    certificate: createHash('sha256').update(clinic.system.certificate).digest(),
    requestId: 'dimse-test',
  };
  door = await openDimseDoor(clinic.deps, settings, caller, null);
});
afterAll(async () => {
  await door.close();
  await clinic.close();
});
afterEach(() => {
  for (const remove of removals.splice(0)) remove();
});

test('answers C-ECHO to a listed title, and rejects every other association with the standard’s reason [R25]', async () => {
  const echo = (calling: string, called?: string) => runDcmtk('echoscu', ['-v', ...toPeer(door.port, calling, called)]);
  expect((await echo('CT1')).code).toBe(0);
  const rejected = await Promise.all([echo('NOBODY'), echo('AWAY'), echo('CT1', 'OTHER')]);
  expect(rejected.map(({ text }) => /Reason: (.*)/.exec(text)?.[1]?.trim())).toEqual([
    'Calling AE Title Not Recognized',
    'Calling AE Title Not Recognized',
    'Called AE Title Not Recognized',
  ]);
});
test('files what storescu sends under its patient, its data set unchanged, and writes its ImagingStudy within two seconds [R24] [R25]', async () => {
  const study = '2.25.31';
  const files = aDicomSeries(12, { study });
  const sent = await send(files);
  const acknowledged = Date.now();
  expect(statuses(sent.text)).toEqual(files.map(() => 'Success'));
  const counted = async () => {
    const [one] = (await clinic.ask(physician, 'GET', `/dicomweb/studies?StudyInstanceUID=${study}`)).dicoms();
    return Number(one?.['00201208']?.Value[0]) === files.length;
  };
  await until(counted);
  expect(Date.now() - acknowledged).toBeLessThan(2_000);
  for (const [index, file] of files.entries()) {
    const kept = await read(study, undefined, `${study}.1.${index + 1}`);
    expect(dataSetOf(kept.bytes).equals(dataSetOf(file))).toBe(true);
  }
  const found = await clinic.ask(physician, 'GET', `/fhir/ImagingStudy?patient=Patient/${patient.id}`);
  expect(found.text).toContain(`"numberOfInstances":12`);
  expect(clinic.traced.filter(({ kind, object }) => kind === 'ingest' && object.startsWith(`${study}.`))).toHaveLength(
    12,
  );
});
test('takes the same object again as it is, by this door or another, and keeps another one under its UID aside [R25]', async () => {
  const file = aDicomInstance({ study: '2.25.32' });
  const { contentType, body } = aStowRequest([file]);
  const stored = await clinic.ask(clinic.system, 'POST', '/dicomweb/studies', body, { 'content-type': contentType });
  expect(stored.status).toBe(200);
  expect(statuses((await send([file])).text)).toEqual(['Success']);
  const first = await read('2.25.32');
  expect(statuses((await send([file])).text)).toEqual(['Success']);
  expect(await quarantine()).toEqual([]);
  expect(statuses((await send([aDicomInstance({ study: '2.25.32', pixels: [9] })])).text)).toEqual(['Success']);
  expect(await quarantine()).toEqual([{ reason: 'instance-conflict', sender: 'CT1', door: 'dimse', n: 1 }]);
  expect((await read('2.25.32')).bytes.equals(first.bytes)).toBe(true);
});
test('keeps what proves no patient aside, and says it was kept [R25]', async () => {
  const wishes: DicomWish[] = [{ patientId: 'HOSP-9999' }, { birthDate: '19550313' }];
  const sent = await send(wishes.map((wish, index) => aDicomInstance({ study: `2.25.33${index}`, ...wish })));
  expect(statuses(sent.text)).toEqual(['Success', 'Success']);
  expect((await quarantine()).map(({ reason }) => reason)).toEqual([
    'instance-conflict',
    'patient-mismatch',
    'patient-unknown',
  ]);
  expect((await read('2.25.330')).status).toBe(404);
});
test('says C000 of an object that cannot be understood, keeps it, and goes on with the next [R25]', async () => {
  const lying = aDicomInstance({
    study: '2.25.34',
    elements: [{ tag: '00280010', vr: 'US', value: Buffer.from([0, 0]) }],
  });
  const sent = await send([lying, aDicomInstance({ study: '2.25.35' })], ['--no-halt']);
  expect(statuses(sent.text)).toEqual(['Error: CannotUnderstand', 'Success']);
  expect((await quarantine()).map(({ reason }) => reason)).toContain('pixels-undescribed');
  expect((await read('2.25.35')).status).toBe(200);
});
test('says A700 where disk or trace cannot take it, and takes it when they can again, once [R25] [R21]', async () => {
  let fault: 'disk' | 'trace' | null = 'disk';
  const { deps } = clinic;
  const blobs = {
    ...deps.blobs,
    sink: () => (fault === 'disk' ? Promise.reject(new ExpectedFailure('disk-full')) : deps.blobs.sink()),
  };
  const trace = {
    ...deps.trace,
    append: (entry: TraceEntry) =>
      fault === 'trace' ? Promise.reject(new ExpectedFailure('trace-unavailable')) : deps.trace.append(entry),
  };
  const certificate = createHash('sha256').update(clinic.system.certificate).digest();
  const weak = await openDimseDoor(
    { ...deps, blobs, trace },
    settings,
    { session: null, certificate, requestId: 'weak' },
    null,
  );
  const { paths, remove } = writeFiles(aDicomSeries(2, { study: '2.25.38' }));
  removals.push(remove);
  const answers = async () =>
    statuses((await runDcmtk('storescu', ['-v', '--no-halt', ...toPeer(weak.port), ...paths])).text);
  expect(await answers()).toEqual(['Refused: OutOfResources', 'Refused: OutOfResources']);
  expect((await read('2.25.38')).status).toBe(404);
  fault = 'trace';
  expect(await answers()).toEqual(['Refused: OutOfResources', 'Refused: OutOfResources']);
  fault = null;
  expect(await answers()).toEqual(['Success', 'Success']);
  expect(await clinic.db.sql('select from medical.instance where study_uid = $1', ['2.25.38'])).toHaveLength(2);
  await weak.close();
});
test('serves several associations at once, one new series among them all [R25]', async () => {
  const study = '2.25.36';
  const files = aDicomSeries(24, { study });
  const parts = [0, 1, 2, 3].map((part) => files.filter((_, index) => index % 4 === part));
  const sent = await Promise.all(parts.map((part) => send(part)));
  expect(sent.flatMap(({ text }) => statuses(text))).toEqual(files.map(() => 'Success'));
  const instances = await clinic.ask(physician, 'GET', `/dicomweb/studies/${study}/instances`);
  expect(instances.dicoms()).toHaveLength(24);
});

test('keeps a hidden study hidden while its later slices arrive [R18]', async () => {
  const study = '2.25.37';
  const files = aDicomSeries(8, { study });
  await send(files.slice(0, 2));
  const desk = await clinic.desk();
  const sha = (value: string | Buffer): Buffer => createHash('sha256').update(value).digest();
  const hide = (hidden: boolean) =>
    clinic.db.database.ask('hide', 'select api.set_hidden($1, $2, $3, $4, $5)', [
      sha(desk.token ?? ''),
      sha(desk.certificate),
      'ImagingStudy',
      toImagingStudyId(study),
      hidden,
    ]);
  await hide(true);
  const seen = async () => (await clinic.ask(physician, 'GET', `/dicomweb/studies/${study}/metadata`)).status;
  const sending = send(files.slice(2));
  const statusesSeen = new Set([await seen()]);
  for (let sent = false; !sent; ) {
    sent = await Promise.race([
      sending.then(() => true),
      new Promise<false>((resolve) => setTimeout(resolve, 5, false)),
    ]);
    statusesSeen.add(await seen());
  }
  expect([...statusesSeen]).toEqual([404]);
  expect(await clinic.db.sql('select from medical.instance where study_uid = $1', [study])).toHaveLength(8);
  await hide(false);
  expect((await clinic.ask(physician, 'GET', `/dicomweb/studies/${study}/instances`)).dicoms()).toHaveLength(8);
});
