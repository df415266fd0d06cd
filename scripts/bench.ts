import { globSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buildApp } from './build/build-app.ts';
import { root } from './check/step.ts';
import { runUnprivileged } from './session/run-unprivileged.ts';
import { resolveElectron } from './setup/electron-runtime.ts';
import { ensureSystemPackages } from './setup/system-packages.ts';

// `npm run bench [-- start viewer … --quick]`: tables of ratios and bench-results/<name>.json; what begins with -- is for the
// benchmarks. A benchmark fails nobody: its numbers never make this command fail, only a benchmark that cannot run does.
const FOLDER = join(root, 'test', 'bench');
/** What the folder holds beside benchmarks. */
const PARTS = ['run', 'table'];

async function bench(args: readonly string[]): Promise<number> {
  const flags = args.filter((one) => one.startsWith('--'));
  const wanted = args.filter((one) => !one.startsWith('--'));
  const files = globSync('*.ts', { cwd: FOLDER }).map((file) => basename(file, '.ts'));
  const known = files.filter((name) => !PARTS.includes(name) && !name.includes('.')).sort();
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Error(`There is no benchmark ${unknown.join(', ')}; there are ${known.join(', ')}.`);
  ensureSystemPackages(['app', 'virtual']);
  if (process.getuid?.() === 0 && (wanted.length === 0 || wanted.includes('wire')))
    ensureSystemPackages(['test'], [{ purpose: 'test', probe: { command: 'nginx' }, packages: ['nginx-light'] }]);
  await resolveElectron(root);
  await buildApp(root);
  mkdirSync(join(root, 'bench-results'), { recursive: true });
  let worst = 0;
  for (const name of wanted.length > 0 ? wanted : known) {
    console.log(`\n── ${name} ──`);
    const command = [process.execPath, ...process.execArgv, join(FOLDER, 'run.ts'), name, ...flags] as const;
    worst = Math.max(worst, await runUnprivileged([...command], { processes: 'own', cwd: root, stdio: 'inherit' }));
  }
  return worst;
}

process.exitCode = await bench(process.argv.slice(2)).catch((error: unknown) => {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  return 1;
});
