import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readRootState } from '../../../src-main/updates/root-state.ts';
import {
  canInstall,
  handOver,
  makeDeb,
  makeFolder,
  makeSmallPc,
  nextKeys,
  putAside,
  readInstalled,
  readKept,
  restore,
  runHelper,
  runLauncher,
  type SmallPc,
} from './small-pc.ts';

if (!canInstall) console.log('skipped: root’s part of an update needs root and dpkg');

describe.skipIf(!canInstall)('root’s part of an update, with the real dpkg', () => {
  const base = makeFolder();
  let pc: SmallPc;
  let fresh: string;
  let second: string;
  const running: ChildProcess[] = [];

  beforeAll(() => {
    pc = makeSmallPc(base, { version: '1.0.0' });
    second = makeDeb(pc, { version: '2.0.0' });
    fresh = putAside(pc, 'fresh');
  });
  beforeEach(() => restore(pc, fresh));
  afterEach(() => {
    for (const child of running.splice(0)) child.kill('SIGKILL');
  });
  afterAll(() => rmSync(base, { recursive: true, force: true }));

  const install = (folder: string, env = {}): number | null => runHelper(pc, ['install', folder], env);
  const good = (counter = 5): string => handOver(pc, { counter, version: '2.0.0', deb: second });
  const hands = (more: Partial<Parameters<typeof handOver>[1]>): string =>
    handOver(pc, { counter: 5, version: '2.0.0', deb: second, ...more });
  const state = () => readRootState(pc.kept);
  /** The old version stands, whole, and the counter is where it was. */
  const expectUntouched = (counter = ''): void => {
    expect(readInstalled(pc)).toBe('installed 1.0.0');
    expect(readKept(pc, 'counter').trim()).toBe(counter);
    expect(runLauncher(pc).said).toEqual(['# version 1.0.0']);
    expect(readdirSync(pc.kept).toSorted()).toEqual(
      expect.not.arrayContaining(['journal', 'incoming', 'previous.deb']),
    );
  };

  it('installs what the safe signed, on trial until the window painted, and keeps it then [C6]', async () => {
    expect(install(good())).toBe(0);
    expect(readInstalled(pc)).toBe('installed 2.0.0');
    expect(await state()).toEqual({ counter: 5, highest: 5, onTrial: true, end: null });
    expect(runLauncher(pc)).toEqual({ said: ['# version 2.0.0'], code: 0 });
    expect(runHelper(pc, ['keep'])).toBe(0);
    expect(await state()).toMatchObject({
      counter: 5,
      onTrial: false,
      end: { counter: 5, end: 'installed', reason: null },
    });
    expect(readdirSync(pc.kept).toSorted()).toEqual(['counter', 'dpkg.log', 'lock', 'state']);
    expect(runHelper(pc, ['go-back'])).toBe(20);
    expect(readInstalled(pc)).toBe('installed 2.0.0');
  });

  it('goes back by itself when the new version does not start, and never takes that release again [C6]', async () => {
    const broken = makeDeb(pc, { version: '3.0.0', isBroken: true });
    const folder = handOver(pc, { counter: 6, version: '3.0.0', deb: broken });
    expect(install(folder)).toBe(0);
    expect(runLauncher(pc)).toEqual({ said: ['# version 3.0.0', '# version 3.0.0', '# version 1.0.0'], code: 0 });
    expect(readInstalled(pc)).toBe('installed 1.0.0');
    expect(await state()).toMatchObject({
      counter: 0,
      highest: 6,
      onTrial: false,
      end: { counter: 6, end: 'went-back', reason: 'not-started' },
    });
    expect(install(folder)).toBe(12);
    expect(install(good(6))).toBe(12);
    expect(install(good(7))).toBe(0);
    expect(runLauncher(pc).said).toEqual(['# version 2.0.0']);
  });

  it('goes back to what last painted, though two releases came one after the other [C6]', () => {
    expect(install(good(5))).toBe(0);
    const broken = makeDeb(pc, { version: '3.0.0', isBroken: true });
    expect(install(handOver(pc, { counter: 6, version: '3.0.0', deb: broken }))).toBe(0);
    expect(runLauncher(pc).said.at(-1)).toBe('# version 1.0.0');
  });

  it('takes a way back: an older version under a higher counter; a lower counter never [C6]', async () => {
    expect(install(good(5))).toBe(0);
    expect(runHelper(pc, ['keep'])).toBe(0);
    const older = makeDeb(pc, { version: '1.0.0' });
    expect(install(handOver(pc, { counter: 4, version: '1.0.0', deb: older }))).toBe(12);
    expect(install(handOver(pc, { counter: 5, version: '1.0.0', deb: older }))).toBe(12);
    expect(readInstalled(pc)).toBe('installed 2.0.0');
    expect(install(handOver(pc, { counter: 6, version: '1.0.0', deb: older }))).toBe(0);
    expect(readInstalled(pc)).toBe('installed 1.0.0');
    expect(await state()).toMatchObject({ counter: 6, highest: 6 });
  });

  it('takes either of two keys and no other, and nothing without a key [C6]', () => {
    expect(install(hands({ key: generateKeyPairSync('ed25519').privateKey }))).toBe(10);
    expectUntouched();
    expect(install(hands({ key: nextKeys.privateKey }))).toBe(0);
    restore(pc, fresh);
    rmSync(join(pc.opt, 'resources/update/keys'), { recursive: true });
    expect(install(good())).toBe(10);
  });

  it('refuses a text that one byte of was changed, a signature of something else, and halves of either [C6]', async () => {
    const changes: readonly ((folder: string) => void)[] = [
      (folder) => {
        const path = join(folder, 'release.txt');
        writeFileSync(path, readFileSync(path, 'utf8').replace('counter 5', 'counter 6'));
      },
      (folder) => appendFileSync(join(folder, 'release.txt'), '\n'),
      (folder) => copyFileSync(join(good(9), 'release.sig'), join(folder, 'release.sig')),
      (folder) => truncateSync(join(folder, 'release.sig'), 40),
      (folder) => truncateSync(join(folder, 'release.txt'), 60),
      (folder) => rmSync(join(folder, 'release.sig')),
    ];
    for (const change of changes) {
      const folder = good();
      change(folder);
      expect(install(folder)).toBe(10);
    }
    expect(await state()).toMatchObject({ counter: 0, highest: 0 });
    expectUntouched();
  });

  it('refuses what expired, another system’s kind, another package’s name, another processor, another version [C6]', async () => {
    expect(install(hands({ expires: '2026-01-01T00:00:00Z' }))).toBe(13);
    expect(install(hands({ kind: 'linux-x64-rpm' }))).toBe(14);
    expect(install(hands({ deb: makeDeb(pc, { version: '2.0.0', name: 'another-program' }) }))).toBe(14);
    const arm = makeDeb(pc, { version: '2.1.0', architecture: 'arm64' });
    expect(install(hands({ deb: arm, version: '2.1.0' }))).toBe(14);
    expect(install(hands({ version: '2.0.1' }))).toBe(14);
    expect((await state()).end).toMatchObject({ counter: 5, end: 'refused', reason: 'kind' });
    expectUntouched();
  });

  it('refuses a package that was cut, grew, was changed, or is no file of the one who asks [C6]', () => {
    const deb = (folder: string): string => join(folder, 'program.deb');
    const changes: readonly (readonly [(path: string) => void, number])[] = [
      [(path) => truncateSync(path, 1000), 15],
      [(path) => appendFileSync(path, 'x'), 15],
      [(path) => rmSync(path), 15],
      [
        (path) => {
          const bytes = readFileSync(path);
          bytes[2000] = (bytes[2000] ?? 0) ^ 1;
          writeFileSync(path, bytes);
        },
        16,
      ],
      [
        (path) => {
          rmSync(path);
          symlinkSync(second, path);
        },
        15,
      ],
      [
        (path) => {
          rmSync(path);
          execFileSync('mkfifo', [path]);
        },
        15,
      ],
      [
        (path) => {
          rmSync(path);
          symlinkSync('/dev/zero', path);
        },
        15,
      ],
    ];
    for (const [change, code] of changes) {
      const folder = good();
      change(deb(folder));
      expect(install(folder)).toBe(code);
    }
    // The very bytes, where only root may read them: whoever asks is not lent root's eyes.
    const folder = good();
    chmodSync(folder, 0o755);
    chmodSync(base, 0o755);
    chmodSync(deb(folder), 0o600);
    expect(install(folder, { PKEXEC_UID: '65534' })).toBe(15);
    expectUntouched();
    chmodSync(deb(folder), 0o644);
    expect(install(folder, { PKEXEC_UID: '65534' })).toBe(0);
  });

  it('works for root alone, and for its four words alone [C6]', () => {
    const words = [[], ['install'], ['install', 'relative'], ['keep', 'more'], ['remove'], ['install', '/a', '/b']];
    for (const word of words) expect(runHelper(pc, word)).toBe(20);
    const asked = spawnSync('setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups', pc.helper, 'keep']);
    expect(asked.status).toBe(20);
    // Whatever the environment says, the helper's own paths count.
    const folder = good();
    expect(
      install(folder, { PATH: folder, ENV: '/nonexistent', OPENSSL_CONF: '/nonexistent', root: '/nonexistent' }),
    ).toBe(0);
  });

  it('waits for the app and for another package manager, then says that it is busy and has changed nothing [C6]', async () => {
    const app = join(pc.opt, 'app');
    copyFileSync('/bin/sleep', app);
    chmodSync(app, 0o755);
    const child = spawn(app, ['60']);
    running.push(child);
    await once(child, 'spawn');
    expect(install(good())).toBe(18);
    child.kill('SIGKILL');
    await once(child, 'exit');
    rmSync(app);
    expectUntouched();
    const held = spawn('perl', ['-MFcntl', '-e', HOLD, join(pc.root, 'var/lib/dpkg/lock')], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    running.push(held);
    await once(held.stdout, 'data');
    expect(install(good())).toBe(18);
    held.kill('SIGKILL');
    await once(held, 'exit');
    expect((await state()).end).toMatchObject({ end: 'failed', reason: 'busy' });
    expectUntouched();
    expect(install(good())).toBe(0);
  });

  it('puts the old version back when the new one cannot be installed [C6]', async () => {
    const bad = makeDeb(pc, { version: '2.2.0', afterInstall: 'exit 1' });
    expect(install(handOver(pc, { counter: 8, version: '2.2.0', deb: bad }))).toBe(19);
    expect((await state()).end).toMatchObject({ counter: 8, end: 'failed', reason: 'package-manager' });
    expectUntouched('8');
    expect(install(good(9))).toBe(0);
  });

  it('starts nothing that is half of one version and half of another [C6]', () => {
    expect(install(good())).toBe(0);
    writeFileSync(
      join(pc.kept, 'journal'),
      'step install\ncounter 5\nversion 2.0.0\nsha256 0\nprevious 1.0.0\nprevious-counter 0\n',
    );
    rmSync(join(pc.kept, 'previous.deb'));
    writeFileSync(join(pc.opt, 'files', 'f0'), 'half\n');
    const { said, code } = runLauncher(pc);
    expect({ said, code }).toEqual({ said: [''], code: 1 });
    expect(existsSync(join(pc.kept, 'journal'))).toBe(true);
  });
});

/** Takes the lock that dpkg takes, as apt does. */
const HOLD =
  'open(my $f, "+<", $ARGV[0]) or die; my $l = pack("s s x4 q q i x4", F_WRLCK, 0, 0, 0, 0); fcntl($f, F_SETLK, $l) or die; $| = 1; print "held"; sleep 60';
