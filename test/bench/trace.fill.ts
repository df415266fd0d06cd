import type { TestDatabase } from '../server/support/test-database.ts';
import { CHAIN_START, type ChainState, toEntryHash, toStateMac } from '../../server/trace/chain.ts';

/** How many take part; every name is made up of its number. */
const PHYSICIANS = 300;
const PCS = 400;
const PATIENTS = 20_000;
/** Entries of one batch, as the writer may send them. */
const BATCH = 256;

const id = (kind: string, number: number): string =>
  `${kind}0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
/** Person, PC and patient of the filling, by number. */
export const filled = {
  person: (number: number): string => id('a', number % PHYSICIANS),
  pc: (number: number): string => id('b', number % PCS),
  patient: (number: number): string => id('c', number % PATIENTS),
} as const;

/** Of a thousand entries so many of each kind; most of a trace are copies. */
const mix = [
  ['copied', 600],
  ['looked-at', 150],
  ['searched', 100],
  ['ingest', 80],
  ['link', 20],
  ['session', 20],
  ['oversight', 17],
  ['denied', 10],
  ['identity', 3],
] as const;
type Kind = (typeof mix)[number][0];
const kinds: readonly Kind[] = mix.flatMap(([kind, share]) => Array.from({ length: share }, () => kind));

/** The same number for the same seed, without the repetitions that a step would bring. */
function scatter(n: number): number {
  let x = Math.imul(n ^ (n >>> 16), 0x45d9f3b);
  x = Math.imul(x ^ (x >>> 16), 0x45d9f3b);
  return (x ^ (x >>> 16)) >>> 0;
}

/** The exact text of entry `seq` of `writer`, `seq` of `count` spread over `days` that end at `end`. */
function toBody(writer: number, seq: number, count: number, days: number, end: number): string {
  const at = new Date(end - Math.round(((count - seq) / count) * days * 86_400_000)).toISOString();
  const chance = scatter(seq);
  const kind = kinds[chance % kinds.length] ?? 'copied';
  // A physician has some seventy patients and one or two PCs.
  const physician = scatter(seq * 7 + 1) % PHYSICIANS;
  const pc = filled.pc(physician + (chance % 4 === 0 ? PHYSICIANS : 0));
  const patient = filled.patient(physician * 67 + (scatter(seq * 13 + 5) % 67));
  const own = kind === 'session' || kind === 'identity' || kind === 'oversight' || kind === 'denied';
  return JSON.stringify({
    writer,
    seq,
    at,
    outcome: kind === 'denied' ? 'record-not-available' : 'ok',
    person: kind === 'ingest' ? null : filled.person(physician),
    pc: kind === 'ingest' ? null : pc,
    kind,
    patient: own ? null : patient,
    object: kind === 'looked-at' ? `DiagnosticReport/${seq} at ${at}` : `Observation/${seq}`,
    requestId: `fill-${String(seq).padStart(12, '0')}`,
  });
}

/** Fills the trace by its own way in: one writer, a chain and a state that verify with `key`. */
export async function fillTrace(
  sql: TestDatabase['sql'],
  key: Buffer,
  count: number,
  {
    days = 365,
    end = Date.now() - 60_000,
    isAnalyzed = true,
  }: { readonly days?: number; readonly end?: number; readonly isAnalyzed?: boolean } = {},
): Promise<void> {
  const [last] = await sql<{ number: string }>('select api.trace_last_writer() as number');
  let state: ChainState = { number: Number(last?.number ?? 0) + 1, seq: 0, hash: CHAIN_START };
  await sql('select api.trace_open($1, $2)', [state.number, toStateMac(key, state)]);
  while (state.seq < count) {
    const bodies: string[] = [];
    const hashes: Buffer[] = [];
    let { hash } = state;
    for (let seq = state.seq + 1; seq <= Math.min(count, state.seq + BATCH); seq += 1) {
      const body = toBody(state.number, seq, count, days, end);
      hash = toEntryHash(hash, body);
      bodies.push(body);
      hashes.push(hash);
    }
    const next: ChainState = { number: state.number, seq: state.seq + bodies.length, hash };
    await sql('select api.trace_append_lines($1, $2, $3, $4, $5)', [
      next.number,
      state.seq + 1,
      bodies.join('\n'),
      Buffer.concat(hashes),
      toStateMac(key, next),
    ]);
    state = next;
  }
  if (isAnalyzed) await sql('analyze trace.entry');
}
