import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { readPackageKind } from '../../../src-main/updates/package-kind.ts';
import { findPlaces } from '../../../src-main/updates/places.ts';
import { readRootState } from '../../../src-main/updates/root-state.ts';
import { keepVersion, startInstall, toHelperEnd } from '../../../src-main/updates/run-helper.ts';
import { until } from '../support/test-practice.ts';

const folder = mkdtempSync(join(tmpdir(), 'passerelle-helper-'));
const program = join(folder, 'opt', 'passerelle');
const [codeFile, helper] = [join(folder, 'ended'), join(folder, 'helper')];
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => rmSync(codeFile, { force: true }));

function write(path: string, text: string): void {
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
}
const places = { keys: '', helper: [helper] as const, root: '', launcher: program };
const order = { folder: join(folder, '7'), codeFile, restart: false };

test('hands root’s helper the folder, nothing of the user’s environment, and leaves its exit code for the next start [C6]', async () => {
  write(helper, `printf '%s\\n' "$@" >${folder}/arguments; env >${folder}/environment; exit 19`);
  process.env['SECRET_OF_THE_USER'] = 'one';
  expect(startInstall(places, order)).toBeGreaterThan(0);
  await until('the code stands', () => existsSync(codeFile));
  expect(readFileSync(codeFile, 'utf8')).toBe('19\n');
  expect(readFileSync(join(folder, 'arguments'), 'utf8')).toBe(`install\n${order.folder}\n`);
  const names = readFileSync(join(folder, 'environment'), 'utf8').match(/^[A-Z_]+(?==)/gm);
  expect(names?.toSorted().filter((name) => !['PWD', 'OLDPWD', 'SHLVL', '_'].includes(name))).toEqual(['LANG', 'PATH']);
});

test('starts the app again by its launcher once the helper is done, and shows the helper no launcher before [C6]', async () => {
  mkdirSync(join(folder, 'opt'), { recursive: true });
  write(program, `printf started >${folder}/started`);
  // As root's helper looks for one: the whole path as one argument of a process.
  write(helper, `tr '\\0' '\\n' </proc/$PPID/cmdline >${folder}/parent`);
  startInstall(places, { ...order, restart: true });
  await until('it starts again', () => existsSync(join(folder, 'started')));
  expect(readFileSync(codeFile, 'utf8')).toBe('0\n');
  expect(readFileSync(join(folder, 'parent'), 'utf8').split('\n')).not.toContain(program);
});

test('says that it may not where there is no pkexec or no helper, and starts again all the same [C6]', async () => {
  rmSync(join(folder, 'started'), { force: true });
  startInstall({ ...places, helper: ['/nowhere/pkexec', helper] }, { ...order, restart: true });
  await until('it starts again', () => existsSync(join(folder, 'started')));
  expect(toHelperEnd(readFileSync(codeFile, 'utf8').trim())).toEqual({ end: 'failed', reason: 'not-permitted' });
  expect(await keepVersion(['/nowhere/pkexec', helper])).toEqual({ end: 'failed', reason: 'not-permitted' });
});

test('is told apart from the app, whose end it outlives [C6]', async () => {
  write(helper, `while [ ! -e ${folder}/go ]; do sleep 0.05; done`);
  const app = spawn(
    process.execPath,
    [
      '--input-type=module-typescript',
      '-e',
      `import { startInstall } from ${JSON.stringify(join(import.meta.dirname, '../../../src-main/updates/run-helper.ts'))};
       startInstall(${JSON.stringify(places)}, ${JSON.stringify(order)});`,
    ],
    { stdio: 'inherit' },
  );
  await new Promise((resolve) => app.once('exit', resolve));
  writeFileSync(join(folder, 'go'), '');
  await until('it ends after the app', () => existsSync(codeFile));
  expect(readFileSync(codeFile, 'utf8')).toBe('0\n');
});

