import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { InvitationFile } from '../../../contracts/enrolment.ts';
import type { HospitalFacts } from '../../../contracts/person.ts';
import { hashServerPackage, readVersion, writeServerPackage } from '../../../scripts/package/server-package.ts';
import { openClient } from '../support/https-client.ts';
import { runProduct, serveProduct } from './product-run.ts';

const root = join(import.meta.dirname, '../../..');
const TIME = 1_763_769_600;
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

let place: string;
let archive: string;
/** The product as a hospital unpacks it, its configuration, and its data. */
let product: string;
let config: string;
let data: string;

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'passerelle-product-'));
  chmodSync(place, 0o755);
  // Fast rather than small: what is tested is what is in it.
  archive = await writeServerPackage(root, place, TIME, 1);
  execFileSync('tar', ['-xzf', archive, '-C', place]);
  product = join(place, `passerelle-server-${readVersion(root)}`);
  data = join(place, 'data');
  config = join(place, 'server.conf');
  const folders = ['data', 'backup-data', 'backup-keys'].map((name) => join(place, name));
  for (const folder of folders) {
    mkdirSync(folder, { mode: 0o700 });
    // As root the commands become the owner of the data: here, as on a server, somebody without rights.
    if (isRoot) chownSync(folder, NOBODY, NOBODY);
  }
  const made = runProduct(product, ['backup-key', join(place, 'backup.key')]);
  expect(made).toMatchObject({ code: 0, err: '' });
  const lines = [`PASSERELLE_DATA=${data}`, 'OPEN_PORT=0', 'MEDICAL_PORT=0', made.out.trim()];
  lines.push(`BACKUP_FOLDER=${folders[1]}`, `BACKUP_KEYS_FOLDER=${folders[2]}`);
  writeFileSync(config, `${lines.join('\n')}\n`);
}, 300_000);
afterAll(() => rmSync(place, { recursive: true, force: true }));

const run = (...args: string[]) => runProduct(product, [...args, '--config', config]);
const director = ['--director-login', 'anne.essai', '--director-name', 'Dr Anne Essai'];
const found = () => run('init', '--hospital', join(product, 'hospital.json.example'), ...director);

test('is the same to the byte when it is made again, and its sums are those of its files [C1]', async () => {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(archive).pipe(createGunzip())) hash.update(piece as Buffer);
  expect(await hashServerPackage(root, TIME)).toBe(hash.digest('hex'));
  execFileSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: product });
  const held = readdirSync(product, { recursive: true, encoding: 'utf8' });
  expect(held.filter((name) => /^server\/(demo|init|main)|(^|\/)\.git|\.test\.ts$/.test(name))).toEqual([]);
}, 120_000);

test('founds a hospital on a machine without Node, with its Director’s invitation, and never over another [C1] [R02]', () => {
  const first = found();
  expect([first.code, first.err]).toEqual([0, '']);
  const file = InvitationFile.parse(JSON.parse(readFileSync(join(data, 'invitations/anne.essai.passerelle'), 'utf8')));
  expect(file.caCertificate).toBe(readFileSync(join(data, 'pki/root.pem'), 'utf8'));
  const letter = join(data, 'invitations/anne.essai.letter.pdf');
  expect(readFileSync(letter).subarray(0, 5).toString()).toBe('%PDF-');
  expect(statSync(letter).mode & 0o077).toBe(0);
  // The paper is the only place where the code stands in clear.
  expect(readdirSync(join(data, 'invitations')).sort()).toEqual(['anne.essai.letter.pdf', 'anne.essai.passerelle']);
  if (isRoot) expect(statSync(join(data, 'secrets/codes.key')).uid).toBe(NOBODY);
  const before = readFileSync(join(data, 'pki/root.pem'), 'utf8');
  const second = found();
  expect([second.code, second.out]).toEqual([1, '']);
  expect(second.err).toContain('is not empty');
  expect(readFileSync(join(data, 'pki/root.pem'), 'utf8')).toBe(before);
}, 120_000);

test('finds the new hospital whole, serves it over TLS, backs it up meanwhile, and ends cleanly [C1] [C3]', async () => {
  const checked = run('check');
  expect([checked.code, checked.err]).toEqual([0, '']);
  expect(checked.out).toContain('✓ migrations: all applied');
  const served = await serveProduct(product, config);
  const client = openClient(served.openUrl, { ca: readFileSync(join(data, 'pki/root.pem'), 'utf8') });
  const { status, body } = await client.ask<HospitalFacts>('GET', '/api/hospital');
  expect([status, body.name]).toEqual([200, 'Centre hospitalier de Saint-Exemple']);
  client.close();
  const invited = run('invite', 'guichet', '--role', 'desk', '--name', 'Paul Essai');
  expect([invited.code, invited.err]).toEqual([0, '']);
  const kept = run('backup');
  expect([kept.code, kept.err]).toEqual([0, '']);
  expect(await served.end()).toBe(0);
  expect(existsSync(join(data, 'postgres/data/postmaster.pid'))).toBe(false);
}, 180_000);

test('comes back from its backup on an empty machine, by the key from the safe, and its trace verifies [R21]', () => {
  const [dataFile, keysFile] = ['backup-data', 'backup-keys'].map((name) =>
    join(place, name, readdirSync(join(place, name))[0] ?? ''),
  ) as [string, string];
  const files = ['--data', dataFile, '--keys', keysFile, '--identity', join(place, 'backup.key')];
  // Over the living one: refused, whatever else is right.
  expect(run('restore', ...files).err).toContain('is not empty');
  rmSync(data, { recursive: true });
  mkdirSync(data, { mode: 0o700 });
  if (isRoot) chownSync(data, NOBODY, NOBODY);
  const restored = run('restore', ...files);
  expect(restored.code).toBe(0);
  expect(restored.out).toContain('The trace is whole');
  expect(restored.err).toContain('Before the doors open, enter anew');
  // The account that was made before the backup is there.
  expect(run('invite', 'guichet').code).toBe(0);
}, 180_000);
