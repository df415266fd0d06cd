import type { TraceCheck, TraceFault } from '../../contracts/trace-check.ts';
import { ExpectedFailure } from '../../contracts/failure.ts';
import type { Clock } from '../deps.ts';
import { readHead, toHeadNumber } from './heads.ts';
import type { HeadKeeper } from './keep-heads.ts';
import { type StoredTrace, type Verdict, verifyTrace } from './verify.ts';

/** Entries hashed at a time: some milliseconds, after which requests have their turn. */
const PAGE = 1_000;

/** One verification at a time beside the hospital's work; the last one's answer stays until the next begins. */
export interface TraceChecker {
  /**
   * Begins; refuses `conflict` while another is under way. `head` is the number of a printed head or the text of a saved one, empty for
   * none. `ended` is awaited before the answer can be read, and when it fails there is none.
   */
  start(
    open: () => Promise<StoredTrace & { readonly total: number }>,
    head: string,
    ended: (check: TraceCheck) => Promise<void>,
  ): Promise<void>;
  read(): TraceCheck;
}

/** The hospital's verification on screen: the same as `verify-trace.ts`, in small parts. */
export function openTraceChecker(
  heads: Pick<HeadKeeper, 'readEvidence'>,
  clock: Clock,
  failed: (error: unknown) => void,
): TraceChecker {
  let check: TraceCheck = { state: 'none' };

  return {
    read: () => check,
    start: async (open, head, ended) => {
      if (check.state === 'running') throw new ExpectedFailure('conflict');
      const before = check;
      const startedAt = clock.now().toISOString();
      check = { state: 'running', startedAt, checked: 0, total: 0 };
      let stored: StoredTrace & { readonly total: number };
      try {
        stored = await open();
      } catch (error) {
        check = before;
        throw error;
      }
      const run = async (): Promise<TraceCheck> => {
        const given = readGiven(head.trim(), heads.readEvidence([]));
        const evidence = heads.readEvidence(given.heads);
        const onProgress = (checked: number): void => {
          check = { state: 'running', startedAt, checked, total: stored.total };
        };
        onProgress(0);
        const verdict = await verifyTrace(stored, evidence, { page: PAGE, onProgress });
        const done = toDone(verdict, given, startedAt, clock.now().toISOString(), evidence.logLines.length);
        await ended(done);
        return done;
      };
      void run()
        .catch((error: unknown): TraceCheck => {
          failed(error);
          return { state: 'failed', startedAt };
        })
        .then((last) => {
          check = last;
        });
    },
  };
}

interface Given {
  readonly name: string | null;
  readonly at: string | null;
  /** Texts of signed heads to hold the trace to. */
  readonly heads: readonly string[];
  readonly fault: TraceFault | null;
}

/** A saved head is evidence by itself; a number finds the line that was printed, which the trace is held to already. */
function readGiven(head: string, { logLines, headKeyPem }: { logLines: readonly string[]; headKeyPem: string }): Given {
  if (head === '') return { name: null, at: null, heads: [], fault: null };
  if (head.startsWith('{'))
    return { name: toHeadNumber(head), at: readHead(head, headKeyPem)?.at ?? null, heads: [head], fault: null };
  const name = toTyped(head);
  const line = logLines.find((one) => toHeadNumber(one) === name);
  if (line !== undefined) return { name, at: readHead(line, headKeyPem)?.at ?? null, heads: [], fault: null };
  return { name, at: null, heads: [], fault: toFault('head-unknown') };
}

/** As it is printed, however it was typed: letters that look like figures are those figures. */
function toTyped(text: string): string {
  const plain = text
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return plain.replace(/.{4}(?=.)/g, '$&-');
}

function toFault(fault: TraceFault['fault']): TraceFault {
  return { fault, writer: null, entry: null, line: null, count: null, at: null };
}

function toDone(
  { entries, writers, findings, last }: Verdict,
  given: Given,
  startedAt: string,
  endedAt: string,
  heads: number,
): TraceCheck {
  return {
    state: 'done',
    startedAt,
    endedAt,
    entries,
    writers,
    last,
    heads,
    given: given.name === null ? [] : [{ name: given.name, at: given.at }],
    faults: [...(given.fault === null ? [] : [given.fault]), ...findings].slice(0, 100),
  };
}
