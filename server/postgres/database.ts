import pg from 'pg';
import { ExpectedFailure, isFailureCode } from '../../contracts/failure.ts';
import type { Database } from '../deps.ts';

/** SQLSTATE with which a gate function refuses; its message is the failure code. */
const REFUSAL = 'PS001';
/** SQLSTATE of a disk without room. */
const DISK_FULL = '53100';
/** SQLSTATE classes that mean "no database", not "wrong statement": connection lost, shutting down, out of resources. */
const UNAVAILABLE = /^(08|53|57P)/;
const SOCKET_ERRORS = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT']);

/** The API's pool as its own role: `ask` is one named prepared statement in one round trip. */
export function openDatabase(config: pg.PoolConfig): Database {
  const pool = new pg.Pool({ max: 10, connectionTimeoutMillis: 5_000, statement_timeout: 30_000, ...config });
  // A connection that breaks while idle is replaced at the next question; without a listener it would end the process.
  pool.on('error', () => undefined);
  return {
    ask: async <Row extends object>(name: string, text: string, values: readonly unknown[]): Promise<Row[]> => {
      try {
        const { rows } = await pool.query<Row>({ name, text, values: [...values] });
        return rows;
      } catch (error) {
        throw toFailure(error);
      }
    },
    listen: (channel, wake) => listen(config, channel, wake),
    close: () => pool.end(),
  };
}

/** A refusal of the gate and an absent database are expected; everything else stays the bug it is. */
export function toFailure(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === REFUSAL) return isFailureCode(error.message) ? new ExpectedFailure(error.message) : error;
  if (code === DISK_FULL) return new ExpectedFailure('disk-full', { cause: error });
  const lost =
    UNAVAILABLE.test(code) ||
    SOCKET_ERRORS.has(code) ||
    /^(Connection terminated|timeout exceeded)/.test(error.message);
  return lost ? new ExpectedFailure('server-unavailable', { cause: error }) : error;
}

/** LISTEN on a connection of its own; when it breaks it is made anew and `wake` runs once, since a notice may have been missed. */
async function listen(config: pg.PoolConfig, channel: string, wake: () => void): Promise<{ stop(): Promise<void> }> {
  let stopped = false;
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  const connect = async (): Promise<void> => {
    const next = new pg.Client({ ...config, keepAlive: true });
    next.on('notification', () => wake());
    const lost = (): void => {
      if (stopped || client !== next) return;
      client = undefined;
      again();
    };
    next.on('error', lost);
    next.on('end', lost);
    await next.connect();
    await next.query(`listen ${pg.escapeIdentifier(channel)}`);
    client = next;
  };
  const again = (): void => {
    retry = setTimeout(() => {
      connect().then(wake, () => {
        if (!stopped) again();
      });
    }, 250);
  };
  await connect();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(retry);
      await client?.end();
    },
  };
}
