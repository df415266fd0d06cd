import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './check/step.ts';

// `npm run record-calls`, at each release: what the app of this version asks and reads, for the tests of every later API (docs/compatibility.md).
const file = join(root, 'test', 'contracts', 'record-calls.ts');
process.exitCode =
  spawnSync(process.execPath, [...process.execArgv, file], { cwd: root, stdio: 'inherit' }).status ?? 1;
