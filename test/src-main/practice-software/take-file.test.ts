import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCall } from '../../../src-main/practice-software/hand-over-id.ts';
import { registerLinks } from '../../../src-main/practice-software/register-links.ts';
import { putFile, toReturnFolder } from '../../../src-main/practice-software/return-folder.ts';
import { takeFile } from '../../../src-main/practice-software/take-file.ts';
import { anId, writeHandOver } from './hand-over-file.ts';

let folder: string;
const person = { family: 'Essai', given: 'Marie', birthDate: '1955-03-12' };
const take = (id: string, at = new Date()) => takeFile(folder, id, at);
const faultOf = async (id: string, at?: Date): Promise<string> => {
  const taken = await take(id, at);
  return taken.ok ? 'taken' : taken.fault;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'passerelle-hand-over-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a hand-over file', () => {
  it('is read once, overwritten and gone; asked for again it is absent [X07]', async () => {
    const id = writeHandOver(folder, { niss: '55031200238' });
    // Whoever kept the file open sees what is left of it on the disk.
    const kept = openSync(join(folder, `${id}.json`), 'r');
    expect(await take(id)).toMatchObject({ ok: true, file: { niss: '55031200238' } });
    const left = Buffer.alloc(4096);
    expect(
      left
        .subarray(0, readSync(kept, left, 0, 4096, 0))
        .toString('utf8')
        .replaceAll('\0', ''),
    ).toBe('');
    closeSync(kept);
    expect(readdirSync(folder)).toEqual([]);
    expect(await faultOf(id)).toBe('absent');
  });

  it('is taken by one of two readers at the same time [X07]', async () => {
    const id = writeHandOver(folder, person);
    const both = await Promise.all([faultOf(id), faultOf(id), faultOf(id)]);
    expect(both.toSorted()).toEqual(['absent', 'absent', 'taken']);
  });

  it('older than a minute, or of a later hour, is destroyed unread [X07]', async () => {
    const old = writeHandOver(folder, person);
    const past = new Date(Date.now() - 61_000);
    utimesSync(join(folder, `${old}.json`), past, past);
    expect(await faultOf(old)).toBe('expired');
    const early = writeHandOver(folder, person);
    expect(await faultOf(early, new Date(Date.now() - 3_600_000))).toBe('expired');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('that is a link, has a second name or is a pipe is refused, and nothing behind it is read or written [X07]', async () => {
    const secret = join(folder, 'settings.txt');
    writeFileSync(secret, JSON.stringify({ format: 'passerelle-hand-over-1', ...person }), { mode: 0o600 });
    const before = readFileSync(secret, 'utf8');
    const [soft, hard, pipe, place] = [anId(), anId(), anId(), anId()];
    symlinkSync(secret, join(folder, `${soft}.json`));
    linkSync(secret, join(folder, `${hard}.json`));
    execFileSync('mkfifo', ['-m', '600', join(folder, `${pipe}.json`)]);
    mkdirSync(join(folder, `${place}.json`));
    for (const id of [soft, hard, pipe, place]) expect(await faultOf(id)).toBe('unsafe');
    expect(readFileSync(secret, 'utf8')).toBe(before);
    expect(existsSync(join(folder, `${hard}.json`))).toBe(false);
  });

  it('that others may read, or of another owner, or in such a folder, is refused [X07]', async () => {
    const open = writeHandOver(folder, person);
    chmodSync(join(folder, `${open}.json`), 0o644);
    expect(await faultOf(open)).toBe('unsafe');
    if (process.getuid?.() === 0) {
      const foreign = writeHandOver(folder, person);
      chownSync(join(folder, `${foreign}.json`), 12_345, 12_345);
      expect(await faultOf(foreign)).toBe('unsafe');
    } else console.warn('skipped: another owner (only root gives a file away)');
    const last = writeHandOver(folder, person);
    chmodSync(folder, 0o755);
    expect(await faultOf(last)).toBe('unsafe');
    const elsewhere = mkdtempSync(join(tmpdir(), 'passerelle-elsewhere-'));
    symlinkSync(folder, join(elsewhere, 'link'));
    expect(await takeFile(join(elsewhere, 'link'), last, new Date())).toEqual({ ok: false, fault: 'unsafe' });
    rmSync(elsewhere, { recursive: true });
  });

  it('of other content, too long, or under a name that leads elsewhere, is nothing [X07]', async () => {
    const bad = [
      '',
      '{}',
      'null',
      '\ufeff{',
      '{"format":"passerelle-hand-over-1"}',
      JSON.stringify({ format: 'passerelle-hand-over-1', ...person, more: 1 }),
    ];
    for (const content of bad) expect(await faultOf(writeHandOver(folder, content))).toBe('invalid');
    expect(await faultOf(writeHandOver(folder, { niss: '5503120023' }))).toBe('invalid');
    expect(await faultOf(writeHandOver(folder, `${' '.repeat(4096)}{}`))).toBe('invalid');
    for (const name of ['../settings', '..', '', 'A'.repeat(32), `${anId()}/..`, `${anId()}\0`])
      expect(await faultOf(name)).toBe('invalid');
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('the call of the practice software', () => {
  it('names a hand-over and nothing else: no number, no name, no path [X07]', () => {
    const id = anId();
    for (const called of [
      [`passerelle://open?handover=${id}`],
      [`passerelle://open/?handover=${id}`],
      ['--flag', `--hand-over=${id}`],
      ['--hand-over', '--allow-file-access-from-files', id],
    ])
      expect(readCall(called)).toEqual({ id });
    for (const other of [
      `passerelle://open?handover=../${id}`,
      `passerelle://open?handover=${id}#x`,
      `passerelle://open?handover=${id}\n`,
      `passerelle://evil?handover=${id}`,
      `passerelle://open?handover=${'1'.repeat(33)}`,
      'passerelle://open?niss=1',
      'passerelle:',
      '--hand-over=',
    ])
      expect(readCall([other]), other).toEqual({ fault: 'invalid' });
    for (const foreign of [`https://open?handover=${id}`, id, '/tmp/invitation.passerelle', '55031200238'])
      expect(readCall([foreign]), foreign).toBeNull();
  });

  it('is refused unread when it holds a national number, however it is written [X07]', () => {
    for (const written of [
      '55031200238',
      '55.03.12-002.38',
      '55 03 12 002 38',
      '55%2E03%2e12%2D002.38',
      '55+03+12+002+38',
    ])
      for (const called of [
        [`passerelle://open?niss=${written}`],
        [`passerelle://open?handover=${anId()}&niss=${written}`],
        ['--hand-over', written],
        [`--hand-over=${written}`],
      ])
        expect(readCall(called), called.join(' ')).toEqual({ fault: 'said-in-clear' });
  });
});

describe('the links of the system', () => {
  it('are asked for by an installed application on Windows, once; never by one that is not installed [X07]', () => {
    const asked: string[] = [];
    const registry = (isPackaged: boolean, isDefault: boolean) => ({
      isPackaged,
      isDefaultProtocolClient: () => isDefault,
      setAsDefaultProtocolClient: (scheme: string) => asked.push(scheme) > 0,
    });
    registerLinks(registry(false, false), 'win32');
    registerLinks(registry(true, true), 'win32');
    registerLinks(registry(true, false), 'linux');
    expect(asked).toEqual([]);
    registerLinks(registry(true, false), 'win32');
    expect(asked).toEqual(['passerelle']);
    // What the packages of the other systems declare.
    const packages = readFileSync(join(import.meta.dirname, '../../../electron-builder.yml'), 'utf8');
    expect(packages).toMatch(/^protocols:\n {2}- name: Passerelle\n {4}schemes: \[passerelle\]$/m);
  });
});

describe('the folder that takes what is sent back', () => {
  it('is the own, existing, closed folder that was named; any other is refused [X07]', async () => {
    const userData = join(folder, 'profile');
    const own = join(folder, 'return');
    mkdirSync(join(userData, 'hand-over'), { recursive: true, mode: 0o700 });
    mkdirSync(own, { mode: 0o700 });
    expect(await toReturnFolder(own, userData)).toBe(own);
    symlinkSync(own, join(folder, 'link'));
    mkdirSync(join(folder, 'open'));
    chmodSync(join(folder, 'open'), 0o777);
    writeFileSync(join(folder, 'file'), '');
    for (const refused of [
      userData,
      join(userData, 'hand-over'),
      join(folder, 'link'),
      join(folder, 'open'),
      join(folder, 'file'),
      join(folder, 'none'),
      'return',
      `${own}/../profile`,
    ])
      expect(await toReturnFolder(refused, userData)).toBeNull();
  });

  it('gets files whole, for this user alone, and never over another one [X07]', async () => {
    await putFile(folder, 'a.pdf', Buffer.from('one'));
    await expect(putFile(folder, 'a.pdf', Buffer.from('two'))).rejects.toThrow();
    expect(readFileSync(join(folder, 'a.pdf'), 'utf8')).toBe('one');
    expect(readdirSync(folder)).toEqual(['a.pdf']);
    symlinkSync(join(folder, 'target'), join(folder, 'b.pdf'));
    await expect(putFile(folder, 'b.pdf', Buffer.from('two'))).rejects.toThrow();
    expect(existsSync(join(folder, 'target'))).toBe(false);
  });
});
