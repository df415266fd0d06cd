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

/** True unless PostgreSQL is on this machine or the operator refused encryption in so many words; its certificate is then always verified. */
function isEncrypted(host: string, sslmode: string | null): boolean {
  const isHere = host === '' || host.startsWith('/') || /^(localhost|127(\.\d+){3}|\[?::1\]?)$/.test(host);
  return sslmode === null ? !isHere : sslmode !== 'disable';
}
