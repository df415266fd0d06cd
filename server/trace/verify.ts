import { setImmediate as nextTurn } from 'node:timers/promises';
import type { TraceFault } from '../../contracts/trace-check.ts';
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

/** What is wrong, one sentence and one finding each; nothing when the trace is whole. */
export interface Verdict {
  readonly entries: number;
  readonly writers: number;
  readonly faults: readonly string[];
  readonly findings: readonly TraceFault[];
  /** The entry with the latest time of all that were read. */
  readonly last: { readonly writer: number; readonly seq: number; readonly at: string } | null;
}

/** How the work is cut up, for whoever does it beside other work. */
export interface Pace {
  /** Entries read and hashed at a time. */
  readonly page?: number;
  readonly onProgress?: (entries: number) => void;
}

const PAGE = 5_000;
/** Signatures checked in one go: a few milliseconds. */
const HEADS_AT_ONCE = 25;

type Report = (sentence: string, fault: TraceFault['fault'], where?: Partial<TraceFault>) => void;

/** Recomputes every chain from its exact texts and compares with the writers' states and every signed head. */
export async function verifyTrace(
  stored: StoredTrace,
  evidence: Evidence,
  { page: pageSize = PAGE, onProgress = () => undefined }: Pace = {},
): Promise<Verdict> {
  const faults: string[] = [];
  const findings: TraceFault[] = [];
  const report: Report = (sentence, fault, where = {}) => {
    faults.push(sentence);
    findings.push({ fault, writer: null, entry: null, line: null, count: null, at: null, ...where });
  };
  const claims = await readClaims(evidence, report);
  const writers = await stored.readWriters();
  let entries = 0;
  let last: Verdict['last'] = null;

  writers.forEach(({ number }, index) => {
    const expected = (writers[index - 1]?.number ?? 0) + 1;
    if (number !== expected) report(`writer ${expected} is missing`, 'writer-missing', { writer: expected });
  });
  const present = new Set(writers.map(({ number }) => number));
  for (const number of claims.keys())
    if (!present.has(number))
      report(`writer ${number} stands in a signed head and is missing`, 'writer-missing', { writer: number });

  for (const writer of writers) {
    if (!isStateMac(evidence.traceKey, writer, writer.mac))
      report(`writer ${writer.number}: its state was altered`, 'writer-altered', { writer: writer.number });
    const claimed = claims.get(writer.number) ?? new Map<number, string>();
    let seq = 0;
    let hash: Buffer = CHAIN_START;
    let broken = false;
    for (;;) {
      const page = await stored.readEntries(writer.number, seq, pageSize);
      for (const entry of page) {
        const right = toEntryHash(hash, entry.body);
        const said = readBody(entry.body);
        const where = { writer: writer.number, entry: entry.seq, at: said.at };
        const isItself = said.writer === writer.number && said.seq === entry.seq;
        if (!broken && (entry.seq !== seq + 1 || !right.equals(entry.hash) || !isItself)) {
          const name = `writer ${writer.number}: entry ${entry.seq}`;
          report(`${name} does not follow from the one before it`, 'entry-altered', where);
          broken = true;
        }
        if (said.at !== null && (last === null || said.at > last.at))
          last = { writer: writer.number, seq: entry.seq, at: said.at };
        const head = claimed.get(entry.seq);
        if (head !== undefined && head !== entry.hash.toString('hex')) {
          const name = `writer ${writer.number}: entry ${entry.seq}`;
          report(`${name} is not the one that a head was signed over`, 'entry-replaced', where);
        }
        claimed.delete(entry.seq);
        seq = entry.seq;
        hash = entry.hash;
        entries += 1;
      }
      onProgress(entries);
      if (page.length < pageSize) break;
    }
    if (seq !== writer.seq || !hash.equals(writer.hash))
      report(`writer ${writer.number}: ends at ${seq}, not at ${writer.seq}`, 'tail-cut', {
        writer: writer.number,
        entry: seq,
        count: Math.abs(writer.seq - seq),
      });
    for (const missing of claimed.keys())
      if (missing > 0)
        report(`writer ${writer.number}: entry ${missing} stands in a signed head and is missing`, 'entry-missing', {
          writer: writer.number,
          entry: missing,
        });
  }
  const all = await stored.countEntries();
  if (all !== entries)
    report(`${all - entries} entries belong to no writer`, 'entries-added', { count: Math.abs(all - entries) });
  return { entries, writers: writers.length, faults, findings, last };
}

/** The body repeats its own place, so that no entry can stand for another. */
function readBody(body: string): { readonly writer: unknown; readonly seq: unknown; readonly at: string | null } {
  try {
    const { writer, seq, at } = JSON.parse(body) as { writer?: unknown; seq?: unknown; at?: unknown };
    const isTime = typeof at === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(at);
    return { writer, seq, at: isTime ? at : null };
  } catch {
    return { writer: null, seq: null, at: null };
  }
}

/** Every (writer, seq, hash) that some signed head claims. */
async function readClaims(
  { headKeyPem, logLines, heads }: Evidence,
  report: Report,
): Promise<Map<number, Map<number, string>>> {
  const claims = new Map<number, Map<number, string>>();
  const take = ({ writers }: Head, source: string): void => {
    for (const { number, seq, hash } of writers) {
      const known = claims.get(number) ?? new Map<number, string>();
      if ((known.get(seq) ?? hash) !== hash)
        report(`${source} contradicts another head at writer ${number}, entry ${seq}`, 'head-contradicted', {
          writer: number,
          entry: seq,
        });
      claims.set(number, known.set(seq, hash));
    }
  };
  for (const [index, line] of logLines.entries()) {
    // Years of heads take minutes: others have their turn in between.
    if (index % HEADS_AT_ONCE === 0) await nextTurn();
    const head = readHead(line, headKeyPem);
    const name = `line ${index + 1} of heads.log`;
    if (head === null) report(`${name} is not signed by the hospital`, 'head-unsigned', { line: index + 1 });
    else if (head.previous !== toPrevious(logLines.slice(Math.max(0, index - 1), index)))
      report(`${name} does not follow the line before it`, 'log-cut', { line: index + 1 });
    else take(head, name);
  }
  for (const text of heads) {
    const head = readHead(text.trim(), headKeyPem);
    if (head === null) report('the given head is not signed by the hospital', 'head-unsigned');
    else take(head, 'the given head');
  }
  return claims;
}
