import { ExpectedFailure, type FailureCode } from '../../contracts/failure.ts';
import type { HospitalClient } from '../hospital/client.ts';
import type { Log } from '../log/log.ts';
import type { CopyState } from '../vault/vault-shape.ts';
import type { VaultClient } from '../vault/vault-client.ts';
import { NoRoom } from './copy-room.ts';
import { fetchBulk, toCopyRank } from './fetch-bulk.ts';
import type { FetchQueue } from './fetch-queue.ts';
import { withResolvers } from './with-resolvers.ts';

/** Why a copy is not whole: a failure, or what copies may take of the disk is used up. */
export type WaitingReason = FailureCode | 'disk-budget';

/** How far a comparison has got. */
export type SyncState =
  | { readonly state: 'up-to-date' }
  | { readonly state: 'copying'; readonly done: number; readonly total: number }
  | { readonly state: 'waiting'; readonly reason: WaitingReason };

/** What one run needs. */
export interface MirrorParts {
  readonly client: () => HospitalClient;
  readonly vault: VaultClient;
  readonly queue: FetchQueue;
  /** Sends the journal; nothing new is copied before the hospital holds what was looked at. */
  readonly sendJournal: () => Promise<void>;
  readonly log: Log;
}

/** One comparison of a patient's copy with the hospital. */
export interface MirrorRun {
  /** The manifest was compared: what is gone is gone. Rejects with the refusal. */
  readonly compared: Promise<CopyState>;
  /** Every document that could be fetched is there; images may be on their way. Rejects as `finished` does. */
  readonly documents: Promise<void>;
  /** Everything that could be fetched is there. */
  readonly finished: Promise<void>;
}

/** Codes that end the reading of a patient, as opposed to those that only delay a comparison. */
const CLOSING: ReadonlySet<FailureCode> = new Set([
  'link-not-active',
  'link-ended',
  'record-not-available',
  'account-suspended',
  'forbidden-for-role',
  'not-found',
]);

/** The code of whatever was thrown; what is no expected refusal is a bug. */
export function codeOf(cause: unknown): FailureCode {
  return cause instanceof ExpectedFailure ? cause.code : 'bug';
}

/** True when a refusal means that the record may not be read any more. */
export function isClosing(code: FailureCode): boolean {
  return CLOSING.has(code);
}

/** Compares a patient's copy with what the hospital shows, once the hospital holds what was looked at: what is gone is gone. */
export async function compareCopy(
  patient: string,
  parts: Pick<MirrorParts, 'client' | 'vault' | 'sendJournal'>,
): Promise<CopyState> {
  await parts.sendJournal();
  const manifest = await parts.client().ask('mirror/manifest', { params: { patient } });
  if (manifest.patient !== patient) throw new ExpectedFailure('patient-mismatch');
  return await parts.vault.order('compare', manifest);
}

/** Compares, fetches what is missing (documents before images) and declares the copy whole. `progress` is told as it goes. */
export function runMirror(
  patient: string,
  parts: MirrorParts,
  progress: (sync: SyncState, whole: boolean) => void,
): MirrorRun {
  // Until its documents are there, the screen waits for this patient.
  const release = parts.queue.hold();
  const documented = withResolvers();

  async function fetchAll(state: CopyState): Promise<void> {
    const total = state.total;
    let left = state.missing.length;
    let failure: WaitingReason | null = null;
    if (left > 0) progress({ state: 'copying', done: total - left, total }, false);
    const fetchOne = async (item: CopyState['missing'][number]): Promise<void> => {
      try {
        await parts.queue.fetch(patient, item);
        left -= 1;
        progress({ state: 'copying', done: total - left, total }, false);
      } catch (cause) {
        const reason =
          cause instanceof NoRoom ? cause.reason : cause instanceof ExpectedFailure ? cause.code : 'offline';
        // A thousand images that find no room are one thing to tell.
        if (failure !== reason || !(cause instanceof NoRoom))
          parts.log.write('sync/item-failed', { code: reason }, cause);
        failure ??= reason;
      }
    };
    const inBulk = new Set<CopyState['missing'][number]>();
    await fetchBulk(patient, state.missing, parts, (item) => {
      inBulk.add(item);
      left -= 1;
      progress({ state: 'copying', done: total - left, total }, false);
    });
    const rest = state.missing
      .filter((item) => !inBulk.has(item))
      .toSorted((one, other) => toCopyRank(one) - toCopyRank(other));
    const documents = rest.filter((item) => item.kind === 'resource');
    const images = rest.filter((item) => item.kind === 'instance');
    await Promise.all(documents.map(fetchOne));
    release();
    documented.resolve();
    if (documents.length + inBulk.size > 0) progress({ state: 'copying', done: total - left, total }, true);
    await Promise.all(images.map(fetchOne));
    if (failure === null) await parts.vault.order('settle', { patient });
    progress(failure === null ? { state: 'up-to-date' } : { state: 'waiting', reason: failure }, true);
  }

  const compared = compareCopy(patient, parts);
  const finished = compared.then(fetchAll).finally(release);
  finished.then(documented.resolve, documented.reject);
  documented.promise.catch(() => undefined);
  return { compared, finished, documents: documented.promise };
}

/** Why a comparison was refused; null when it was not, or not within so many milliseconds. */
export async function awaitRefusal(compared: Promise<unknown>, milliseconds: number): Promise<unknown> {
  return await Promise.race([
    compared.then(
      () => null,
      (cause: unknown) => cause,
    ),
    new Promise<null>((resolve) => setTimeout(() => resolve(null), milliseconds)),
  ]);
}
