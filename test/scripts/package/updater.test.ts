import { generateKeyPairSync, type KeyObject } from 'node:crypto';
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
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packagedWords, putUpdater, readUpdateKeys, SIGNERS } from '../../../scripts/package/updater.ts';

describe('root’s part of updates in a package', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'passerelle-updater-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const pem = (key: KeyObject): string =>
    key.export({ type: key.type === 'private' ? 'pkcs8' : 'spki', format: 'pem' }).toString();

  it('takes one ed25519 public key or two, and nothing that is private, another sort, or one too many [C6]', () => {
    expect(readUpdateKeys('').size).toBe(0);
    expect(() => readUpdateKeys(folder)).toThrow('0 pem files');
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    for (const name of ['a', 'b']) writeFileSync(join(folder, `${name}.pem`), pem(publicKey));
    expect([...readUpdateKeys(folder).keys()]).toEqual(['a.pem', 'b.pem']);
    writeFileSync(join(folder, 'c.pem'), pem(publicKey));
    expect(() => readUpdateKeys(folder)).toThrow('3 pem files');
    rmSync(join(folder, 'c.pem'));
    writeFileSync(join(folder, 'b.pem'), pem(privateKey));
    expect(() => readUpdateKeys(folder)).toThrow('private key');
    writeFileSync(join(folder, 'b.pem'), pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey));
    expect(() => readUpdateKeys(folder)).toThrow('no ed25519 key');
  });

  it('puts the launcher where the program stood, and paths and keys that nobody can change later [C6]', () => {
    const opt = join(folder, 'opt', 'Passerelle-test');
    mkdirSync(join(opt, 'resources'), { recursive: true });
    writeFileSync(join(opt, 'passerelle-test'), 'the program');
    writeFileSync(join(opt, 'resources', 'apparmor-profile'), 'profile "p" "/opt/Passerelle-test/passerelle-test" {}');
    const key = pem(generateKeyPairSync('ed25519').publicKey);
    putUpdater(folder, 'passerelle-test', 'linux-x64-deb', new Map([['a.pem', key]]));
    expect(readFileSync(join(opt, 'passerelle-test.bin'), 'utf8')).toBe('the program');
    const launcher = readFileSync(join(opt, 'passerelle-test'), 'utf8');
    expect(launcher).toContain("program='/opt/Passerelle-test/passerelle-test.bin'");
    expect(launcher).toContain(packagedWords.PKEXEC);
    const update = join(opt, 'resources', 'update');
    expect(statSync(join(update, 'helper')).mode & 0o777).toBe(0o755);
    expect(readFileSync(join(update, 'helper'), 'utf8')).toContain("root=''\n");
    expect(readdirSync(join(update, 'keys'))).toEqual(['a.pem']);
    const policy = join(folder, 'usr/share/polkit-1/actions/be.passerelle.passerelle-test.update.policy');
    expect(readFileSync(policy, 'utf8')).toContain('exec.path">/opt/Passerelle-test/resources/update/helper<');
    // Where AppArmor withholds user namespaces from programs, the program has them, or its sandbox would be gone.
    const profile = readFileSync(join(opt, 'resources', 'apparmor-profile'), 'utf8');
    expect(profile).toBe('profile "p" "/opt/Passerelle-test/passerelle-test.bin" {}');
    expect(existsSync(join(opt, 'resources', 'update', 'helper.sh'))).toBe(false);
  });

  it('hears of the keys under a name that electron-builder hands on [C6]', () => {
    expect(SIGNERS).not.toMatch(/KEY|TOKEN|SECRET|PASSWORD|PASS|CREDENTIAL|CSC/i);
  });
});
