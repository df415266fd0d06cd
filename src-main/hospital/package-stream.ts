import type { Readable } from 'node:stream';
import { ExpectedFailure } from '../../contracts/failure.ts';

/** Which bytes of a release's package are asked for. */
export interface PackageWanted {
  readonly sha256: string;
  /** The first byte that is missing here. */
  readonly from: number;
}

/** Bytes of a package as they come. */
export interface PackageStream {
  readonly stream: Readable;
  /** The first byte that comes: the one asked for, or 0 where the hospital begins anew. */
  readonly from: number;
}

/** The headers of that question; the bytes are wanted as they lie on the disk. A package's mark is its hash, so that two are never joined. */
export function toRangeHeaders({ sha256, from }: PackageWanted): Record<string, string> {
  return {
    'accept-encoding': 'identity',
    ...(from === 0 ? {} : { range: `bytes=${from}-`, 'if-range': `"${sha256}"` }),
  };
}

/** Where the bytes of an answer begin. A part that is not the one asked for is a `conflict`. */
export function readFirstByte(status: number, contentRange: string | undefined, { from }: PackageWanted): number {
  if (status === 200) return 0;
  const first = /^bytes (\d{1,10})-/.exec(contentRange ?? '')?.[1];
  if (first === undefined || Number(first) !== from) throw new ExpectedFailure('conflict');
  return from;
}
