import { createPublicKey, generateKeyPairSync, randomUUID, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { JournalUpload } from '../../../contracts/mirror.ts';
import type { z } from 'zod';
import { signAsPc } from '../../../src-main/enrolment/pc-key.ts';
import { openJournal, toLineHash } from '../../../src-main/journal/journal.ts';
import { codeOf, openMemoryKeychain, openMemoryLog } from '../support/test-practice.ts';

type Upload = z.input<typeof JournalUpload>;
const pc = randomUUID();
const person = randomUUID();
const patient = randomUUID();
const pair = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const log = openMemoryLog();
let folder: string;
let keychain = openMemoryKeychain(log);
let certificate = 'certificate 1';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'passerelle-journal-'));
  keychain = openMemoryKeychain(log);
  certificate = 'certificate 1';
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = () =>
  openJournal(
    folder,
    pc,
    keychain,
    () => ({ certificate, sign: (text) => signAsPc(pair.privateKey, text) }),
    log,
    () => new Date(),
  );
const look = (object: string) => ({ person, patient, object, action: 'looked-at', offline: true }) as const;
const path = () => join(folder, pc, 'lines.jsonl');

/** A hospital that takes chains without a gap. */
function aHospital() {
  const lines: { number: number; previous: string; signed: string }[] = [];
  const uploads: Upload[] = [];
  const send = async (upload: Upload) => {
    uploads.push(upload);
    for (const { signed, signature } of upload.lines) {
      expect(
        verify(
          'sha256',
          Buffer.from(signed),
          { key: createPublicKey(pair.publicKey), dsaEncoding: 'ieee-p1363' },
          Buffer.from(signature, 'base64url'),
        ),
      ).toBe(true);
      const line = JSON.parse(signed) as { number: number; previous: string };
      const last = lines.at(-1);
      if (line.number !== lines.length + 1 || line.previous !== (last ? toLineHash(last.signed) : '0'.repeat(64)))
        return { held: lines.length };
      lines.push({ ...line, signed });
    }
    return { held: lines.length };
  };
  return { lines, uploads, send };
}

it('numbers, chains and signs what was looked at, and sends it once [R21]', async () => {
  const journal = await open();
  for (const object of ['Patient/1', 'DiagnosticReport/1', 'DiagnosticReport/2']) await journal.append(look(object));
  const hospital = aHospital();
  await journal.upload(hospital.send);
  await journal.upload(hospital.send);
  expect(hospital.lines.map(({ number }) => number)).toEqual([1, 2, 3]);
  expect(hospital.uploads.length).toBe(1);
  expect(journal.waiting()).toBe(0);
});

it('goes on after a restart, and loses nothing that was not sent [R21]', async () => {
  const first = await open();
  await first.append(look('Patient/1'));
  const second = await open();
  await second.append(look('Patient/2'));
  const hospital = aHospital();
  await second.upload(hospital.send);
  expect(hospital.lines.length).toBe(2);
});

it('forgets a torn last line, whose data were never shown', async () => {
  const first = await open();
  await first.append(look('Patient/1'));
  writeFileSync(path(), `${readFileSync(path(), 'utf8')}{"signed":"{\\"number\\":2`);
  const second = await open();
  await second.append(look('Patient/2'));
  const hospital = aHospital();
  await (await open()).upload(hospital.send);
  expect(hospital.lines.map(({ number }) => number)).toEqual([1, 2]);
});

it('cannot be cut short unseen: the keychain knows the number, and the hospital refuses the gap [R21]', async () => {
  const first = await open();
  for (const object of ['Patient/1', 'Patient/2', 'Patient/3']) await first.append(look(object));
  await new Promise((resolve) => setTimeout(resolve, 50));
  writeFileSync(path(), `${readFileSync(path(), 'utf8').split('\n').slice(0, 1).join('\n')}\n`);
  const second = await open();
  await second.append(look('Patient/4'));
  const hospital = aHospital();
  expect(await codeOf(second.upload(hospital.send))).toBe('journal-refused');
  expect(hospital.lines.length).toBe(1);
});

it('sends lines under the certificate that signed them, also after a renewal', async () => {
  const journal = await open();
  await journal.append(look('Patient/1'));
  certificate = 'certificate 2';
  await journal.append(look('Patient/2'));
  const hospital = aHospital();
  await journal.upload(hospital.send);
  expect(hospital.uploads.map((upload) => [upload.certificate, upload.lines.length])).toEqual([
    ['certificate 1', 1],
    ['certificate 2', 1],
  ]);
});

/** A line as a newer version might write it: more is signed than this one knows, and more stands beside. */
function aNewerLine(number: number, before: string, over: Record<string, unknown> = {}): string {
  const previous = before === '' ? '0'.repeat(64) : toLineHash((JSON.parse(before) as { signed: string }).signed);
  const at = '2027-03-01T08:00:00.000Z';
  const more = { action: 'shared', offline: true, screen: { second: true } };
  const signed = JSON.stringify({ number, at, person, patient, object: 'Patient/2', ...more, previous });
  return JSON.stringify({ format: 2, signed, signature: signAsPc(pair.privateKey, signed), certificate, ...over });
}

it('keeps byte for byte what a newer version wrote, chains on to it and sends it as it was signed [R21] [C6]', async () => {
  await (await open()).append(look('Patient/1'));
  const own = readFileSync(path(), 'utf8');
  const newer = aNewerLine(2, own, { thumbnail: null });
  const strange = '{"format":3,"look":"in a way of its own"}';
  writeFileSync(path(), `${own}${newer}\n${strange}\n`);
  const older = await open();
  expect(older.waiting()).toBe(2);
  await older.append(look('Patient/3'));
  expect(readFileSync(path(), 'utf8').startsWith(`${own}${newer}\n${strange}\n`)).toBe(true);
  const hospital = aHospital();
  await older.upload(hospital.send);
  expect(hospital.lines.map(({ number }) => number)).toEqual([1, 2, 3]);
  expect(hospital.lines[1]?.signed).toBe((JSON.parse(newer) as { signed: string }).signed);
});

it('forgets lines that the hospital holds, and none that only a newer version can read [R21] [C6]', async () => {
  await open();
  const strange = '{"format":3, "look":"in a way of its own"}';
  const lines = Array.from({ length: 2000 }, (_none, at) =>
    JSON.stringify({ signed: JSON.stringify({ number: at + 1 }), signature: 'x', certificate }),
  );
  writeFileSync(path(), [...lines.slice(0, 1000), strange, ...lines.slice(1000), ''].join('\n'));
  const journal = await open();
  let held = 0;
  await journal.upload(async (upload) => ({ held: (held += upload.lines.length) }));
  expect(held).toBe(2000);
  expect(readFileSync(path(), 'utf8')).toBe(`${strange}\n`);
});
