import { createHash, type KeyObject, verify } from 'node:crypto';
import { ExpectedFailure } from '../../contracts/failure.ts';
import { JournalLine } from '../../contracts/mirror.ts';

/** A line as the PC sent it. */
export interface SentLine {
  readonly signed: string;
  readonly signature: string;
}

/** A line that its PC's key signed. */
export interface ReadLine extends SentLine {
  readonly line: JournalLine;
}

const NO_LINE = '0'.repeat(64);

/** What the next line's `previous` must be. */
export function toLineHash(signed: string | null): string {
  return signed === null ? NO_LINE : createHash('sha256').update(signed, 'utf8').digest('hex');
}

/**
 * Reads lines that must be signed by `key`, numbered without gaps and each chained to the one before it inside the upload; refuses
 * `journal-refused`. The first is compared with what is held by the caller.
 */
export function readJournalUpload(lines: readonly SentLine[], key: KeyObject): readonly ReadLine[] {
  const read: ReadLine[] = [];
  for (const { signed, signature } of lines) {
    const raw = Buffer.from(signature, 'base64url');
    const right = verify('sha256', Buffer.from(signed, 'utf8'), { key, dsaEncoding: 'ieee-p1363' }, raw);
    const line = right ? JournalLine.safeParse(parse(signed)) : null;
    if (line === null || !line.success) throw new ExpectedFailure('journal-refused');
    const before = read.at(-1);
    if (before !== undefined && !follows(line.data, before.line.number, before.signed))
      throw new ExpectedFailure('journal-refused');
    read.push({ signed, signature, line: line.data });
  }
  return read;
}

/** True when `line` is the one right after number `number`, whose text is `signed`. */
export function follows(line: JournalLine, number: number, signed: string | null): boolean {
  return line.number === number + 1 && line.previous === toLineHash(signed);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
