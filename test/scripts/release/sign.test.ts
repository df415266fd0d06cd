import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, createPublicKey, verify } from 'node:crypto';
import {
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
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRelease } from '../../../contracts/release.ts';
import { runRelease } from '../../../scripts/release/release-command.ts';
import { readUpdateKeys } from '../../../server/releases/update-keys.ts';

const place = mkdtempSync(join(tmpdir(), 'passerelle-sign-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));
const at = (name: string): string => join(place, name);
const now = new Date('2026-11-22T09:00:00.500Z');
const passphrase = ['--passphrase-file', at('passphrase')];
const hasDpkg = spawnSync('dpkg-deb', ['--version']).status === 0;

const run = async (...args: string[]): Promise<string> => {
  const lines: string[] = [];
  await runRelease(args, { say: (line) => lines.push(line), now, version: '0.1.0' });
  return lines.join('\n');
};
const file = (name: string, text = `bytes of ${name}`): string => {
  writeFileSync(at(name), text);
  return at(name);
};
let key: string;
beforeAll(async () => {
  writeFileSync(at('passphrase'), 'quatre chevaux lents 7\n', { mode: 0o600 });
  await run('key', at('keys'), ...passphrase);
  key = at(join('keys', readdirSync(at('keys')).find((name) => name.endsWith('.key.age')) ?? ''));
});
const sign = (counter: string | null, out: string, ...more: string[]): Promise<string> =>
  run(
    'sign',
    '--key',
    key,
    ...(counter === null ? [] : ['--counter', counter]),
    '--out',
    at(out),
    ...passphrase,
    ...more,
  );
const until = ['--expires', '2027-03-31'];

test('makes a pair whose private half lies encrypted and for its owner alone, and whose public half a server takes [C6]', async () => {
  const [name] = readdirSync(at('keys'));
  expect(readdirSync(at('keys')).toSorted()).toEqual([`${name?.slice(0, 15)}.key.age`, `${name?.slice(0, 15)}.pem`]);
  expect(statSync(key).mode & 0o077).toBe(0);
  expect(readFileSync(key, 'latin1')).toMatch(/^age-encryption\.org\/v1\n-> scrypt /);
  expect(readUpdateKeys(at('keys'))).toHaveLength(1);
  writeFileSync(at('short'), 'too short\n', { mode: 0o600 });
  await expect(run('key', at('more'), '--passphrase-file', at('short'))).rejects.toThrow('it could be guessed');
  writeFileSync(at('open'), 'quatre chevaux lents 7\n', { mode: 0o644 });
  await expect(run('key', at('more'), '--passphrase-file', at('open'))).rejects.toThrow('chmod 600');
  // A passphrase is no argument: whoever lists processes would read it.
  await expect(run('key', at('more'), '--passphrase', 'quatre chevaux lents 7')).rejects.toThrow('--passphrase');
  expect(existsSync(at('more'))).toBe(false);
});

test('signs packages by their kind, and writes what every reader takes beside the very bytes that were hashed [C6]', async () => {
  const named = [
    'passerelle-0.1.0.x86_64.rpm',
    'Passerelle-0.1.0.AppImage',
    'Passerelle Setup 0.1.0.exe',
    'Passerelle-0.1.0.dmg',
    'Passerelle-0.1.0-arm64.dmg',
  ];
  const said = await sign('12', 'signed', ...until, ...named.map((name) => file(name)));
  expect(said).toContain('Release 12 of version 0.1.0, until 2027-03-31T23:59:59Z');
  const bytes = readFileSync(at('signed/release.txt'));
  const signature = readFileSync(at('signed/release.sig'), 'utf8').trim();
  const pem = readdirSync(at('keys')).find((name) => name.endsWith('.pem')) ?? '';
  const publicKey = createPublicKey(readFileSync(at(join('keys', pem))));
  expect([signature.length, verify(null, bytes, publicKey, Buffer.from(signature, 'base64'))]).toEqual([88, true]);
  const release = readRelease(bytes.toString('latin1'));
  expect([release?.counter, release?.version, release?.made, release?.expires]).toEqual([
    12,
    '0.1.0',
    '2026-11-22T09:00:00Z',
    '2027-03-31T23:59:59Z',
  ]);
  expect(release?.packages.map(({ kind, file: name }) => [kind, name])).toEqual([
    ['linux-x64-rpm', 'passerelle-0.1.0.x86_64.rpm'],
    ['linux-x64-appimage', 'Passerelle-0.1.0.AppImage'],
    ['win32-x64-nsis', 'Passerelle-Setup-0.1.0.exe'],
    ['darwin-x64-dmg', 'Passerelle-0.1.0.dmg'],
    ['darwin-arm64-dmg', 'Passerelle-0.1.0-arm64.dmg'],
  ]);
  for (const { file: name, size, sha256 } of release?.packages ?? []) {
    const beside = readFileSync(at(join('signed', name)));
    expect([beside.length, createHash('sha256').update(beside).digest('hex')]).toEqual([size, sha256]);
  }
  expect(readdirSync(place).filter((name) => name.endsWith('.half'))).toEqual([]);
});

test('signs nothing without a counter, an end that is to come, one package of each kind, a key and its passphrase [C6]', async () => {
  const [rpm, other] = [file('passerelle-1.0.0.rpm'), file('passerelle-1.0.1.rpm')];
  const refused = async (work: Promise<string>, why: string): Promise<void> => {
    await expect(work).rejects.toThrow(why);
    expect([existsSync(at('none')), existsSync(at('none.half'))]).toEqual([false, false]);
  };
  await refused(sign(null, 'none', ...until, rpm), 'Say the counter');
  for (const counter of ['0', '07', 'x', '1.5', '1234567890'])
    await refused(sign(counter, 'none', ...until, rpm), 'is no counter');
  await refused(sign('1', 'none', rpm), 'Say until when');
  for (const date of ['31/03/2027', '2027-02-30', '2027-3-1', 'soon', '2027-03-31T18:00:00'])
    await refused(sign('1', 'none', '--expires', date, rpm), 'is no date');
  await refused(sign('1', 'none', '--expires', '2026-11-21', rpm), 'would have expired already');
  await refused(sign('1', 'none', ...until), 'Name the packages');
  await refused(sign('1', 'none', ...until, rpm, other), 'two packages of the kind linux-x64-rpm');
  await refused(sign('1', 'none', ...until, at('missing.rpm')), 'cannot be read (ENOENT)');
  await refused(sign('1', 'none', ...until, place), 'is no file');
  await refused(sign('1', 'none', ...until, file('notes.txt')), 'is no package of a kind that is known');
  await refused(sign('1', 'none', ...until, file('passerelle-arm64.rpm')), 'a processor that no PC of ours has');
  await refused(sign('1', 'none', ...until, file('é.rpm')), 'cannot be in a release');
  await refused(sign('1', 'none', ...until, file('empty.rpm', '')), 'its bytes one at least');
  await refused(sign('1', 'none', ...until, '--version', '1.0', rpm), 'is no version');
  await refused(run('sign', '--counter', '1', ...until, '--out', at('none'), rpm), 'Say which key signs');
  const wrong = ['sign', '--key', key, '--counter', '1', ...until, '--out', at('none'), rpm, '--passphrase-file'];
  writeFileSync(at('wrong'), 'cinq chevaux rapides 8\n', { mode: 0o600 });
  await refused(run(...wrong, at('wrong')), 'is not encrypted to the given key or passphrase');
  await refused(run('lend'), 'npm run release -- key');
  // What is there stays there.
  mkdirSync(at('taken'));
  writeFileSync(at('taken/kept'), 'kept');
  await expect(sign('1', 'taken', ...until, rpm)).rejects.toThrow('is there already');
  expect(readdirSync(at('taken'))).toEqual(['kept']);
});

test('reads processor and version from a Debian package itself, and signs no other [C6]', async (context) => {
  if (!hasDpkg) return context.skip('there is no dpkg-deb on this machine');
  const deb = (name: string, architecture: string, version: string): string => {
    mkdirSync(at('tree/DEBIAN'), { recursive: true });
    const control = {
      Package: 'passerelle',
      Version: version,
      Architecture: architecture,
      Maintainer: 'x',
      Description: 'x',
    };
    const lines = Object.entries(control).map(([field, value]) => `${field}: ${value}\n`);
    writeFileSync(at('tree/DEBIAN/control'), lines.join(''));
    execFileSync('dpkg-deb', ['--build', '--root-owner-group', at('tree'), at(name)], { stdio: 'pipe' });
    return at(name);
  };
  await sign('3', 'deb', ...until, deb('good.deb', 'amd64', '1.4.2'), file('passerelle-1.4.2.rpm'));
  expect(readRelease(readFileSync(at('deb/release.txt'), 'latin1'))?.version).toBe('1.4.2');
  const refused = async (path: string, why: string, ...more: string[]) =>
    expect(sign('4', 'none', ...until, ...more, path)).rejects.toThrow(why);
  await refused(at('good.deb'), 'good.deb is of version 1.4.2, not 1.4.3', '--version', '1.4.3');
  await refused(deb('other.deb', 'riscv64', '1.4.2'), 'is for the processor riscv64');
  await refused(file('no.deb'), 'is no Debian package');
  expect(existsSync(at('none'))).toBe(false);
});
