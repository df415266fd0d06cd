import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { foundHospital, writeInvitation } from '../../../server/found-hospital.ts';
import { toPlaces } from '../../../server/places.ts';
import { openAccountBook } from '../../../server/postgres/accounts.ts';
import { openEmbeddedPostgres } from '../../../server/postgres/embedded.ts';
import { migrate } from '../../../server/postgres/migrate.ts';
import { type HttpsClient, openClient } from '../../server/support/https-client.ts';
import { startServer } from '../../server/support/server-process.ts';
import { testAccounts, testFacts, type TestHospital } from '../../server/support/test-hospital.ts';

/** A hospital whose API is a process of its own, which can be ended under a practice that works with it. */
export interface StoppableHospital {
  /** As much of a test hospital as a practice PC needs (`openTestPractice`). */
  readonly asHospital: TestHospital;
  readonly system: HttpsClient;
  sql<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Ends the API's process by its id; nothing answers on its ports from then on. */
  stop(): Promise<void>;
  /** Starts it again on the same folder and the same ports. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Founds it and starts `node server/main.ts` on its folder. */
export async function openStoppableHospital(): Promise<StoppableHospital> {
  const data = mkdtempSync(join(tmpdir(), 'passerelle-stoppable-'));
  chmodSync(data, 0o755);
  const places = toPlaces(data);
  const urls = { openUrl: 'https://127.0.0.1:1', medicalUrl: 'https://127.0.0.1:2' };
  const postgres = await openEmbeddedPostgres(places.postgres, { fsync: 'off' });
  const admin = postgres.connection;
  await migrate(admin);
  const accounts = Object.values(testAccounts);
  await foundHospital({ data, admin, hospital: testFacts, accounts, urls, now: new Date() });
  let server = await startServer(data, { HOST: '127.0.0.1' });
  const pool = new pg.Pool({ ...admin, max: 2 });
  pool.on('error', () => undefined);
  const rootPem = readFileSync(join(places.pki, 'root.pem'), 'utf8');
  const sql: StoppableHospital['sql'] = async <Row extends object>(text: string, values: readonly unknown[] = []) =>
    (await pool.query<Row>(text, [...values])).rows;
  const system = openClient(server.medicalUrl, {
    ca: rootPem,
    cert: readFileSync(places.systemCertificate, 'utf8'),
    key: readFileSync(places.systemKey, 'utf8'),
  });
  const { openUrl, medicalUrl } = server;
  const invite: TestHospital['invite'] = async (name) => {
    const book = await openAccountBook(admin);
    try {
      return await writeInvitation(book, data, testAccounts[name].login, urls);
    } finally {
      await book.close();
    }
  };
  return {
    asHospital: { openUrl, medicalUrl, rootPem, invite, test: { sql } } as unknown as TestHospital,
    system,
    sql,
    stop: async () => {
      await server.end('SIGKILL');
    },
    start: async () => {
      const [OPEN_PORT, MEDICAL_PORT] = [new URL(openUrl).port, new URL(medicalUrl).port];
      server = await startServer(data, { HOST: '127.0.0.1', OPEN_PORT, MEDICAL_PORT });
    },
    close: async () => {
      system.close();
      await server.end('SIGKILL');
      await pool.end();
      await postgres.stop().catch(() => undefined);
      rmSync(data, { recursive: true, force: true });
    },
  };
}
