import type { z } from 'zod';
import type { Result } from '../../../contracts/failure.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { releaseRows } from '../../../contracts/updates.ts';

/** The releases and what was done with them, as the hospital answers. */
export type ReleaseList = z.output<(typeof releaseRows)['release/list']['output']>;
/** One deed, by whom and when. */
export type Deed = ReleaseList['deeds'][number];

/** The releases, and how many PCs stay behind or failed. */
export interface Releases {
  readonly list: ReleaseList;
  readonly behind: number;
  readonly failed: number;
}

/** Reads all that stands beside the queues; the first failure is the answer. */
export async function readReleases(ask: Bridge['ask']): Promise<Result<Releases>> {
  const [list, behind, failed] = await Promise.all([
    ask('release/list', {}),
    ask('release/pcs', { search: '', only: 'behind' }),
    ask('release/pcs', { search: '', only: 'failed' }),
  ]);
  if (!list.ok) return list;
  if (!behind.ok) return behind;
  if (!failed.ok) return failed;
  return { ok: true, value: { list: list.value, behind: behind.value.total, failed: failed.value.total } };
}
