import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toImagingStudyId } from '../../../server/mapping/imaging-study-id.ts';
import { aDicomInstance, aDicomSeries, aStowRequest } from '../../builders/dicom.ts';
import { aNiss, aPatient, aReport, aTransaction } from '../../builders/fhir.ts';
import { type Clinic, type DicomBody, openClinic, type Sender } from '../fhir/clinic.ts';

let clinic: Clinic;
let physician: Sender;
const patient = aPatient();
const other = aPatient({ niss: '85073003328', number: 'HOSP-0002', gender: 'male', birthDate: '1985-07-30' });
const study = '2.25.1001';
const slices = aDicomSeries(5);

const stow = async (files: readonly Uint8Array[], sender = clinic.system, at = '/dicomweb/studies') => {
  const { contentType, body } = aStowRequest(files);
  return clinic.ask(sender, 'POST', at, body, { 'content-type': contentType });
};
const reasons = (dataSet: DicomBody) => dataSet['00081198']?.Value.map((item) => item['00000902']!.Value[0]!);

beforeAll(async () => {
  clinic = await openClinic();
  physician = await clinic.physician();
  expect((await clinic.ask(clinic.system, 'POST', '/fhir', aTransaction(patient, other))).status).toBe(200);
  await clinic.link(physician, patient.id);
  const answer = await stow(slices);
  expect([answer.status, answer.dicom()['00081199']?.Value.length]).toEqual([200, 5]);
});
afterAll(() => clinic.close());

test('keeps an instance byte for byte and gives it back so [R22]', async () => {
  const answer = await clinic.ask(
    physician,
    'GET',
    `/dicomweb/studies/${study}/series/${study}.1/instances/${study}.1.3`,
    undefined,
    { accept: 'application/dicom' },
  );
  expect(answer.headers['content-type']).toBe('application/dicom');
  expect(answer.bytes.equals(slices[2]!)).toBe(true);
  const whole = await clinic.ask(physician, 'GET', `/dicomweb/studies/${study}`, undefined, {
    accept: 'multipart/related; type="application/dicom"',
  });
  const parts = whole.bytes.toString('latin1').split('\r\n--').length - 1;
  expect([parts, slices.every((slice) => whole.bytes.includes(Buffer.from(slice)))]).toEqual([5, true]);
});

test('finds studies, series and instances with their counts [R22]', async () => {
  const studies = (
    await clinic.ask(physician, 'GET', '/dicomweb/studies?ModalitiesInStudy=CT&StudyDate=20260101-20261231&limit=10')
  ).dicoms();
  expect(studies).toHaveLength(1);
  expect(studies[0]).toMatchObject({
    '0020000D': { vr: 'UI', Value: [study] },
    '00080061': { vr: 'CS', Value: ['CT'] },
    '00100010': { vr: 'PN', Value: [{ Alphabetic: 'TEST^Patient' }] },
    '00201206': { vr: 'IS', Value: [1] },
    '00201208': { vr: 'IS', Value: [5] },
  });
  const instances = await clinic.ask(
    physician,
    'GET',
    `/dicomweb/studies/${study}/series/${study}.1/instances?limit=2&offset=4`,
  );
  expect([instances.dicoms().length, instances.headers['x-total-count']]).toEqual([1, '5']);
  expect((await clinic.ask(physician, 'GET', '/dicomweb/studies?Modality=MR')).status).toBe(204);
  expect((await clinic.ask(physician, 'GET', '/dicomweb/studies?PatientName=TEST')).status).toBe(400);
  expect((await clinic.ask(physician, 'GET', `/dicomweb/studies?PatientID=${aNiss()}`)).status).toBe(400);
});

test('gives metadata without the pixels, and a frame as it is stored [R22]', async () => {
  const place = `/dicomweb/studies/${study}/series/${study}.1/instances/${study}.1.2`;
  const [metadata] = (await clinic.ask(physician, 'GET', `${place}/metadata`)).dicoms();
  expect(metadata).toMatchObject({
    '00200032': { vr: 'DS', Value: [0, 0, 2] },
    '00280010': { vr: 'US', Value: [8] },
    '7FE00010': { vr: 'OW', BulkDataURI: `${place}/bulkdata/7FE00010` },
  });
  const frame = await clinic.ask(physician, 'GET', `${place}/frames/1`);
  const body = frame.bytes.subarray(frame.bytes.indexOf('\r\n\r\n') + 4, frame.bytes.lastIndexOf('\r\n--'));
  expect([body.length, body.readUInt16LE(2)]).toEqual([128, 16]);
  expect((await clinic.ask(physician, 'GET', `${place}/frames/2`)).status).toBe(404);
});

test('derives the ImagingStudy from what arrived, and lists every instance in the manifest [R22] [R25]', async () => {
  const id = toImagingStudyId(study);
  const derived = (await clinic.ask(physician, 'GET', `/fhir/ImagingStudy/${id}`)).json();
  expect(derived).toMatchObject({
    identifier: [{ system: 'urn:dicom:uid', value: `urn:oid:${study}` }],
    subject: { reference: `Patient/${patient.id}` },
    started: '2026-03-12',
    numberOfSeries: 1,
    numberOfInstances: 5,
    series: [{ uid: `${study}.1`, numberOfInstances: 5, modality: { code: 'CT' } }],
  });
  const manifest = (await clinic.ask(physician, 'GET', `/api/patients/${patient.id}/manifest`)).json();
  const listed = manifest.items.filter(({ kind }) => kind === 'instance');
  expect(listed.map(({ sha256 }) => sha256).sort()).toEqual(
    slices.map((slice) => createHash('sha256').update(slice).digest('hex')).sort(),
  );
  const byUid = await clinic.ask(
    physician,
    'POST',
    '/fhir/ImagingStudy/_search',
    `identifier=urn:dicom:uid|urn:oid:${study}`,
    { 'content-type': 'application/x-www-form-urlencoded' },
  );
  expect(byUid.json().total).toBe(1);
});

