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
  return {
    adopted: true,
    connection: {
      host: url.searchParams.get('host') ?? decodeURIComponent(url.hostname),
      port: Number(url.port === '' ? 5432 : url.port),
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      database: decodeURIComponent(url.pathname.slice(1)),
      ...(url.searchParams.get('sslmode') === 'require' || url.searchParams.get('sslmode') === 'verify-full'
        ? { ssl: true }
        : {}),
    },
    isRunning: () => true,
    stop: () => Promise.resolve(),
  };
}
