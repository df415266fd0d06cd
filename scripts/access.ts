import { root } from './check/step.ts';
import { runPlaywright } from './session/playwright.ts';
import { resolveElectron } from './setup/electron-runtime.ts';
import { ensureSystemPackages } from './setup/system-packages.ts';

// `npm run access [-- --languages de,nl] [scenario …]`: every screen of the preview, in every state and language: axe (WCAG 2.2 AA), texts that are cut
// at 1366 × 768 and at 200 %, high contrast, reduced motion. Ends with 1 when something cannot be read.
const args = process.argv.slice(2);
const at = args.indexOf('--languages');
const chosen = args.filter((_, place) => at < 0 || (place !== at && place !== at + 1));
process.env['ACCESS'] = 'all';
if (at >= 0) process.env['ACCESS_LANGUAGES'] = args[at + 1] ?? '';
if (chosen.length > 0) process.env['ACCESS_ONLY'] = chosen.join(',');
ensureSystemPackages(['app', 'virtual', 'test']);
await resolveElectron(root);
process.exitCode = await runPlaywright(root, { args: ['access.spec'] });
