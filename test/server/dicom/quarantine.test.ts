import { afterAll, beforeAll, expect, test } from 'vitest';
import type { QuarantineList } from '../../../contracts/quarantine.ts';
import { aDicomInstance, aDicomSeries, aStowRequest, type DicomWish } from '../../builders/dicom.ts';
import { aPatient, aTransaction } from '../../builders/fhir.ts';
import { type Clinic, openClinic, type Reply, type Sender } from '../fhir/clinic.ts';

let clinic: Clinic;
let helpdesk: Sender;
const patient = aPatient();
const late = aPatient({ niss: '85073003328', number: 'HOSP-0002', gender: 'male', birthDate: '1985-07-30' });
const lateWish: DicomWish = {
  patientId: 'HOSP-0002',
  patientName: 'VENU^Tard',
  birthDate: '19850730',
  sex: 'M',
  study: '2.25.5001',
};

const stow = async (files: readonly Uint8Array[]): Promise<Reply> => {
  const { contentType, body } = aStowRequest(files);
  return clinic.ask(clinic.system, 'POST', '/dicomweb/studies', body, { 'content-type': contentType });
};
const list = async (): Promise<QuarantineList> => {
  const answer = await clinic.ask(helpdesk, 'GET', '/api/quarantine');
  expect(answer.status).toBe(200);
  return JSON.parse(answer.text) as QuarantineList;
};
const decide = (id: string, what: string, body: object = {}, who = helpdesk) =>
  clinic.ask(who, 'POST', `/api/quarantine/${id}/${what}`, JSON.stringify(body), {
    'content-type': 'application/json',
  });

beforeAll(async () => {
  clinic = await openClinic();
  helpdesk = await clinic.helpdesk();
  await clinic.ask(clinic.system, 'POST', '/fhir', aTransaction(patient));
});
afterAll(() => clinic.close());

