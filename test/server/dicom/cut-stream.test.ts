import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toImagingStudyId } from '../../../server/mapping/imaging-study-id.ts';
import { openBlobStore } from '../../../server/store/blob-store.ts';
import { aDicomSeries, aStowRequest } from '../../builders/dicom.ts';
import { aPatient, aTransaction } from '../../builders/fhir.ts';
import { type Clinic, openClinic, type Sender } from '../fhir/clinic.ts';

const folder = mkdtempSync(join(tmpdir(), 'passerelle-cut-'));
const store = openBlobStore(folder);
const patient = aPatient();
const study = '2.25.8001';
const slices = aDicomSeries(6, { study });
let clinic: Clinic;
let base: string;
let reads = 0;
/** Done when the third file of an answer is asked for. */
let meanwhile: () => Promise<unknown> = () => Promise.resolve();

beforeAll(async () => {
  clinic = await openClinic({
    blobs: {
      ...store,
      read: async (sha256) => {
        reads += 1;
        if (reads === 3) await meanwhile();
        return store.read(sha256);
      },
    },
  });
  await clinic.ask(clinic.system, 'POST', '/fhir', aTransaction(patient));
  const { contentType, body } = aStowRequest(slices);
  await clinic.ask(clinic.system, 'POST', '/dicomweb/studies', body, { 'content-type': contentType });
  base = await clinic.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await clinic.close();
  rmSync(folder, { recursive: true, force: true });
});

const sha = (value: string | Buffer): Buffer => createHash('sha256').update(value).digest();

/** Reads the whole study; how many slices came, and whether the answer came to its end. */
async function read(sender: Sender): Promise<{ slices: number; whole: boolean }> {
  reads = 0;
  const headers = {
    'x-test-certificate': sender.certificate.toString('hex'),
    authorization: `Bearer ${sender.token ?? ''}`,
  };
  const answer = await fetch(`${base}/dicomweb/studies/${study}`, { headers });
  const chunks: Buffer[] = [];
  let whole = true;
  try {
    for await (const chunk of answer.body ?? []) chunks.push(Buffer.from(chunk as Uint8Array));
  } catch {
    whole = false;
  }
  const bytes = Buffer.concat(chunks);
  return { slices: slices.filter((slice) => bytes.includes(Buffer.from(slice))).length, whole };
}

test('cuts a study on its way out where the physician is suspended, and traces the cut [R15] [R21]', async () => {
  const physician = await clinic.physician();
  await clinic.link(physician, patient.id);
  meanwhile = () => Promise.resolve();
  expect(await read(physician)).toEqual({ slices: 6, whole: true });
  meanwhile = () => clinic.db.sql('update identity.person set suspended_at = now() where id = $1', [physician.person]);
  expect(await read(physician)).toEqual({ slices: 3, whole: false });
  expect(clinic.traced.at(-1)).toMatchObject({ kind: 'denied', object: `${study}.1.4`, outcome: 'account-suspended' });
});

test('cuts it where the study is hidden, and where the link ends [R18] [R13]', async () => {
  const physician = await clinic.physician();
  const undo = await clinic.link(physician, patient.id);
  meanwhile = undo;
  expect(await read(physician)).toEqual({ slices: 3, whole: false });
  const [again, desk] = [await clinic.physician(), await clinic.desk()];
  await clinic.link(again, patient.id);
  meanwhile = () =>
    clinic.db.database.ask('hide', 'select api.set_hidden($1, $2, $3, $4, true)', [
      sha(desk.token ?? ''),
      sha(desk.certificate),
      'ImagingStudy',
      toImagingStudyId(study),
    ]);
  expect(await read(again)).toEqual({ slices: 3, whole: false });
  expect(clinic.traced.at(-1)).toMatchObject({ kind: 'denied', outcome: 'document-not-available' });
});
