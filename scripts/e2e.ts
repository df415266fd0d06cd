import { buildApp } from './build/build-app.ts';
import { root } from './check/step.ts';
import { runPlaywright } from './session/playwright.ts';
import { resolveElectron } from './setup/electron-runtime.ts';
import { ensureSystemPackages } from './setup/system-packages.ts';

// `npm run e2e -- [--no-build] [what Playwright takes]`: the window tests, or some of them.
const args = process.argv.slice(2);
ensureSystemPackages(['app', 'virtual', 'test']);
await resolveElectron(root);
if (!args.includes('--no-build')) await buildApp(root);
process.exitCode = await runPlaywright(root, { args: args.filter((argument) => argument !== '--no-build') });
