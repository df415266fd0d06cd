import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foundHospital } from '../../server/found-hospital.ts';
import { mllpDefaults } from '../../server/hl7/mllp-settings.ts';
import { openHospital, type RunningHospital } from '../../server/hospital.ts';
import { openLog } from '../../server/log.ts';
import { type EmbeddedPostgres, openEmbeddedPostgres } from '../../server/postgres/embedded.ts';
import { migrate, toApiConnection } from '../../server/postgres/migrate.ts';
import { testFacts } from '../server/support/test-hospital.ts';
import { images } from './ingest.dicom.ts';
import { messages } from './ingest.messages.ts';
import type { Table } from './table.ts';

/** A hospital of its own with real fsync, handed to every part of this benchmark. */
interface Bench {
  readonly hospital: RunningHospital;
  readonly postgres: EmbeddedPostgres;
}

/** One part: its rows and what holds it back. */
type Part = (bench: Bench) => Promise<Pick<Table, 'rows' | 'notes'>>;
/** `BENCH_INGEST=messages` or `images` runs one of them. */
const parts: Readonly<Record<string, Part>> = { messages, images };

/** What enters: durable messages a second by MLLP, beside PostgreSQL's own commits in the same run. */
export async function run(): Promise<Table> {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-ingest-'));
  chmodSync(folder, 0o755);
  const postgres = await openEmbeddedPostgres(join(folder, 'postgres'));
  await migrate(postgres.connection);
  const urls = { openUrl: 'https://127.0.0.1:1', medicalUrl: 'https://127.0.0.1:2' };
  await foundHospital({
    data: folder,
    admin: postgres.connection,
    hospital: testFacts,
    accounts: [],
    urls,
    now: new Date(),
  });
  const hospital = await openHospital({
    data: folder,
    connection: toApiConnection(postgres.connection),
    host: '127.0.0.1',
    openPort: 0,
    medicalPort: 0,
    publicHosts: [],
    mllp: { ...mllpDefaults, port: 0 },
    log: openLog(process.stderr, 'error'),
    clock: { now: () => new Date() },
  });
  try {
    const tables = [];
    const wanted = process.env['BENCH_INGEST'];
    for (const [name, part] of Object.entries(parts))
      if (wanted === undefined || wanted === name) tables.push(await part({ hospital, postgres }));
    return { name: 'ingest', rows: tables.flatMap(({ rows }) => rows), notes: tables.flatMap(({ notes }) => notes) };
  } finally {
    await hospital.close();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
