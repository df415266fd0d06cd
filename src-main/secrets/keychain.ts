import { ExpectedFailure } from '../../contracts/failure.ts';
import type { Log } from '../log/log.ts';

/** What this app uses of keytar. `findCredentials` is left out on purpose: on a locked keyring it crashes the process. */
export interface KeychainProvider {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

/** The only place of this PC that keeps a secret. Every call may throw `keychain-absent`, `-locked` or `-timeout`. */
export interface Keychain {
  /** Tells a locked keychain from an empty one by writing and reading a canary; throws the reason when it cannot be used. */
  assertUsable(): Promise<void>;
  read(name: string): Promise<string | null>;
  write(name: string, secret: string): Promise<void>;
  remove(name: string): Promise<void>;
}

/** What a Windows credential can hold, in bytes: the tightest of the three systems. */
export const largestSecret = 2560;

const SERVICE = 'Passerelle';
const LOCKED = /locked collection|is locked|user interaction is not allowed|-25308/i;

function toKeychainFailure(cause: unknown): ExpectedFailure {
  if (cause instanceof ExpectedFailure) return cause;
  const message = cause instanceof Error ? cause.message : '';
  return new ExpectedFailure(LOCKED.test(message) ? 'keychain-locked' : 'keychain-absent', { cause });
}

function withTimeout<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new ExpectedFailure('keychain-timeout')), milliseconds);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/**
 * Opens the OS keychain through `load` (keytar, loaded late: a broken library is an absent keychain). Names are prefixed with
 * `installation`, so that two user-data folders of one account never share a secret. Nothing ever falls back to a file.
 */
export function openKeychain(
  load: () => Promise<KeychainProvider>,
  installation: string,
  log: Log,
  timeout = 6000,
): Keychain {
  let provider: Promise<KeychainProvider> | undefined;
  async function use<T>(work: (keychain: KeychainProvider) => Promise<T>): Promise<T> {
    try {
      provider ??= load();
      return await withTimeout(provider.then(work), timeout);
    } catch (cause) {
      const failure = toKeychainFailure(cause);
      log.write('keychain/failed', { code: failure.code }, cause);
      throw failure;
    }
  }
  const account = (name: string): string => `${installation}/${name}`;
  return {
    async assertUsable() {
      const canary = `canary ${Date.now()}`;
      await use((keychain) => keychain.setPassword(SERVICE, account('canary'), canary));
      const back = await use((keychain) => keychain.getPassword(SERVICE, account('canary')));
      if (back !== canary) throw new ExpectedFailure('keychain-locked');
    },
    read: (name) => use((keychain) => keychain.getPassword(SERVICE, account(name))),
    async write(name, secret) {
      if (Buffer.byteLength(secret) > largestSecret) throw new Error('secret larger than a keychain entry');
      await use((keychain) => keychain.setPassword(SERVICE, account(name), secret));
    },
    async remove(name) {
      await use((keychain) => keychain.deletePassword(SERVICE, account(name)));
    },
  };
}