test('takes the same file again without a second copy, and another file under the same UID never [R25]', async () => {
  expect((await stow([slices[0]!])).status).toBe(200);
  const changed = aDicomInstance({ number: 1, pixels: [7] });
  const answer = await stow([changed]);
  expect([answer.status, reasons(answer.dicom())]).toEqual([409, ['instance-conflict']]);
  const kept = await clinic.ask(
    physician,
    'GET',
    `/dicomweb/studies/${study}/series/${study}.1/instances/${study}.1.1`,
    undefined,
    { accept: 'application/dicom' },
  );
  expect(kept.bytes.equals(slices[0]!)).toBe(true);
});

test('quarantines what proves no patient, and never attaches it to a guess [R25]', async () => {
  const cases: [Parameters<typeof aDicomInstance>[0], string][] = [
    [{ patientId: 'HOSP-9999' }, 'patient-unknown'],
    [{ patientId: '' }, 'patient-unknown'],
    [{ birthDate: '19550313' }, 'patient-mismatch'],
    [{ sex: 'M' }, 'patient-mismatch'],
    [{ birthDate: '' }, 'patient-unproven'],
    [{ study, series: '2.25.8', patientId: 'HOSP-0002', birthDate: '19850730', sex: 'M' }, 'study-of-another-patient'],
    [{ study: '2.25.9', series: `${study}.1`, instance: '2.25.9.1' }, 'series-of-another-study'],
  ];
  for (const [index, [wish, reason]] of cases.entries()) {
    const own = `2.25.70${index}`;
    const answer = await stow([aDicomInstance({ study: own, instance: `${own}.5`, ...wish })]);
    expect([answer.status, reasons(answer.dicom())]).toEqual([409, [reason]]);
  }
  const kept = await clinic.db.sql<{ reason: string }>('select reason from medical.quarantine order by received_at');
  expect(kept.map(({ reason }) => reason).filter((reason) => reason !== 'instance-conflict')).toEqual(
    cases.map(([, reason]) => reason),
  );
  expect((await clinic.ask(physician, 'GET', '/dicomweb/studies')).dicoms()).toHaveLength(1);
});

test('files by the national number too, punctuated or not', async () => {
  const niss = aNiss();
  const spelled = `${niss.slice(0, 2)}.${niss.slice(2, 4)}.${niss.slice(4, 6)}-${niss.slice(6, 9)}.${niss.slice(9)}`;
  const answer = await stow(
    [niss, spelled].map((patientId, index) => aDicomInstance({ patientId, study: `2.25.60${index}`, birthDate: '' })),
  );
  expect([answer.status, answer.dicom()['00081199']?.Value.length]).toEqual([200, 2]);
});

test('files an image without a birth date in a study that is known to be the patient’s [R25]', async () => {
  expect((await stow([aDicomInstance({ study, number: 90, birthDate: '' })])).status).toBe(200);
  const reference = { identifier: { system: 'urn:dicom:uid', value: 'urn:oid:2.25.778' } };
  const report = aReport(patient, [], { imagingStudy: [reference] });
  expect((await clinic.ask(clinic.system, 'POST', '/fhir', aTransaction(report))).status).toBe(200);
  expect((await stow([aDicomInstance({ study: '2.25.778', birthDate: '' })])).status).toBe(200);
});

test('quarantines a study that a report of another patient already names [R25]', async () => {
  const reference = { identifier: { system: 'urn:dicom:uid', value: 'urn:oid:2.25.777' } };
  const report = aReport(other, [], { imagingStudy: [reference] });
  expect((await clinic.ask(clinic.system, 'POST', '/fhir', aTransaction(report))).status).toBe(200);
  const answer = await stow([aDicomInstance({ study: '2.25.777' })]);
  expect(reasons(answer.dicom())).toEqual(['study-of-another-patient']);
});

test('takes under the address of a study its own instances alone, and keeps the others aside [R25]', async () => {
  const [named, stray] = ['2.25.790', '2.25.791'] as const;
  const files = [named, stray].map((uid) => aDicomInstance({ study: uid, series: `${uid}.1`, instance: `${uid}.1.1` }));
  const answer = await stow(files, clinic.system, `/dicomweb/studies/${named}`);
  const told = ['00081199', '0008119A'].map((tag) => answer.dicom()[tag]?.Value.length);
  expect([answer.status, told]).toEqual([202, [1, 1]]);
  const read = await Promise.all(
    [named, stray].map((uid) => clinic.ask(physician, 'GET', `/dicomweb/studies/${uid}/series`)),
  );
  expect(read.map(({ status }) => status)).toEqual([200, 204]);
  const [kept] = await clinic.db.sql<{ reason: string }>(
    'select reason from medical.quarantine order by received_at desc limit 1',
  );
  expect(kept?.reason).toBe('sop-mismatch');
});

test('lets a PC store nothing and shows a stranger nothing [R08]', async () => {
  expect((await stow([slices[0]!], physician)).status).toBe(403);
  const stranger = await clinic.physician();
  for (const url of [
    `/dicomweb/studies/${study}`,
    `/dicomweb/studies/${study}/metadata`,
    `/dicomweb/studies/${study}/series/${study}.1/instances/${study}.1.1/frames/1`,
  ])
    expect((await clinic.ask(stranger, 'GET', url)).status).toBe(404);
  expect((await clinic.ask(stranger, 'GET', '/dicomweb/studies')).status).toBe(204);
});
