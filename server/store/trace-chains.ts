import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';
import type { StoredTrace } from '../trace/verify.ts';

/**
 * The trace as one snapshot found it, read in parts with the Director's own session: what is written meanwhile stays outside, and a session
 * that ends ends the verification.
 */
export async function readStoredTrace(
  database: Database,
  { session, certificate }: Caller,
): Promise<StoredTrace & { readonly total: number }> {
  const rows = await database.ask<{ number: string; seq: string; hash: Buffer; mac: Buffer; entries: string }>(
    'trace-chains',
    'select number, seq, hash, mac, entries from api.read_trace_chains($1, $2)',
    [session, certificate],
  );
  const total = Number(rows[0]?.entries ?? 0);
  const writers = rows.map(({ number, seq, hash, mac }) => ({ number: Number(number), seq: Number(seq), hash, mac }));
  const ends = new Map(writers.map(({ number, seq }) => [number, seq]));
  return {
    total,
    readWriters: () => Promise.resolve(writers),
    readEntries: async (writer, after, limit) => {
      const part = await database.ask<{ seq: string; body: string; hash: Buffer }>(
        'trace-part',
        'select seq, body, hash from api.read_trace_part($1, $2, $3, $4, $5, $6)',
        [session, certificate, writer, after, ends.get(writer) ?? 0, limit],
      );
      return part.map(({ seq, body, hash }) => ({ seq: Number(seq), body, hash }));
    },
    countEntries: () => Promise.resolve(total),
  };
}
