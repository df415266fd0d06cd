import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFrames } from '../../../server/dicom/frames.ts';
import { type InstanceFacts, readInstanceFacts } from '../../../server/dicom/instance-facts.ts';
import { type DimseDoor, openDimseDoor } from '../../../server/dimse/dimse-door.ts';
import { isStorageClass } from '../../../server/dimse/offered-contexts.ts';
import { aPatient, aReport, aTransaction } from '../../builders/fhir.ts';
import { openSharedTestdata } from '../../support/shared-testdata.ts';
import { type Clinic, openClinic } from '../fhir/clinic.ts';
import { runDcmtk, toPeer } from './dcmtk.ts';
import { sendDataSet } from './wire.ts';

const shared = openSharedTestdata();
const PER_SYNTAX = 3;
const BYTES_AT_MOST = 1024 * 1024;
/** How storescu is told to offer a transfer syntax; it knows no other. */
const OFFERS: Readonly<Record<string, string>> = {
  '1.2.840.10008.1.2': '-xi',
  '1.2.840.10008.1.2.1': '-xe',
  '1.2.840.10008.1.2.2': '-xb',
  '1.2.840.10008.1.2.5': '-xr',
  '1.2.840.10008.1.2.1.99': '-xd',
  '1.2.840.10008.1.2.4.50': '-xy',
  '1.2.840.10008.1.2.4.51': '-xx',
  '1.2.840.10008.1.2.4.70': '-xs',
  '1.2.840.10008.1.2.4.80': '-xt',
  '1.2.840.10008.1.2.4.81': '-xu',
  '1.2.840.10008.1.2.4.90': '-xv',
  '1.2.840.10008.1.2.4.91': '-xw',
  '1.2.840.10008.1.2.4.100': '-xm',
  '1.2.840.10008.1.2.4.102': '-xn',
};

interface Sample {
  readonly name: string;
  readonly path: string;
  readonly bytes: Buffer;
  readonly facts: InstanceFacts;
}

/** Some readable files of every transfer syntax, each UID once. */
function readSamples(folder: string): readonly Sample[] {
  const samples = new Map<string, Sample>();
  const counts = new Map<string, number>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || path.includes('malformed') || statSync(path).size > BYTES_AT_MOST) continue;
    const bytes = readFileSync(path);
    try {
      const facts = readInstanceFacts(bytes, bytes.length);
      const count = counts.get(facts.transferSyntax) ?? 0;
      // Without its group length a header does not tell where the data set begins.
      if (bytes.readUInt32LE(132) !== 2) continue;
      if (samples.has(facts.instance) || count >= PER_SYNTAX || !isStorageClass(facts.sopClass)) continue;
      counts.set(facts.transferSyntax, count + 1);
      samples.set(facts.instance, { name: path.slice(folder.length + 1), path, bytes, facts });
    } catch {
      // Not readable: the malformed ones have a test of their own.
    }
  }
  return [...samples.values()];
}

/** What follows the File Meta Information. */
function dataSetOf(bytes: Buffer): Buffer {
  return bytes.subarray(144 + bytes.readUInt32LE(140));
}

/** Every attribute, and the first frame's bytes where there are pixels (or why they cannot be told apart). */
function toContent(bytes: Buffer): object {
  const { metadata: every, transferSyntax } = readInstanceFacts(bytes, bytes.length);
  // storescu writes OB where a careless sender wrote OW (PS3.5 A.4); the bytes are the same.
  const metadata = { ...every, '7FE00010': every['7FE00010']?.BulkDataURI };
  try {
    const [frame = null] = '7FE00010' in every ? readFrames(bytes, [1]) : [];
    return { metadata, transferSyntax, frame: frame?.toString('base64') };
  } catch (error) {
    return { metadata, transferSyntax, frame: String(error) };
  }
}

