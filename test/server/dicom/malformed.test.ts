import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aDicomInstance, aStowRequest } from '../../builders/dicom.ts';
import { aPatient, aTransaction } from '../../builders/fhir.ts';
import { type Clinic, type DicomBody, openClinic, type Sender } from '../fhir/clinic.ts';

const folder = join(import.meta.dirname, '../../fixtures/dicom/malformed');
const files = ['structural', 'hostile-text', 'polyglot', 'fuzz'].flatMap((kind) =>
  existsSync(join(folder, kind)) ? readdirSync(join(folder, kind)).map((name) => `${kind}/${name}`) : [],
);
const read = (name: string): Buffer => readFileSync(join(folder, name));

let clinic: Clinic;
let physician: Sender;
const patient = aPatient();

const stow = async (parts: readonly Uint8Array[]) => {
  const { contentType, body } = aStowRequest(parts);
  return clinic.ask(clinic.system, 'POST', '/dicomweb/studies', body, { 'content-type': contentType });
};
const comments = (dataSet: DicomBody) =>
  ['00081198', '0008119A'].flatMap((tag) => dataSet[tag]?.Value.map((item) => item['00000902']!.Value[0]!) ?? []);

beforeAll(async () => {
  clinic = await openClinic();
  physician = await clinic.physician();
  await clinic.ask(clinic.system, 'POST', '/fhir', aTransaction(patient));
  await clinic.link(physician, patient.id);
});
afterAll(() => clinic.close());

test('refuses each lying or broken file with its own reason, and files the good one beside it [R25]', async () => {
  const expected: Record<string, string> = {
    'structural/empty.dcm': 'not-part-10',
    'structural/truncated-meta.dcm': 'data-set-broken',
    'structural/no-sop-uids.dcm': 'uid-missing',
    'structural/unknown-ts.dcm': 'transfer-syntax-unknown',
    'structural/frames-huge.dcm': 'frames-impossible',
    'structural/rows0.dcm': 'pixels-undescribed',
    'structural/pixel-short.dcm': 'pixels-truncated',
    'structural/deflate-bomb-64MB.dcm': 'deflate-broken',
    'structural/nest-200.dcm': 'nested-too-deep',
  };
  const names = Object.keys(expected);
  const answer = await stow([...names.map(read), aDicomInstance()]);
  expect(answer.status).toBe(202);
  expect(comments(answer.dicom())).toEqual(Object.values(expected));
  expect(answer.dicom()['00081199']?.Value).toHaveLength(1);
});

test('survives every malformed file, one by one, and attaches none to a patient [R25]', async () => {
  expect(files.length).toBeGreaterThan(50);
  const outcomes = new Map<string, number>();
  for (const name of files) {
    const answer = await stow([read(name)]);
    expect([name, answer.status]).toEqual([name, 409]);
    const [comment = ''] = comments(answer.dicom());
    outcomes.set(comment, (outcomes.get(comment) ?? 0) + 1);
  }
  expect([...outcomes.keys()]).toContain('patient-unknown');
  const instances = (await clinic.ask(physician, 'GET', '/dicomweb/instances')).dicoms();
  expect(instances).toHaveLength(1);
  const [{ n } = { n: '' }] = await clinic.db.sql<{ n: string }>(
    'select count(*) n from medical.instance where patient is null',
  );
  expect(n).toBe('0');
}, 60_000);

test('refuses a body that is no such message, or stops in the middle, and keeps nothing of it [R25]', async () => {
  const { contentType, body } = aStowRequest([
    aDicomInstance({ instance: '2.25.1' }),
    aDicomInstance({ instance: '2.25.2' }),
  ]);
  const post = (payload: Buffer, type: string) =>
    clinic.ask(clinic.system, 'POST', '/dicomweb/studies', payload, { 'content-type': type });
  expect((await post(body, 'application/dicom')).status).toBe(415);
  expect((await post(body, 'multipart/related; type="application/dicom+json"; boundary=x')).status).toBe(400);
  expect((await post(body, 'multipart/related; type="application/dicom"')).status).toBe(400);
  expect((await post(body.subarray(0, body.length - 200), contentType)).status).toBe(400);
  expect((await post(Buffer.from('--passerelle-test-boundary--\r\n'), contentType)).status).toBe(400);
  const [{ n } = { n: '' }] = await clinic.db.sql<{ n: string }>(
    `select count(*) n from medical.instance where instance_uid in ('2.25.1', '2.25.2')`,
  );
  expect(n).toBe('0');
});

test('shows a damaged stored file as unreadable, and its neighbours all the same [R22]', async () => {
  const study = '2.25.90';
  await stow([1, 2].map((number) => aDicomInstance({ study, number })));
  const [{ sha256 } = { sha256: Buffer.alloc(0) }] = await clinic.db.sql<{ sha256: Buffer }>(
    `select sha256 from medical.instance where instance_uid = '${study}.1.1'`,
  );
  const { writeFileSync, chmodSync } = await import('node:fs');
  const path = clinic.deps.blobs.path(sha256.toString('hex'));
  chmodSync(path, 0o600);
  const bytes = readFileSync(path);
  bytes[bytes.length - 1]! ^= 1;
  writeFileSync(path, bytes);
  const ask = (instance: number) =>
    clinic.ask(
      physician,
      'GET',
      `/dicomweb/studies/${study}/series/${study}.1/instances/${study}.1.${instance}`,
      undefined,
      { accept: 'application/dicom' },
    );
  const damaged = await ask(1);
  expect([damaged.status, damaged.json().code]).toEqual([422, 'document-unreadable']);
  expect((await ask(2)).status).toBe(200);
});
