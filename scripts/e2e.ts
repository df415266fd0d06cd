import { join } from 'node:path';
import { buildApp } from './build/build-app.ts';
import { root } from './check/step.ts';
import { runUnprivileged } from './session/run-unprivileged.ts';
import { resolveElectron } from './setup/electron-runtime.ts';
import { ensureSystemPackages } from './setup/system-packages.ts';

// `npm run e2e -- [--no-build] [what Playwright takes]`: the window tests, or some of them.
const args = process.argv.slice(2);
ensureSystemPackages(['app', 'virtual', 'test']);
await resolveElectron(root);
if (!args.includes('--no-build')) await buildApp(root);
const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
process.exitCode = await runUnprivileged(
  [process.execPath, playwright, 'test', ...args.filter((argument) => argument !== '--no-build')],
  { processes: 'own', cwd: root, stdio: 'inherit' },
);
