import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type AdminConnection, openEmbeddedPostgres } from './embedded.ts';

/** The administrator's way in, and how to leave it. */
export interface Admin {
  readonly connection: AdminConnection;
  /** True when it ran before and somebody else will stop it. */
  readonly adopted: boolean;
  /** False when the embedded PostgreSQL died; whoever keeps it opens it again. */
  isRunning(): boolean;
  /** Stops the embedded PostgreSQL; a server by URL is left alone. */
  stop(): Promise<void>;
}

/** The PostgreSQL of `DATABASE_URL`, or the embedded one of `folder`. */
export async function openAdmin(folder: string, databaseUrl: string | null): Promise<Admin> {
  if (databaseUrl === null) return openEmbeddedPostgres(folder);
  const url = new URL(databaseUrl);
  const host = url.searchParams.get('host') ?? decodeURIComponent(url.hostname);
  const password = decodeURIComponent(url.password);
  // The password of the API's role is derived from it (migrate.ts): from none, anybody could derive it.
  if (password === '') throw new Error("DATABASE_URL has no password: the password of the API's role is made of it.");
  return {
    adopted: true,
    connection: {
      host,
      port: Number(url.port === '' ? 5432 : url.port),
      user: decodeURIComponent(url.username),
      password,
      database: decodeURIComponent(url.pathname.slice(1)),
      ...(isEncrypted(host, url.searchParams.get('sslmode')) ? { ssl: true } : {}),
    },
    isRunning: () => true,
    stop: () => Promise.resolve(),
  };
}

/**
 * Leaves the database as a command does: the embedded PostgreSQL is stopped by the command that started it, unless a server that started
 * meanwhile has taken it up.
 */
export async function leaveAdmin(admin: Admin): Promise<void> {
  if (admin.adopted || (await isTakenUp(admin.connection))) return;
  await admin.stop();
}

/** Whether somebody else is connected; connections of our own that are just ending are waited for, a second at most. */
async function isTakenUp(connection: AdminConnection): Promise<boolean> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    for (let look = 0; look < 10; look += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one look after the other.
      const { rows } = await client.query(
        "select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
      );
      if (rows.length === 0) return false;
      // oxlint-disable-next-line no-await-in-loop -- as above.
      await delay(100);
    }
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** True unless PostgreSQL is on this machine or the operator refused encryption in so many words; its certificate is then always verified. */
function isEncrypted(host: string, sslmode: string | null): boolean {
  const isHere = host === '' || host.startsWith('/') || /^(localhost|127(\.\d+){3}|\[?::1\]?)$/.test(host);
  return sslmode === null ? !isHere : sslmode !== 'disable';
}
