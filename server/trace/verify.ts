import { CHAIN_START, isStateMac, toEntryHash } from './chain.ts';
import { type Head, readHead, toPrevious } from './heads.ts';

/** A writer as the database holds it. */
export interface StoredWriter {
  readonly number: number;
  readonly seq: number;
  readonly hash: Buffer;
  readonly mac: Buffer;
}

/** An entry as the database holds it. */
export interface StoredEntry {
  readonly seq: number;
  readonly body: string;
  readonly hash: Buffer;
}

/** What the verification reads; `readEntries` answers in order of seq, a page at a time. */
export interface StoredTrace {
  readWriters(): Promise<readonly StoredWriter[]>;
  readEntries(writer: number, after: number, limit: number): Promise<readonly StoredEntry[]>;
  /** Entries of all writers, known or not. */
  countEntries(): Promise<number>;
}

/** What it verifies with: signed lines of `heads.log` and the heads that were printed or mailed. */
export interface Evidence {
  readonly traceKey: Buffer;
  readonly headKeyPem: string;
  readonly logLines: readonly string[];
  readonly heads: readonly string[];
}

/** What is wrong, one sentence each; nothing when the trace is whole. */
export interface Verdict {
  readonly entries: number;
  readonly writers: number;
  readonly faults: readonly string[];
}

const PAGE = 5_000;

/** Recomputes every chain from its exact texts and compares with the writers' states and every signed head. */
export async function verifyTrace(stored: StoredTrace, evidence: Evidence): Promise<Verdict> {
  const faults: string[] = [];
  const claims = readClaims(evidence, faults);
  const writers = await stored.readWriters();
  let entries = 0;

  writers.forEach(({ number }, index) => {
    const expected = (writers[index - 1]?.number ?? 0) + 1;
    if (number !== expected) faults.push(`writer ${expected} is missing`);
  });
  const present = new Set(writers.map(({ number }) => number));
  for (const number of claims.keys())
    if (!present.has(number)) faults.push(`writer ${number} stands in a signed head and is missing`);

  for (const writer of writers) {
    if (!isStateMac(evidence.traceKey, writer, writer.mac))
      faults.push(`writer ${writer.number}: its state was altered`);
    const claimed = claims.get(writer.number) ?? new Map<number, string>();
    let seq = 0;
    let hash: Buffer = CHAIN_START;
    let broken = false;
    for (;;) {
      const page = await stored.readEntries(writer.number, seq, PAGE);
      for (const entry of page) {
        const right = toEntryHash(hash, entry.body);
        if (!broken && (entry.seq !== seq + 1 || !right.equals(entry.hash) || !isItself(entry, writer.number))) {
          faults.push(`writer ${writer.number}: entry ${entry.seq} does not follow from the one before it`);
          broken = true;
        }
        const head = claimed.get(entry.seq);
        if (head !== undefined && head !== entry.hash.toString('hex'))
          faults.push(`writer ${writer.number}: entry ${entry.seq} is not the one that a head was signed over`);
        claimed.delete(entry.seq);
        seq = entry.seq;
        hash = entry.hash;
        entries += 1;
      }
      if (page.length < PAGE) break;
    }
    if (seq !== writer.seq || !hash.equals(writer.hash))
      faults.push(`writer ${writer.number}: ends at ${seq}, not at ${writer.seq}`);
    for (const missing of claimed.keys())
      if (missing > 0) faults.push(`writer ${writer.number}: entry ${missing} stands in a signed head and is missing`);
  }
  const all = await stored.countEntries();
  if (all !== entries) faults.push(`${all - entries} entries belong to no writer`);
  return { entries, writers: writers.length, faults };
}

/** The body repeats its own place, so that no entry can stand for another. */
function isItself({ seq, body }: StoredEntry, writer: number): boolean {
  try {
    const text = JSON.parse(body) as { writer?: unknown; seq?: unknown };
    return text.writer === writer && text.seq === seq;
  } catch {
    return false;
  }
}

/** Every (writer, seq, hash) that some signed head claims. */
function readClaims({ headKeyPem, logLines, heads }: Evidence, faults: string[]): Map<number, Map<number, string>> {
  const claims = new Map<number, Map<number, string>>();
  const take = ({ writers }: Head, source: string): void => {
    for (const { number, seq, hash } of writers) {
      const known = claims.get(number) ?? new Map<number, string>();
      if ((known.get(seq) ?? hash) !== hash)
        faults.push(`${source} contradicts another head at writer ${number}, entry ${seq}`);
      claims.set(number, known.set(seq, hash));
    }
  };
  logLines.forEach((line, index) => {
    const head = readHead(line, headKeyPem);
    const name = `line ${index + 1} of heads.log`;
    if (head === null) faults.push(`${name} is not signed by the hospital`);
    else if (head.previous !== toPrevious(logLines.slice(0, index)))
      faults.push(`${name} does not follow the line before it`);
    else take(head, name);
  });
  for (const text of heads) {
    const head = readHead(text.trim(), headKeyPem);
    if (head === null) faults.push('the given head is not signed by the hospital');
    else take(head, 'the given head');
  }
  return claims;
}
