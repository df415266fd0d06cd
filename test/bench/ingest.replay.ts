import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import type { RunningHospital } from '../../server/hospital.ts';
import type { EmbeddedPostgres } from '../../server/postgres/embedded.ts';
import { toApiConnection } from '../../server/postgres/migrate.ts';

const MESSAGES = 32;
const BATCHES = 40;
const CLIENTS = 2;
/** Places of the arguments of `api.file_messages` (server/store/message-store.ts). */
const [TYPES, HASHES, SEEN, MESSAGE_ROWS, RAWS, ROWS] = [3, 4, 7, 8, 9, 10] as const;
const LOOKED_UP = 6;

/** The SQL of filing alone, with rows that were made beforehand: what PostgreSQL could take if reading and planning cost nothing. */
export interface Replay {
  /** Files 1,280 messages that nobody has filed yet. */
  measure(): Promise<{ readonly messages: number; readonly perSecond: number }>;
  close(): Promise<void>;
}

/** Opens it; `load` sends messages meanwhile, of which one batch is taken as the pattern. */
export async function openReplay(
  { deps: { database } }: RunningHospital,
  postgres: EmbeddedPostgres,
  load: () => Promise<unknown>,
): Promise<Replay> {
  const pattern = await capture(database, load);
  const clients = await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      const client = new pg.Client(toApiConnection(postgres.connection));
      await client.connect();
      return client;
    }),
  );
  return {
    measure: async () => {
      const batches = Array.from({ length: BATCHES }, () => toFresh(pattern.values));
      const began = performance.now();
      await Promise.all(
        clients.map(async (client) => {
          for (let values = batches.pop(); values !== undefined; values = batches.pop()) {
            const looked = values.slice(0, LOOKED_UP);
            await client.query({
              name: 'look',
              text: 'select * from api.look_up($1, $2, $3, $4, $5, $6)',
              values: looked,
            });
            const { rows } = await client.query<{ outcome: string }>({ name: 'file', text: pattern.text, values });
            const other = rows.find(({ outcome }) => outcome !== 'done');
            if (other !== undefined) throw new Error(`a replayed message was not filed: ${other.outcome}`);
          }
        }),
      );
      const messages = BATCHES * pattern.messages;
      return { messages, perSecond: (messages / (performance.now() - began)) * 1_000 };
    },
    close: async () => {
      await Promise.all(clients.map((client) => client.end()));
    },
  };
}

interface Pattern {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly messages: number;
}

/** The largest batch of 32 at most that is filed while `load` runs. */
async function capture(database: RunningHospital['deps']['database'], load: () => Promise<unknown>): Promise<Pattern> {
  const { ask } = database;
  let found: Pattern | null = null;
  const watched: typeof ask = (name, text, values) => {
    const messages = name === 'message-file' ? (values[RAWS] as readonly unknown[]).length : 0;
    if (messages > (found?.messages ?? 0) && messages <= MESSAGES) found = { text, values, messages };
    return ask(name, text, values);
  };
  Object.assign(database, { ask: watched });
  await load();
  Object.assign(database, { ask });
  if (found === null) throw new Error('nothing was filed');
  return found;
}

/** The same messages with ids, keys and numbers of their own, about the same patients. */
function toFresh(values: readonly unknown[]): unknown[] {
  const [types, seen] = [values[TYPES] as readonly string[], values[SEEN] as readonly string[]];
  const rows = JSON.parse(String(values[ROWS])) as readonly { id: string; hashes: readonly string[] }[];
  const messages = JSON.parse(String(values[MESSAGE_ROWS])) as readonly {
    id: string;
    sha256: string;
    control: string;
  }[];
  const others = new Map<string, string>();
  for (const { id } of [...rows, ...messages]) others.set(id, randomUUID());
  for (const [index, hash] of (values[HASHES] as readonly string[]).entries())
    if (types[index] !== 'Patient' && seen[index] === '') others.set(hash, randomBytes(32).toString('hex'));
  for (const hash of [...rows.flatMap(({ hashes }) => hashes), ...messages.map(({ sha256 }) => sha256)])
    if (!others.has(hash)) others.set(hash, randomBytes(32).toString('hex'));
  const renew = (text: string): string =>
    text.replace(/[0-9a-f]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (found) => others.get(found) ?? found);
  return values.map((value, index) => {
    if (index === HASHES) return (value as readonly string[]).map(renew);
    return typeof value === 'string' ? renew(value) : value;
  });
}
