import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** The part of package-lock.json that names what is installed for production. */
const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      name: z.string().optional(),
      version: z.string().optional(),
      license: z.string().optional(),
      dev: z.boolean().optional(),
    }),
  ),
});

/** What stands in the installed application about others' work: the bill of materials (CycloneDX) and every licence, as one page. */
export function writeNotices(root: string): void {
  const folder = join(root, 'build', 'notices');
  mkdirSync(folder, { recursive: true });
  const bill = execFileSync(
    'npm',
    ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--sbom-type', 'application', '--omit', 'dev'],
    {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 << 20,
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  writeFileSync(join(folder, 'sbom.cdx.json'), bill);
  writeFileSync(join(folder, 'licences.txt'), writeLicences(root));
}

/** Every package of production with its version, its licence's name and its licence's text where it brings one. */
export function writeLicences(root: string): string {
  const { packages } = Lock.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const chapters = Object.entries(packages)
    .filter(([path, one]) => path !== '' && one.dev !== true && existsSync(join(root, path)))
    .map(([path, one]) => {
      const name = one.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      return `${name} ${one.version ?? ''} — ${one.license ?? 'licence in its text'}\n\n${readLicence(join(root, path))}`;
    });
  const line = `\n${'-'.repeat(80)}\n`;
  return `Passerelle contains the work of others, under these licences. Electron's and Chromium's stand beside the program.\n${line}${chapters.join(line)}`;
}

function readLicence(folder: string): string {
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying|notice)(\.|-|$)/i.test(name));
  return file === undefined
    ? '(the package brings no text of its own)'
    : readFileSync(join(folder, file), 'utf8').trim();
}
