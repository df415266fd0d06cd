import { execFileSync } from 'node:child_process';
import { join, relative } from 'node:path';
import { root } from './check/step.ts';
import { INSTALLERS, type PackageOutcome, packageDesktop } from './package/desktop.ts';
import { listUpdateKeys, readUpdateKeys } from './package/updater.ts';
import { hashFile, writeServerPackage } from './package/server-package.ts';

// `npm run package [-- server deb rpm AppImage nsis dmg]`: everything that is handed out, or some of it. Builds what this machine can
// build and says of the rest why it cannot; ends with 1 when something that was asked for by name was not built.

/** Time of every file in the server's package: `SOURCE_DATE_EPOCH`, else that of the last commit, so that the same commit makes the same bytes. */
function readTime(): number {
  const given = process.env['SOURCE_DATE_EPOCH'];
  if (given !== undefined) return Number(given);
  try {
    return Number(execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: root, encoding: 'utf8' }).trim());
  } catch {
    return 0;
  }
}

async function packageServer(): Promise<PackageOutcome> {
  return { name: 'server', file: await writeServerPackage(root, join(root, 'dist'), readTime()), whyNot: null };
}

/** Whether this Debian package can be updated, and by whose signature: read from the package itself. */
function tellUpdates(deb: string): string {
  const keys = listUpdateKeys(deb);
  if (keys.length !== readUpdateKeys().size) throw new Error(`${deb} does not carry the keys that it should.`);
  if (keys.length > 0) return `  Updates: it takes releases signed by ${keys.join(' or ')}.`;
  return '  Updates: none, it carries no key (PASSERELLE_UPDATE_KEYS names the folder of the public keys).';
}

const names = ['server', ...INSTALLERS];
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`✗ There is no package ${unknown.join(', ')}; there are: ${names.join(', ')}.`);
  process.exitCode = 2;
} else {
  const wished = asked.length === 0 ? names : asked;
  const outcomes = [
    ...(wished.includes('server') ? [await packageServer()] : []),
    ...(await packageDesktop(root, { targets: wished })),
  ];
  for (const { name, file, whyNot } of outcomes)
    console.log(
      file === null
        ? `– ${name}: ${whyNot ?? 'the build left no file'}`
        : `✓ ${name}: ${relative(root, file)}\n  SHA-256 ${await hashFile(file)}`,
    );
  const deb = outcomes.find(({ name }) => name === 'deb')?.file ?? null;
  if (deb !== null) console.log(tellUpdates(deb));
  if (outcomes.some(({ file, whyNot }) => file === null && (whyNot === null || asked.length > 0))) process.exitCode = 1;
}
