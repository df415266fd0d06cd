import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openBlobStore } from '../../../server/store/blob-store.ts';
import { aDicomInstance, aStowRequest } from '../../builders/dicom.ts';
import { aBinary, aLetter, aPatient, aTransaction } from '../../builders/fhir.ts';
import { openClinic } from '../fhir/clinic.ts';

const undo: (() => void)[] = [];
afterEach(() => {
  for (const step of undo.splice(0).reverse()) step();
});

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-blobs-'));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A disk of 256 kB of its own; null where one cannot be mounted. */
function aSmallDisk(): string | null {
  const folder = aFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k,mode=0700', 'tmpfs', folder], { stdio: 'pipe' });
  } catch {
    return null;
  }
  undo.push(() => void execFileSync('umount', [folder]));
  return folder;
}
const listFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);

test('keeps a file under the hash of its bytes, once, and readable by its owner alone', async () => {
  const folder = aFolder();
  const store = openBlobStore(folder);
  const bytes = randomBytes(1000);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  expect(await store.put(bytes)).toEqual({ sha256, bytes: 1000 });
  expect(await store.put(bytes)).toEqual({ sha256, bytes: 1000 });
  expect((await store.read(sha256)).equals(bytes)).toBe(true);
  expect([await store.has(sha256), await store.has('0'.repeat(64))]).toEqual([true, false]);
  expect(listFiles(folder)).toEqual([sha256]);
  expect(statSync(store.path(sha256)).mode & 0o077).toBe(0);
  expect(() => store.path('../../etc/passwd')).toThrow();
});

test('removes at its start what a killed process left half written', () => {
  const folder = aFolder();
  mkdirSync(join(folder, 'incoming'), { recursive: true });
  writeFileSync(join(folder, 'incoming', 'half'), 'half');
  openBlobStore(folder);
  expect(listFiles(folder)).toEqual([]);
});

test('says that the disk is full, and leaves neither half a file nor half a record', async (context) => {
  const folder = aSmallDisk();
  if (folder === null) return context.skip('a small disk needs the right to mount a tmpfs');
  const clinic = await openClinic({ blobs: openBlobStore(folder) });
  try {
    const patient = aPatient();
    const send = (bundle: object) => clinic.ask(clinic.system, 'POST', '/fhir', bundle);
    const stow = (pixels: number) => {
      const { contentType, body } = aStowRequest([
        aDicomInstance(),
        aDicomInstance({ number: 2, rows: pixels, columns: pixels }),
      ]);
      return clinic.ask(clinic.system, 'POST', '/dicomweb/studies', body, { 'content-type': contentType });
    };
    expect((await send(aTransaction(patient))).status).toBe(200);
    const big = aBinary('x'.repeat(400_000));
    const letter = await send(aTransaction(big, aLetter(patient, big)));
    expect([letter.status, letter.json().issue[0].details.coding[0].code]).toEqual([507, 'disk-full']);
    const images = await stow(512);
    expect([images.status, images.json().code]).toEqual([507, 'disk-full']);
    const kept = await clinic.db.sql(
      'select type from medical.resource union all select instance_uid from medical.instance',
    );
    expect(kept).toEqual([{ type: 'Patient' }]);
    expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
    expect((await stow(8)).status).toBe(200);
    const [stored] = listFiles(folder);
    expect(
      createHash('sha256')
        .update(readFileSync(openBlobStore(folder).path(stored!)))
        .digest('hex'),
    ).toBe(stored);
  } finally {
    await clinic.close();
  }
});
