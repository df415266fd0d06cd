import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { toBrusselsDay } from '../domain/brussels.ts';
import type { Clock, Database } from '../deps.ts';
import { isStateMac } from './chain.ts';
import { appendLine, type Head, readHead, readHeadLines, signHead, toPrevious, writeWhole } from './heads.ts';
import type { Evidence } from './verify.ts';

const EVERY_MS = 300_000;

/** A chain is not as its seal says: an alarm, and no head is signed over it. */
export class TraceAltered extends Error {}

/** What keeps the heads. */
export interface HeadKeeper {
  /** Writes where the chains stand now to `heads.log`, and to the day's file when the day is new. */
  keep(): Promise<void>;
  /** Signs where every chain stands now (throws `TraceAltered` over an altered one), keeps that line in `heads.log` too and answers it: what the Director prints or saves. */
  sign(): Promise<{ readonly line: string; readonly head: Head }>;
  /** What a verification holds the trace to, beside the heads it is given. */
  readEvidence(heads: readonly string[]): Evidence;
  stop(): void;
}

/**
 * Writes a signed head to `folder/heads.log` (outside the database) at the start, whenever a chain opens (the writer asks), each five
 * minutes and at the end, and each Brussels day to `folder/head-YYYY-MM-DD.json`, the file that is printed or mailed to the Director.
 */
export async function keepHeads(
  database: Database,
  folder: string,
  keys: { readonly traceKey: Buffer; readonly headKeyPem: string },
  clock: Clock,
  failed: (error: unknown) => void,
): Promise<HeadKeeper> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const log = join(folder, 'heads.log');
  // The log says of each writer only what is new; the day's file says all.
  const known = new Map<number, number>();
  for (const line of readHeadLines(log))
    for (const { number, seq } of readHead(line, keys.headKeyPem)?.writers ?? []) known.set(number, seq);
  const readNow = async (): Promise<Head> => {
    const rows = await database.ask<{ number: string; seq: string; hash: Buffer; mac: Buffer }>(
      'trace-heads',
      'select number, seq, hash, mac from api.trace_heads()',
      [],
    );
    const writers = rows.map(({ number, seq, hash, mac }) => {
      const state = { number: Number(number), seq: Number(seq), hash };
      if (!isStateMac(keys.traceKey, state, mac))
        throw new TraceAltered(`Trace writer ${number} was altered: no head is signed.`);
      return { number: state.number, seq: state.seq, hash: hash.toString('hex') };
    });
    const previous = toPrevious(readHeadLines(log));
    return { format: 'passerelle-trace-head-1', at: clock.now().toISOString(), previous, writers };
  };
  // One at a time: each line names the one before it.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  };
  const keepNow = async (): Promise<void> => {
    const head = await readNow();
    const moved = head.writers.filter(({ number, seq }) => known.get(number) !== seq);
    if (moved.length > 0) appendLine(log, signHead({ ...head, writers: moved }, keys.headKeyPem));
    for (const { number, seq } of moved) known.set(number, seq);
    writeWhole(join(folder, `head-${toBrusselsDay(new Date(head.at))}.json`), `${signHead(head, keys.headKeyPem)}\n`);
  };
  const keep = (): Promise<void> => inTurn(keepNow);
  const signNow = async (): Promise<{ readonly line: string; readonly head: Head }> => {
    const head = await readNow();
    const line = signHead(head, keys.headKeyPem);
    appendLine(log, line);
    for (const { number, seq } of head.writers) known.set(number, seq);
    return { line, head };
  };
  const readEvidence = (heads: readonly string[]): Evidence => ({
    traceKey: keys.traceKey,
    headKeyPem: keys.headKeyPem,
    logLines: readHeadLines(log),
    heads,
  });
  // An altered trace is an alarm in the log and no new head, not a hospital without its record.
  await keep().catch(failed);
  const timer = setInterval(() => void keep().catch(failed), EVERY_MS);
  timer.unref();
  return { keep, sign: () => inTurn(signNow), readEvidence, stop: () => clearInterval(timer) };
}
