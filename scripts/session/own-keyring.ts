import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openKeyringSession } from './keyring.ts';

/** The keyring that the demonstration's app uses, and how to leave it. */
export interface OwnKeyring {
  readonly environment: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

/**
 * The user's own keyring where there is a desktop session. Root has none, and inside a user namespace its bus would not
 * know it: there the demonstration gets a gnome-keyring of its own below its data folder, kept from start to start.
 */
export async function openOwnKeyring(data: string): Promise<OwnKeyring> {
  const isOwn = process.platform !== 'linux' || (process.env['DBUS_SESSION_BUS_ADDRESS'] && !isInsideNamespace());
  if (isOwn) return { environment: {}, stop: () => Promise.resolve() };
  const folder = join(data, 'keyring');
  const passwordFile = join(data, 'keyring-password');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(passwordFile)) writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  return openKeyringSession('unlocked', { folder, password: readFileSync(passwordFile, 'utf8') });
}

/** In the machine's own namespace every id stands for itself. */
function isInsideNamespace(): boolean {
  return !/^\s*0\s+0\s+4294967295\s*$/.test(readFileSync('/proc/self/uid_map', 'utf8'));
}
