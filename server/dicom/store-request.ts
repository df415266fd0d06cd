import { ExpectedFailure } from '../../contracts/failure.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { fileInstances, type Filing } from './file-instances.ts';
import { readMultipart } from './multipart.ts';
import { type Arrival, receiveInstance } from './receive-instance.ts';

/** What a STOW request brought, and what became of it. */
export interface StoreResult {
  /** What was readable. */
  readonly filed: readonly Filing[];
  /** Parts that could not be read, in order, with the reason. */
  readonly unreadable: readonly string[];
}

const MOST_INSTANCES = 5000;

/** Takes a STOW-RS body: each part is streamed to the disk, read, and all are filed in one transaction. */
export async function storeRequest(
  deps: Pick<Deps, 'database' | 'blobs' | 'secrets' | 'settings'>,
  caller: Caller,
  body: AsyncIterable<Buffer>,
  boundary: string,
): Promise<StoreResult> {
  const arrivals: Arrival[] = [];
  for await (const { headers, chunks } of readMultipart(body, boundary)) {
    if (arrivals.length >= MOST_INSTANCES) throw new ExpectedFailure('input-invalid');
    arrivals.push(
      /^application\/dicom\b/i.test(headers.get('content-type') ?? 'application/dicom')
        ? await receiveInstance(await deps.blobs.sink(), chunks)
        : { unreadable: 'content-type', kept: null },
    );
  }
  const filings = await fileInstances(deps, caller, { door: 'stow', sender: '', defer: false }, arrivals);
  return {
    filed: filings.filter(({ instance }) => 'facts' in instance),
    unreadable: arrivals.flatMap((arrival) => ('unreadable' in arrival ? [arrival.unreadable] : [])),
  };
}