describe.skipIf(shared === null)('real files of every transfer syntax', () => {
  let clinic: Clinic;
  let door: DimseDoor;
  const samples = shared === null ? [] : readSamples(join(shared, 'dicom'));
  const syntaxes = [...new Set(samples.map(({ facts }) => facts.transferSyntax))];

  beforeAll(async () => {
    clinic = await openClinic();
    const certificate = createHash('sha256').update(clinic.system.certificate).digest();
    const callers = [{ aeTitle: 'CT1', address: null }];
    const settings = { host: '127.0.0.1', port: 0, aeTitle: 'PASSERELLE', callers, tls: 'off' } as const;
    door = await openDimseDoor(clinic.deps, settings, { session: null, certificate, requestId: 'files' }, null);
  });
  afterAll(async () => {
    await door.close();
    await clinic.close();
  });

  test('keeps every attribute and pixel of what storescu sends, in the transfer syntax it has [R25] [R22]', async () => {
    for (const syntax of syntaxes.filter((one) => one in OFFERS)) {
      const files = samples.filter(({ facts }) => facts.transferSyntax === syntax).map(({ path }) => path);
      await runDcmtk('storescu', ['-R', '--no-halt', OFFERS[syntax] ?? '', ...toPeer(door.port), ...files]);
    }
    const kept = await clinic.db.sql<{ uid: string; sha256: string }>(
      `select instance_uid uid, encode(sha256, 'hex') sha256 from medical.quarantine`,
    );
    const hashes = new Map(kept.map(({ uid, sha256 }) => [uid, sha256]));
    const different: string[] = [];
    for (const { name, bytes, facts } of samples.filter((one) => one.facts.transferSyntax in OFFERS)) {
      const sha256 = hashes.get(facts.instance);
      const same =
        sha256 !== undefined &&
        JSON.stringify(toContent(readFileSync(clinic.deps.blobs.path(sha256)))) === JSON.stringify(toContent(bytes));
      if (!same) different.push(`${name}${sha256 === undefined ? ' absent' : ''}`);
    }
    expect(different).toEqual([]);
  }, 120_000);

  test('keeps the data set of each byte for byte, and gives it back so by WADO-RS [R25] [R22]', async () => {
    const physician = await clinic.physician();
    const numbers = [...new Set(samples.map(({ facts }) => facts.patientId))].filter((number) => number !== '');
    const patients = numbers.map((number) => {
      const { birthDate: _born, gender: _sex, ...patient } = aPatient({ number, niss: '' });
      return { ...patient, identifier: patient.identifier?.slice(1) ?? [] };
    });
    const reports = patients.flatMap((patient, index) => {
      const studies = samples.filter(({ facts }) => facts.patientId === numbers[index]).map(({ facts }) => facts.study);
      const imagingStudy = [...new Set(studies)].map((study) => ({
        identifier: { system: 'urn:dicom:uid', value: `urn:oid:${study}` },
      }));
      return aReport(patient, [], { imagingStudy });
    });
    const fed = await clinic.ask(clinic.system, 'POST', '/fhir', aTransaction(...patients, ...reports));
    expect([fed.status, fed.text.slice(0, 300)]).toEqual([200, expect.any(String)]);
    for (const patient of patients) await clinic.link(physician, patient.id);
    const wrong: string[] = [];
    let given = 0;
    for (const { name, bytes, facts } of samples) {
      const status = await sendDataSet(door.port, facts, dataSetOf(bytes));
      if (status !== 0) wrong.push(`${name} ${status.toString(16)}`);
      const place = `/dicomweb/studies/${facts.study}/series/${facts.series}/instances/${facts.instance}`;
      const answer = await clinic.ask(physician, 'GET', place, undefined, { accept: 'application/dicom' });
      if (answer.status !== 200) continue;
      given += 1;
      if (!dataSetOf(answer.bytes).equals(dataSetOf(bytes))) wrong.push(name);
    }
    expect(wrong).toEqual([]);
    expect(syntaxes.length).toBeGreaterThanOrEqual(15);
    expect(given).toBeGreaterThan(samples.length * 0.7);
  }, 120_000);
});
