import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPlaywrightReport } from '../report/playwright-report.ts';
import type { TestOutcome } from '../report/test-outcome.ts';
import { runPlaywright } from '../session/playwright.ts';
import { packageDesktop } from './desktop.ts';
import { makeNewer, type OpenPackage, openPackage } from './newer-package.ts';
import { makeTestKeys, testUpdates } from './test-updates.ts';

const NAME = 'passerelle-test';
const FOLDER = '/opt/Passerelle-test';
const EXECUTABLE = `${FOLDER}/${NAME}`;
/** Who has copies on the machine when the package is removed; made for it and taken away again. */
const USER = 'passerelle-physician';

const run = (command: string, ...args: readonly string[]): string =>
  execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const readStatus = (): string => {
  try {
    return run('dpkg-query', '--show', '--showformat=${db:Status-Status} ${Version}', NAME);
  } catch {
    return 'not-installed';
  }
};

function expect(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}

/**
 * The life of the package on a real machine, as root: built, installed, driven through the hardening checks and the tour by an
 * ordinary user (test/installed/), replaced by a newer version, removed, purged. The machine is left as it was.
 */
export async function testInstalled(root: string, args: readonly string[] = []): Promise<readonly TestOutcome[]> {
  const work = mkdtempSync(join(tmpdir(), 'passerelle-installed-'));
  chmodSync(work, 0o755);
  const outcomes: TestOutcome[] = [];
  const prove = async (title: string, deed: () => Promise<void> | void): Promise<boolean> => {
    const outcome = { title, file: 'scripts/package/test-installed.ts' } as const;
    try {
      await deed();
      outcomes.push({ ...outcome, status: 'passed', reason: '' });
    } catch (error) {
      const reason = (error instanceof Error ? error.message : String(error)).split('\n').slice(0, 3).join(' ');
      outcomes.push({ ...outcome, status: 'failed', reason });
    }
    const { status, reason } = outcomes[outcomes.length - 1] as TestOutcome;
    console.log(`  ${status === 'passed' ? '✓' : '✗'} ${title}${reason === '' ? '' : `: ${reason}`}`);
    return status === 'passed';
  };
  let file = '';
  try {
    const keys = makeTestKeys(work);
    process.env['PASSERELLE_UPDATE_KEYS'] = keys.folder;
    const stands =
      (await prove('the Debian package is built from the registry alone [C1]', async () => {
        const [built] = await packageDesktop(root, { targets: ['deb'], output: join(work, 'dist') });
        expect(built?.file != null, built?.whyNot ?? 'the build left no file');
        file = built?.file ?? '';
      })) &&
      (await prove('dpkg installs it, for every user, with its name, its file type and its links [C1]', () =>
        install(file),
      ));
    if (!stands) return outcomes;
    outcomes.push(...(await drive(root, args)));
    const open = openPackage(file, join(work, 'tree'));
    await testUpdates({ root, work, keys, open, prove });
    await prove('a newer package takes its place and leaves what the physician keeps [C1]', () => upgrade(open, work));
    await prove('its removal leaves the sealed copies, its purge wipes them, and follows no link out [C1]', () =>
      remove(),
    );
    return outcomes;
  } finally {
    if (readStatus() !== 'not-installed') run('dpkg', '--purge', NAME);
    removeUser();
    rmSync(work, { recursive: true, force: true });
  }
}

function install(file: string): void {
  run('dpkg', '--install', file);
  expect(readStatus().startsWith('installed '), `dpkg says: ${readStatus()}`);
  expect(existsSync(`/usr/bin/${NAME}`), 'there is no command in /usr/bin');
  const desktop = readFileSync(`/usr/share/applications/${NAME}.desktop`, 'utf8');
  for (const line of ['x-scheme-handler/passerelle', 'application/x-passerelle', `Exec=${EXECUTABLE}`])
    expect(desktop.includes(line), `the desktop file lacks ${line}`);
  const types = readFileSync(`/usr/share/mime/packages/${NAME}.xml`, 'utf8');
  expect(types.includes('*.passerelle'), 'no file type is declared for .passerelle');
}

async function drive(root: string, args: readonly string[]): Promise<readonly TestOutcome[]> {
  const report = join(root, 'test-results', 'installed.json');
  rmSync(report, { force: true });
  const code = await runPlaywright(root, {
    args: ['--config', 'playwright.installed.config.ts', ...args],
    env: { PASSERELLE_INSTALLED: EXECUTABLE, TOUR_FOLDER: join(root, 'test-results', 'installed-tour') },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const lost = { title: 'the installed app is driven to the end', file: report, status: 'failed' } as const;
  if (!existsSync(report)) return [{ ...lost, reason: `it ended with ${code} and left no report` }];
  const read = readPlaywrightReport(JSON.parse(readFileSync(report, 'utf8')));
  const isTold = code === 0 || read.some(({ status }) => status === 'failed');
  return isTold ? read : [...read, { ...lost, reason: `it ended with ${code}` }];
}

/** The data folder of a user of this machine, with something kept in it. */
function keepSomething(): string {
  removeUser();
  const home = mkdtempSync(join(tmpdir(), 'passerelle-home-'));
  run('useradd', '--home-dir', home, '--no-create-home', '--shell', '/usr/sbin/nologin', USER);
  const [uid, gid] = [Number(run('id', '-u', USER)), Number(run('id', '-g', USER))];
  const folder = join(home, '.config', 'Passerelle-test');
  mkdirSync(join(folder, 'vault'), { recursive: true });
  writeFileSync(join(folder, 'vault', 'sealed'), 'sealed');
  run('chown', '-R', `${uid}:${gid}`, home);
  chownSync(home, uid, gid);
  return folder;
}

function removeUser(): void {
  let home = '';
  try {
    home = run('getent', 'passwd', USER).split(':')[5] ?? '';
  } catch {
    return;
  }
  run('userdel', USER);
  if (home.startsWith(join(tmpdir(), 'passerelle-home-'))) rmSync(home, { recursive: true, force: true });
}

function upgrade(open: OpenPackage, work: string): void {
  const kept = keepSomething();
  const newer = makeNewer(open, 'Passerelle-test', { version: '99.0.0' }, join(work, 'newer.deb'));
  run('dpkg', '--install', newer);
  expect(readStatus().endsWith(' 99.0.0'), `dpkg says: ${readStatus()}`);
  expect(existsSync(`/usr/bin/${NAME}`), 'the command is gone after the upgrade');
  expect(existsSync(join(kept, 'vault', 'sealed')), 'the upgrade took what the physician keeps');
}

function remove(): void {
  const kept = keepSomething();
  const elsewhere = mkdtempSync(join(tmpdir(), 'passerelle-elsewhere-'));
  writeFileSync(join(elsewhere, 'a letter'), 'kept');
  run('ln', '-s', elsewhere, join(kept, 'link'));
  run('dpkg', '--remove', NAME);
  expect(!existsSync(FOLDER), `${FOLDER} is still there`);
  expect(!existsSync(`/usr/bin/${NAME}`), 'the command is still there');
  expect(existsSync(join(kept, 'vault', 'sealed')), 'the removal took what the physician keeps');
  run('dpkg', '--purge', NAME);
  expect(!existsSync(kept), 'the purge left the copies');
  expect(!existsSync(`/var/lib/${NAME}`), 'the purge left what root knows of updates');
  expect(existsSync(join(elsewhere, 'a letter')), 'the purge followed a link');
  rmSync(elsewhere, { recursive: true });
}
