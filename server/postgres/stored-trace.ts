import pg from 'pg';
import type { StoredTrace } from '../trace/verify.ts';
import type { AdminConnection } from './embedded.ts';

/** Reads the trace as the administrator, in one snapshot, for its verification alone. */
export async function openStoredTrace(admin: AdminConnection): Promise<StoredTrace & { close(): Promise<void> }> {
  const client = new pg.Client(admin);
  await client.connect();
  await client.query('begin isolation level repeatable read read only');
  return {
    readWriters: async () => {
      const { rows } = await client.query<{ number: string; seq: string; hash: Buffer; mac: Buffer }>(
        'select number, seq, hash, mac from trace.writer order by number',
      );
      return rows.map(({ number, seq, hash, mac }) => ({ number: Number(number), seq: Number(seq), hash, mac }));
    },
    readEntries: async (writer, after, limit) => {
      const { rows } = await client.query<{ seq: string; body: string; hash: Buffer }>(
        'select seq, body, hash from trace.entry where writer = $1 and seq > $2 order by seq limit $3',
        [writer, after, limit],
      );
      return rows.map(({ seq, body, hash }) => ({ seq: Number(seq), body, hash }));
    },
    countEntries: async () => {
      const { rows } = await client.query<{ n: string }>('select count(*) as n from trace.entry');
      return Number(rows[0]?.n);
    },
    close: () => client.end(),
  };
}