test('shows the helpdesk what waits, one line a study, and nothing that says whose it is [R25] [X16]', async () => {
  await stow(aDicomSeries(3, lateWish));
  await stow([aDicomInstance({ study: '2.25.5002', birthDate: '19550313', patientName: 'SECRET^Nom' })]);
  await stow([Buffer.from('DICM is not at its place')]);
  const { total, lines } = await list();
  expect(total).toEqual({ waiting: 3, pacs: null });
  expect(
    lines.map(({ reason, instances, modality, door, sender, retryable }) => [
      reason,
      instances,
      modality,
      door,
      sender,
      retryable,
    ]),
  ).toEqual([
    ['not-part-10', 1, null, 'stow', '', true],
    ['patient-mismatch', 1, 'CT', 'stow', '', true],
    ['patient-unknown', 3, 'CT', 'stow', '', true],
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/VENU|SECRET|HOSP|2\.25\.|1985|1955/);
});

test('answers nobody else, whoever they are [R08]', async () => {
  const [line] = (await list()).lines;
  for (const who of [await clinic.physician(), await clinic.desk(), clinic.system]) {
    expect((await clinic.ask(who, 'GET', '/api/quarantine')).status).toBe(403);
    expect((await decide(line!.id, 'retry', {}, who)).status).toBe(403);
    expect((await decide(line!.id, 'dismissal', { reason: 'image de test' }, who)).status).toBe(403);
  }
});

test('files a study again once its patient is known, and attaches none before [R25]', async () => {
  const physician = await clinic.physician();
  const [line] = (await list()).lines.filter(({ reason }) => reason === 'patient-unknown');
  expect(JSON.parse((await decide(line!.id, 'retry')).text)).toEqual({ filed: 0, waiting: 3 });
  await clinic.ask(clinic.system, 'POST', '/fhir', aTransaction(late));
  await clinic.link(physician, late.id);
  const [again] = (await list()).lines.filter(({ reason }) => reason === 'patient-unknown');
  expect(JSON.parse((await decide(again!.id, 'retry')).text)).toEqual({ filed: 3, waiting: 0 });
  expect((await list()).lines.map(({ reason }) => reason)).not.toContain('patient-unknown');
  const found = await clinic.ask(physician, 'GET', '/dicomweb/studies/2.25.5001/instances');
  expect(found.dicoms()).toHaveLength(3);
  expect((await decide(again!.id, 'retry')).status).toBe(404);
  expect(
    clinic.traced
      .filter(({ kind, object }) => kind === 'ingest' && object.startsWith('2.25.5001.1.'))
      .map(({ outcome }) => outcome)
      .sort(),
  ).toEqual([...Array.from({ length: 6 }, () => 'instance-quarantined'), ...Array.from({ length: 3 }, () => 'ok')]);
});

test('takes a line off by a reason, keeps its bytes, and does not show the same file again [R25]', async () => {
  const [line] = (await list()).lines.filter(({ reason }) => reason === 'patient-mismatch');
  expect((await decide(line!.id, 'dismissal', { reason: '' })).status).toBe(400);
  expect((await decide(line!.id, 'dismissal', { reason: 'patient d’un autre hôpital' })).status).toBe(200);
  await stow([aDicomInstance({ study: '2.25.5002', birthDate: '19550313', patientName: 'SECRET^Nom' })]);
  expect((await list()).lines.map(({ reason }) => reason)).toEqual(['not-part-10']);
  const [kept] = await clinic.db.sql<{ sha256: string; decision: string; decided_by: string }>(
    `select encode(sha256, 'hex') sha256, decision, decided_by from medical.quarantine where state = 'dismissed'`,
  );
  expect(kept).toMatchObject({ decision: 'patient d’un autre hôpital', decided_by: helpdesk.person });
  expect(await clinic.deps.blobs.has(kept!.sha256)).toBe(true);
  expect(clinic.traced.filter(({ kind }) => kind === 'oversight').map(({ object }) => object.split('#')[0])).toContain(
    'quarantine/dismiss',
  );
});

test('settles what waited when the sender itself sends it again after the repair [R25]', async () => {
  const wish: DicomWish = { ...lateWish, study: '2.25.5003', patientId: 'HOSP-0003', birthDate: '19900101' };
  await stow([aDicomInstance(wish)]);
  expect((await list()).total.waiting).toBe(2);
  await clinic.ask(
    clinic.system,
    'POST',
    '/fhir',
    aTransaction(aPatient({ niss: '90010100193', number: 'HOSP-0003', gender: 'male', birthDate: '1990-01-01' })),
  );
  expect((await stow([aDicomInstance(wish)])).status).toBe(200);
  expect((await list()).total.waiting).toBe(1);
});

test('refuses a UID with a zero byte in an address or a query, and files two new studies that claim one series once [R25]', async () => {
  const physician = await clinic.physician();
  expect((await clinic.ask(physician, 'GET', '/dicomweb/studies/2.25%00/series/2.25.1')).status).toBe(404);
  expect((await clinic.ask(physician, 'GET', '/dicomweb/studies/2.25%00/series')).status).toBe(400);
  expect((await clinic.ask(physician, 'GET', '/dicomweb/studies?StudyInstanceUID=2.25%00')).status).toBe(400);
  const both = await Promise.all(
    ['2.25.5101', '2.25.5102'].map((study) =>
      stow([aDicomInstance({ study, series: '2.25.5100', instance: `${study}.1` })]),
    ),
  );
  expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
  const twice = await Promise.all(
    [1, 2].map((pixel) => stow([aDicomInstance({ study: '2.25.5103', pixels: [pixel] })])),
  );
  expect(twice.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
});

test('believes a number only of an issuer that is the hospital’s own, where it says which those are [R25]', async () => {
  const settings = { ...clinic.deps.settings, imageIssuers: ['HOPITAL'] };
  const strict = await openClinic({ settings });
  try {
    await strict.ask(strict.system, 'POST', '/fhir', aTransaction(aPatient()));
    const issuer = (text: string) => [{ tag: '00100021', vr: 'LO', value: Buffer.from(text) }];
    const files = ['HOPITAL ', 'AUTRE '].map((text, index) =>
      aDicomInstance({ study: `2.25.520${index}`, elements: issuer(text) }),
    );
    const { contentType, body } = aStowRequest([...files, aDicomInstance({ study: '2.25.5203' })]);
    await strict.ask(strict.system, 'POST', '/dicomweb/studies', body, { 'content-type': contentType });
    const held = await strict.db.sql<{ uid: string }>('select study_uid uid from medical.study order by 1');
    const kept = await strict.db.sql('select reason, study_uid uid from medical.quarantine');
    expect(held.map(({ uid }) => uid)).toEqual(['2.25.5200', '2.25.5203']);
    expect(kept).toEqual([{ reason: 'patient-of-another-issuer', uid: '2.25.5201' }]);
  } finally {
    await strict.close();
  }
});
