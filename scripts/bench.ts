import { existsSync, globSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buildApp } from './build/build-app.ts';
import { root } from './check/step.ts';
import { runUnprivileged } from './session/run-unprivileged.ts';
import { resolveElectron } from './setup/electron-runtime.ts';
import { ensureSystemPackages } from './setup/system-packages.ts';

// `npm run bench [-- start viewer …]`: tables of ratios and bench-results/<name>.json. A benchmark fails nobody: its numbers
// never make this command fail, only a benchmark that cannot run does.
const FOLDER = join(root, 'test', 'bench');
const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
const wanted = process.argv.slice(2);
const known = [
  ...new Set(globSync('*.{bench,spec}.ts', { cwd: FOLDER }).map((file) => basename(file).split('.')[0] ?? '')),
].sort();
const names = wanted.length > 0 ? wanted : known;

/** A window's benchmark is a Playwright spec, the others are programs of their own. */
function toCommand(name: string): [string, ...string[]] {
  if (existsSync(join(FOLDER, `${name}.spec.ts`)))
    return [process.execPath, playwright, 'test', '--config', join(FOLDER, 'playwright.config.ts'), `${name}.spec.ts`];
  return [process.execPath, ...process.execArgv, join(FOLDER, `${name}.bench.ts`)];
}

async function bench(): Promise<number> {
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Error(`There is no benchmark ${unknown.join(', ')}; there are ${known.join(', ')}.`);
  ensureSystemPackages(['app', 'virtual']);
  await resolveElectron(root);
  await buildApp(root);
  mkdirSync(join(root, 'bench-results'), { recursive: true });
  let worst = 0;
  for (const name of names) {
    console.log(`\n── ${name} ──`);
    worst = Math.max(worst, await runUnprivileged(toCommand(name), { cwd: root, stdio: 'inherit' }));
  }
  return worst;
}

process.exitCode = await bench().catch((error: unknown) => {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  return 1;
});
