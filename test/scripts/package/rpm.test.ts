import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { PackageOrder } from '../../../scripts/package/package-order.ts';
import { writeRpm } from '../../../scripts/package/rpm.ts';

const hasRpm = spawnSync('rpmbuild', ['--version']).status === 0;
if (!hasRpm) process.stdout.write('skipped: rpmbuild is not installed (package rpm)\n');

const work = mkdtempSync(join(tmpdir(), 'passerelle-rpm-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

function anOrder(): PackageOrder {
  const tree = join(work, 'tree');
  const app = join(tree, 'opt', 'Passerelle d’essai');
  mkdirSync(join(app, 'resources'), { recursive: true });
  mkdirSync(join(tree, 'usr', 'share', 'applications'), { recursive: true });
  for (const [path, mode] of [
    [join(app, 'passerelle'), 0o755],
    [join(app, 'chrome-sandbox'), 0o755],
    [join(app, 'resources', '100 % app.asar'), 0o644],
    [join(tree, 'usr', 'share', 'applications', 'passerelle.desktop'), 0o644],
  ] as const) {
    writeFileSync(path, 'x');
    chmodSync(path, mode);
  }
  return {
    tree,
    work,
    file: join(work, 'passerelle.rpm'),
    name: 'passerelle',
    version: '1.2.3',
    architecture: 'amd64',
    maintainer: 'Passerelle',
    vendor: 'Passerelle',
    homepage: 'https://passerelle.example',
    licence: 'UNLICENSED',
    summary: '100 % du dossier',
    description: ['Le dossier hospitalier du patient, au cabinet.'],
    section: 'Office',
    depends: ['gtk3', 'nss'],
    recommends: [],
    afterInstall: "echo '%{installed}'",
    afterRemove: '[ "$1" = purge ] && rm -rf /var/lib/passerelle\nexit 0',
  };
}

it.skipIf(!hasRpm)(
  'writes an rpm that owns its own folders alone, wants what it needs, and wipes nothing at a removal [C1]',
  () => {
    const order = anOrder();
    writeRpm(order, 'gzip');
    const ask = (...words: string[]): string[] =>
      execFileSync('rpm', ['-qp', ...words, order.file], { encoding: 'utf8' })
        .trimEnd()
        .split('\n');
    expect(ask('--qf', '%{NAME} %{VERSION} %{ARCH} %{BUILDHOST} %{SUMMARY}\n')).toEqual([
      'passerelle 1.2.3 x86_64 localhost 100 % du dossier',
    ]);
    expect(ask('--qf', '[%{FILENAMES}|%{FILEMODES:perms}|%{FILEUSERNAME}\n]')).toEqual([
      '/opt/Passerelle d’essai|drwxr-xr-x|root',
      '/opt/Passerelle d’essai/chrome-sandbox|-rwxr-xr-x|root',
      '/opt/Passerelle d’essai/passerelle|-rwxr-xr-x|root',
      '/opt/Passerelle d’essai/resources|drwxr-xr-x|root',
      '/opt/Passerelle d’essai/resources/100 % app.asar|-rw-r--r--|root',
      '/usr/share/applications/passerelle.desktop|-rw-r--r--|root',
    ]);
    expect(ask('--requires').filter((name) => !name.startsWith('rpmlib('))).toEqual(
      expect.arrayContaining(['/bin/bash', 'gtk3', 'nss']),
    );
    const scripts = ask('--scripts').join('\n');
    expect(scripts).toContain("echo '%{installed}'");
    // rpm says 0 or 1, never Debian's `purge`.
    expect(scripts).toMatch(/postuninstall scriptlet \(using \/bin\/bash\):\n\[ "\$1" = 0 \] \|\| exit 0\n/);
  },
);

it('packs by no compression and for no processor that rpmbuild does not know', () => {
  expect(() => writeRpm({ ...anOrder(), architecture: 'riscv' }, 'gzip')).toThrow('rpmbuild knows no gzip or riscv');
  expect(() => writeRpm(anOrder(), 'lzo')).toThrow('rpmbuild knows no lzo');
});
