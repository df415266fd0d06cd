import { ExpectedFailure } from '../../contracts/failure.ts';
import type { HospitalClient } from '../hospital/client.ts';
import type { VaultClient } from '../vault/vault-client.ts';
import type { CopyRoom } from './copy-room.ts';
import type { FetchItem } from './fetch-queue.ts';
import { toOwnBytes } from './own-bytes.ts';

/** What fetching one item needs. */
export interface FetchParts {
  readonly isOnline: () => boolean;
  readonly client: () => HospitalClient;
  readonly vault: VaultClient;
  readonly room: Pick<CopyRoom, 'take'>;
}

/** Fetches one document or image and stores it, once there is room for it: what finds none is not asked for over the line. */
export function openFetchItem({ isOnline, client, vault, room }: FetchParts): FetchItem {
  return async (patient, item, signal, need) => {
    if (!isOnline()) throw new ExpectedFailure('offline');
    // Who is copied ahead has taken his room with his turn; documents of a record that was opened are small, and what it is opened for.
    if (need !== 'ahead') await room.take(patient, item, item.kind === 'resource' ? 'screen' : need);
    const bytes =
      item.kind === 'resource'
        ? await client().readResource(item.ref, signal)
        : await client().readInstance(item, signal);
    await vault.order('store', { patient, item, bytes: toOwnBytes(bytes) });
  };
}