test('keeps what is on trial, and names each end of the helper’s by its reason [C6]', async () => {
  write(helper, `[ "$*" = keep ] || exit 9`);
  expect(await keepVersion([helper])).toBeNull();
  expect(
    ['0', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20', '21', '126', '127', '1', ''].map((code) => {
      const end = toHelperEnd(code);
      return end === null ? 'done' : `${end.end} ${end.reason}`;
    }),
  ).toEqual([
    'done',
    'refused signature',
    'refused unreadable',
    'refused counter',
    'refused expired',
    'refused kind',
    'refused size',
    'refused hash',
    'failed disk-full',
    'failed busy',
    'failed package-manager',
    'failed not-permitted',
    'failed interrupted',
    'failed not-permitted',
    'failed not-permitted',
    'failed interrupted',
    'failed interrupted',
  ]);
});

test('reads what root says, and nothing into what it does not say [C6]', async () => {
  const none = { counter: 0, highest: 0, onTrial: false, end: null };
  expect(await readRootState(join(folder, 'absent'))).toEqual(none);
  const at = '2026-11-22T10:00:00Z';
  const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
  put('state', 'counter 7\nversion 1.7.0\ntrial yes\nprevious 1.6.0\nprevious-counter 6\n');
  put('counter', '7\n');
  expect(await readRootState(folder)).toEqual({ counter: 7, highest: 7, onTrial: true, end: null });
  put('state', `counter 6\nversion 1.6.0\ntrial no\nend went-back\nend-counter 7\nreason not-started\nat ${at}\n`);
  expect(await readRootState(folder)).toEqual({
    counter: 6,
    highest: 7,
    onTrial: false,
    end: { counter: 7, end: 'went-back', reason: 'not-started', at },
  });
  put('state', `counter 7\nversion 1.7.0\ntrial no\nend installed\nend-counter 7\nat ${at}\n`);
  expect((await readRootState(folder)).end).toEqual({ counter: 7, end: 'installed', reason: null, at });
  put('state', `counter 7x\ntrial maybe\nend exploded\nend-counter 7\nat yesterday\n`);
  put('counter', 'nine\n');
  expect(await readRootState(folder)).toEqual(none);
});

test('finds the places that the packages agree on; a release takes no other [C6]', () => {
  const around = {
    resources: '/opt/Passerelle/resources',
    executable: '/opt/Passerelle/passerelle.bin',
    product: 'Passerelle',
  };
  expect(findPlaces({ ...around, told: () => null })).toEqual({
    keys: '/opt/Passerelle/resources/update/keys',
    helper: ['/usr/bin/pkexec', '/opt/Passerelle/resources/update/helper'],
    root: '/var/lib/passerelle',
    launcher: '/opt/Passerelle/passerelle',
  });
  const told = (name: string): string => `/told/${name}`;
  expect(findPlaces({ ...around, product: 'Passerelle-test', told })).toMatchObject({
    helper: ['/told/PASSERELLE_UPDATE_HELPER'],
    root: '/told/PASSERELLE_UPDATE_STATE',
    launcher: '/opt/Passerelle/passerelle-test',
  });
});

test('knows which kind of package it came in; a checkout is none [C6]', () => {
  const kind = (over: Partial<Parameters<typeof readPackageKind>[0]>) =>
    readPackageKind({
      isPackaged: true,
      platform: 'linux',
      architecture: 'x64',
      appImage: undefined,
      name: 'passerelle',
      exists: (path) => path === '/var/lib/dpkg/info/passerelle.list',
      ...over,
    });
  expect([
    kind({}),
    kind({ exists: () => false }),
    kind({ appImage: '/home/a.AppImage' }),
    kind({ platform: 'win32' }),
    kind({ platform: 'darwin', architecture: 'arm64' }),
    kind({ platform: 'darwin' }),
    kind({ architecture: 'arm64' }),
    kind({ isPackaged: false }),
  ]).toEqual([
    'linux-x64-deb',
    'linux-x64-rpm',
    'linux-x64-appimage',
    'win32-x64-nsis',
    'darwin-arm64-dmg',
    'darwin-x64-dmg',
    null,
    null,
  ]);
});
