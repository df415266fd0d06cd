import { createHash, type Hash } from 'node:crypto';
import type { BlobSink } from '../deps.ts';
import { type InstanceFacts, readInstanceFacts } from './instance-facts.ts';
import { Unreadable } from './parse-part10.ts';

/** An instance whose bytes are on the disk. */
export interface ArrivedInstance {
  readonly facts: InstanceFacts;
  readonly sha256: string;
  readonly bytes: number;
  /** SHA-256 of the data set alone: the same object through two doors has two headers. Null where the header does not tell its length. */
  readonly dataSet: string | null;
}

/** A file that cannot be filed for what it is: a word of why; its bytes are kept unless it was too long. */
export interface UnreadableInstance {
  readonly unreadable: string;
  readonly kept: { readonly sha256: string; readonly bytes: number } | null;
}

/** What a door received. */
export type Arrival = ArrivedInstance | UnreadableInstance;

const HEADER_AT_MOST = 16 * 1024 * 1024;
const INSTANCE_AT_MOST = 2 * 1024 * 1024 * 1024;
/** Where the value of (0002,0000) ends, that counts the rest of the File Meta Information (PS3.10 7.1). */
const META_AT = 144;

/** Streams one Part 10 file into a sink and reads what it says of itself; the sink is finished, or aborted when the file breaks off. */
export async function receiveInstance(sink: BlobSink, chunks: AsyncIterable<Buffer>): Promise<Arrival> {
  try {
    const head: Buffer[] = [];
    const dataSet = openDataSetHash();
    let [held, size] = [0, 0];
    for await (const chunk of chunks) {
      dataSet.update(chunk, size);
      size += chunk.length;
      if (size > INSTANCE_AT_MOST) {
        await sink.abort();
        return { unreadable: 'too-long', kept: null };
      }
      await sink.write(chunk);
      if (held < HEADER_AT_MOST) {
        head.push(chunk);
        held += chunk.length;
      }
    }
    const read = orReason(() => readInstanceFacts(Buffer.concat(head), size));
    const kept = await sink.finish();
    return 'unreadable' in read
      ? { unreadable: read.unreadable, kept }
      : { facts: read.facts, ...kept, dataSet: dataSet.finish() };
  } catch (error) {
    await sink.abort();
    throw error;
  }
}

/** For a file that lies there already. */
export function openKnownSink(kept: { readonly sha256: string; readonly bytes: number }): BlobSink {
  return { write: () => Promise.resolve(), finish: () => Promise.resolve(kept), abort: () => Promise.resolve() };
}

/** For a file that stays where it is: its hash and size alone. */
export function openHashSink(): BlobSink {
  const hash = createHash('sha256');
  let bytes = 0;
  return {
    write: (chunk) => {
      hash.update(chunk);
      bytes += chunk.byteLength;
      return Promise.resolve();
    },
    finish: () => Promise.resolve({ sha256: hash.digest('hex'), bytes }),
    abort: () => Promise.resolve(),
  };
}

function orReason(read: () => InstanceFacts): { facts: InstanceFacts } | { unreadable: string } {
  try {
    return { facts: read() };
  } catch (error) {
    if (error instanceof Unreadable) return { unreadable: error.reason };
    throw error;
  }
}

/** Hashes what follows the File Meta Information, whose length stands in its first element. */
function openDataSetHash(): { update(chunk: Buffer, at: number): void; finish(): string | null } {
  let begin: Buffer = Buffer.alloc(0);
  let from: number | null = null;
  let hash: Hash | null = null;
  const hashFrom = (chunk: Buffer, at: number): void => {
    if (from !== null && at + chunk.length > from) hash?.update(chunk.subarray(Math.max(0, from - at)));
  };
  return {
    update: (chunk, at) => {
      if (from !== null) return hashFrom(chunk, at);
      begin = begin.length === 0 ? chunk : Buffer.concat([begin, chunk]);
      if (begin.length < META_AT) return;
      const known = begin.toString('latin1', 128, 132) === 'DICM' && begin.readUInt32LE(132) === 0x0000_0002;
      from = known ? META_AT + begin.readUInt32LE(META_AT - 4) : Number.POSITIVE_INFINITY;
      hash = createHash('sha256');
      hashFrom(begin, 0);
    },
    finish: () => (from === null || from === Number.POSITIVE_INFINITY ? null : (hash?.digest('hex') ?? null)),
  };
}
