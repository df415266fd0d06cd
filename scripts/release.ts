import { readVersion } from './package/server-package.ts';
import { root } from './check/step.ts';
import { runRelease } from './release/release-command.ts';
import { SignRefused } from './release/sign-refused.ts';

// `npm run release -- key FOLDER`, `npm run release -- sign --key FILE --counter N --expires DATE --out FOLDER PACKAGE…`: the offline half of
// updates. The key is opened here, on a machine without a network, and never on the hospital's server.
try {
  await runRelease(process.argv.slice(2), {
    say: (line) => console.log(line),
    now: new Date(),
    version: readVersion(root),
  });
} catch (error) {
  if (!(error instanceof SignRefused)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
