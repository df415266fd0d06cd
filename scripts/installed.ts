import { root } from './check/step.ts';
import { testInstalled } from './package/test-installed.ts';
import { toSummary } from './report/summary.ts';
import { resolveElectron } from './setup/electron-runtime.ts';
import { ensureSystemPackages } from './setup/system-packages.ts';

// `npm run installed [-- what Playwright takes]`: builds the Debian package, installs it on this machine with dpkg, drives it, replaces
// it by a newer one, removes and purges it. For CI and machines that may be changed: it wants root and CI=true.
if (process.env['CI'] !== 'true' || process.getuid?.() !== 0) {
  console.error('✗ This installs a package on this machine: run it as root with CI=true.');
  process.exitCode = 1;
} else {
  ensureSystemPackages(['app', 'virtual', 'test']);
  await resolveElectron(root);
  const outcomes = await testInstalled(root, process.argv.slice(2));
  for (const line of toSummary(outcomes)) console.log(line);
  process.exitCode = outcomes.some(({ status }) => status === 'failed') ? 1 : 0;
}
