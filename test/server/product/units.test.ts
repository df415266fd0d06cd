import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const packaging = join(import.meta.dirname, '../../../server/packaging');
const units = ['passerelle.service', 'passerelle-backup.service', 'passerelle-backup.timer'];
/** What `systemd-analyze security` counts, of 10: an unprotected service has 9.6. */
const EXPOSURE_AT_MOST = 1.5;

const has = (command: string): boolean => spawnSync(command, ['--version']).status === 0;
const hasSystemd = ['systemd-analyze', 'systemd-sysusers', 'systemd-tmpfiles'].every(has);
if (!hasSystemd) console.warn('systemd is not installed: its units are not verified');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'passerelle-units-'));
  // The command must be there for the verification to be about the rest.
  mkdirSync(join(folder, 'bin'));
  copyFileSync(join(packaging, 'passerelle-server.sh'), join(folder, 'bin/passerelle-server'));
  execFileSync('chmod', ['755', join(folder, 'bin/passerelle-server')]);
  for (const name of units)
    writeFileSync(
      join(folder, name),
      readFileSync(join(packaging, name), 'utf8').replaceAll('/opt/passerelle', folder),
    );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.skipIf(!hasSystemd)('has units that systemd finds no fault with [C1]', () => {
  const { status, stderr } = spawnSync('systemd-analyze', ['verify', ...units.map((name) => join(folder, name))], {
    encoding: 'utf8',
  });
  expect(stderr).not.toContain(folder);
  expect(stderr).not.toMatch(/passerelle.*(unknown|invalid|ignoring|failed)/i);
  expect(status).toBe(0);
});

test.skipIf(!hasSystemd)(
  `exposes little of the system to its services: at most ${EXPOSURE_AT_MOST} of 10 [C1] [R08]`,
  () => {
    for (const name of ['passerelle.service', 'passerelle-backup.service']) {
      const args = ['security', '--offline=true', `--threshold=${EXPOSURE_AT_MOST * 10}`, join(folder, name)];
      const { status, stdout } = spawnSync('systemd-analyze', args, { encoding: 'utf8' });
      const level = Number(/exposure level for \S+: (\d+\.\d)/.exec(stdout)?.[1]);
      expect([name, level <= EXPOSURE_AT_MOST, status]).toEqual([name, true, 0]);
    }
  },
);

test('sandboxes the backup as the server, and hands no secret over as an argument or environment [R08]', () => {
  const settings = (name: string): string[] =>
    readFileSync(join(packaging, name), 'utf8')
      .split('\n')
      .filter((line) =>
        /^(UMask|NoNew|Protect|Private|Restrict|System|Capab|Ambient|Lock|Limit|Proc|Remove|Keyring)/.test(line),
      );
  expect(settings('passerelle-backup.service')).toEqual(settings('passerelle.service'));
  expect(settings('passerelle.service').length).toBeGreaterThan(20);
  for (const name of units)
    expect(readFileSync(join(packaging, name), 'utf8')).not.toMatch(/^(Environment|PassEnvironment)/m);
});

test.skipIf(!hasSystemd)('makes an account without a shell and folders that are its own [C1] [R08]', (context) => {
  if (process.getuid?.() !== 0) return context.skip('only root makes accounts and folders of others');
  const root = join(folder, 'root');
  mkdirSync(join(root, 'etc'), { recursive: true });
  execFileSync('systemd-sysusers', [`--root=${root}`, join(packaging, 'sysusers.conf')], { stdio: 'ignore' });
  expect(readFileSync(join(root, 'etc/passwd'), 'utf8')).toMatch(
    /^passerelle:.*:\/var\/lib\/passerelle:\/usr\/sbin\/nologin$/m,
  );
  execFileSync('systemd-tmpfiles', [`--root=${root}`, '--create', join(packaging, 'tmpfiles.conf')], {
    stdio: 'ignore',
  });
  const modes = ['etc/passerelle', 'var/lib/passerelle', 'var/backups/passerelle/keys'].map(
    (path) => statSync(join(root, path)).mode & 0o777,
  );
  expect(modes).toEqual([0o750, 0o700, 0o700]);
});
