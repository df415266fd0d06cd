import { chownSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { CommandRefused } from './command.ts';

/** Account that a package's unit runs as. */
const ACCOUNT = 'passerelle';

/**
 * As root, becomes the account that owns the data folder, for good: what a command writes then belongs to the server, and PostgreSQL runs
 * as it does under the unit. Nothing happens for anybody else, and where root owns the folder.
 */
export function becomeOwner(data: string): void {
  if (process.getuid?.() !== 0) return;
  const owner = existsSync(data) ? statSync(data) : prepare(data);
  if (owner === null || owner.uid === 0) return;
  process.setgroups?.([owner.gid]);
  process.setgid?.(owner.gid);
  process.setuid?.(owner.uid);
  process.umask(0o077);
  if (process.getuid?.() === 0) throw new CommandRefused('This process could not leave root.');
}

/** Makes the folder for the package's account, where there is one. */
function prepare(data: string): { readonly uid: number; readonly gid: number } | null {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((text) => text.split(':'))
    .find(([name]) => name === ACCOUNT);
  if (line === undefined) return null;
  const account = { uid: Number(line[2]), gid: Number(line[3]) };
  mkdirSync(dirname(data), { recursive: true, mode: 0o755 });
  mkdirSync(data, { mode: 0o700 });
  chownSync(data, account.uid, account.gid);
  return account;
}
