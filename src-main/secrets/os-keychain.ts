import type { Log } from '../log/log.ts';
import { type Keychain, openKeychain } from './keychain.ts';

/** The keychain of this operating system account: Windows Credential Manager, macOS Keychain, or a Secret Service. */
export function openOsKeychain(installation: string, log: Log): Keychain {
  return openKeychain(async () => (await import('keytar')).default, installation, log);
}
