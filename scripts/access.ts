import { root } from './check/step.ts';
import { runPlaywright } from './session/playwright.ts';
import { resolveElectron } from './setup/electron-runtime.ts';
import { ensureSystemPackages } from './setup/system-packages.ts';

// `npm run access [-- --quick] [--languages de,nl] [beginning of a scenario's name …]`: every screen of the preview, in every state and language, along the ways of
// test/e2e/ways.ts: axe (WCAG 2.2 AA), texts that are cut at 1366 × 768 and at 200 %, high contrast, reduced motion, sentences of another language; at the
// end, when nothing was left out, what no scenario shows. `--quick` asks axe in the first language alone. `ACCESS_SHOTS=<folder>` keeps a picture of each look. Ends with 1 when something is at fault.
const args = process.argv.slice(2).filter((arg) => arg !== '--quick');
const at = args.indexOf('--languages');
const chosen = args.filter((_, place) => at < 0 || (place !== at && place !== at + 1));
process.env['ACCESS'] = 'all';
if (process.argv.includes('--quick')) process.env['ACCESS_QUICK'] = '1';
if (at >= 0) process.env['ACCESS_LANGUAGES'] = args[at + 1] ?? '';
if (chosen.length > 0) process.env['ACCESS_ONLY'] = chosen.join(',');
ensureSystemPackages(['app', 'virtual', 'test']);
await resolveElectron(root);
process.exitCode = await runPlaywright(root, { args: ['access.spec'] });
