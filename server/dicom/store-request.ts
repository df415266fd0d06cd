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

/** Takes a STOW-RS body: each part is streamed to the disk, read, and all are filed in one transaction. `study`: the one that the address names. */
export async function storeRequest(
  deps: Pick<Deps, 'database' | 'blobs' | 'secrets' | 'settings'>,
  caller: Caller,
  body: AsyncIterable<Buffer>,
  boundary: string,
  study: string | null,
): Promise<StoreResult> {
  const arrivals: Arrival[] = [];
  for await (const { headers, chunks } of readMultipart(body, boundary)) {
    if (arrivals.length >= MOST_INSTANCES) throw new ExpectedFailure('input-invalid');
    arrivals.push(
      /^application\/dicom\b/i.test(headers.get('content-type') ?? 'application/dicom')
        ? toNamed(await receiveInstance(await deps.blobs.sink(), chunks), study)
        : { unreadable: 'content-type', kept: null },
    );
  }
  const filings = await fileInstances(deps, caller, { door: 'stow', sender: '', defer: false }, arrivals);
  return {
    filed: filings.filter(({ instance }) => 'facts' in instance),
    unreadable: arrivals.flatMap((arrival) => ('unreadable' in arrival ? [arrival.unreadable] : [])),
  };
}

/** An instance of another study than the address names contradicts its sender (PS3.18 10.5.2): it is kept aside. */
function toNamed(arrival: Arrival, study: string | null): Arrival {
  if (study === null || 'unreadable' in arrival || arrival.facts.study === study) return arrival;
  const { sha256, bytes } = arrival;
  return { unreadable: 'sop-mismatch', kept: { sha256, bytes } };
}
