import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './check/step.ts';
import { hashFile, writeServerPackage } from './package/server-package.ts';

/** What can be packaged; a new part is a line here. */
const parts: Readonly<Record<string, () => Promise<string>>> = {
  server: () => writeServerPackage(root, join(root, 'dist'), readTime()),
};

/** Time of every file in a package: `SOURCE_DATE_EPOCH`, else that of the last commit, so that the same commit makes the same bytes. */
function readTime(): number {
  const given = process.env['SOURCE_DATE_EPOCH'];
  if (given !== undefined) return Number(given);
  try {
    return Number(execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: root, encoding: 'utf8' }).trim());
  } catch {
    return 0;
  }
}

const wished = process.argv.slice(2);
for (const name of wished.length === 0 ? Object.keys(parts) : wished) {
  const make = parts[name];
  if (make === undefined) {
    console.error(`✗ There is no part ${name}; there are: ${Object.keys(parts).join(', ')}.`);
    process.exitCode = 2;
    break;
  }
  const path = await make();
  console.log(`✓ ${path}\n  SHA-256 ${await hashFile(path)}`);
}
