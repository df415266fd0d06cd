import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './check/step.ts';
import { runUnprivileged } from './session/run-unprivileged.ts';

// `npm run kill [-- --seed N --count N --first N]`: kills the app's own writing (copies ahead, journal, master keys) at changes of the disk that
// the seed chooses, cut at any byte, and reads each time what is left; ends with 1 when something acknowledged is lost or something half is shown.
// `npm run kill -- update [--seed N --count N --first N]`: kills root's part of an update, and the dpkg below it, on a small PC in a folder; as root.
function readNumber(args: readonly string[], name: string, usual: number): number {
  const at = args.indexOf(`--${name}`);
  const value = at < 0 ? usual : Number(args[at + 1]);
  if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} wants a whole number.`);
  return value;
}

const args = process.argv.slice(2);
const today = Number(new Date().toISOString().slice(0, 10).replaceAll('-', ''));
const numbers = [readNumber(args, 'seed', today), readNumber(args, 'first', 0), readNumber(args, 'count', 200)];
const isUpdate = args[0] === 'update';
const file = isUpdate
  ? join(root, 'test', 'scripts', 'package', 'update-kill-run.ts')
  : join(root, 'test', 'src-main', 'vault', 'kill-run.ts');
const command = [process.execPath, ...process.execArgv, file, ...numbers.map(String)] as const;
if (!isUpdate)
  process.exitCode = await runUnprivileged([...command], { processes: 'own', cwd: root, stdio: 'inherit' });
else if (process.getuid?.() === 0)
  process.exitCode = spawnSync(command[0], command.slice(1), { cwd: root, stdio: 'inherit' }).status ?? 1;
else {
  console.error('✗ dpkg works for root alone: run this as root.');
  process.exitCode = 1;
}
