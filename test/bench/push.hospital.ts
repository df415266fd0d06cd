import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { foundHospital } from '../../server/found-hospital.ts';
import { openPki } from '../../server/pki/hospital-pki.ts';
import { toPlaces } from '../../server/places.ts';
import { type EmbeddedPostgres, openEmbeddedPostgres } from '../../server/postgres/embedded.ts';
import { migrate } from '../../server/postgres/migrate.ts';
import { makePcKey } from '../server/support/practice-pc.ts';
import { testFacts } from '../server/support/test-hospital.ts';
import { sha256 } from './api.ways.ts';

/** A hospital by `node server/main.ts` (real fsync) with PCs, physicians, and patients that so many of them follow. */
export interface PushHospital {
  readonly folder: string;
  readonly medicalUrl: string;
  readonly postgres: EmbeddedPostgres;
  /** As `[session, certificate]`, for client n. */
  readonly callers: readonly (readonly [Buffer, Buffer])[];
  /** By how many physicians follow them. */
  readonly patients: ReadonlyMap<number, string>;
  /** Microseconds of processor that the API has used. */
  readCpu(): number;
  close(): Promise<void>;
}

/** Founds it in a folder of its own; `pc-n.pem` and `pc-n.key` lie there. */
export async function openPushHospital(
  pcs: number,
  clients: number,
  followed: readonly number[],
): Promise<PushHospital> {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-push-'));
  chmodSync(folder, 0o755);
  const postgres = await openEmbeddedPostgres(toPlaces(folder).postgres);
  await migrate(postgres.connection);
  const urls = { openUrl: 'https://127.0.0.1:1', medicalUrl: 'https://127.0.0.1:2' };
  const founding = { data: folder, admin: postgres.connection, hospital: testFacts, accounts: [], urls };
  await foundHospital({ ...founding, now: new Date() });
  const admin = new pg.Client(postgres.connection);
  await admin.connect();
  const certificates = await enrolPcs(admin, folder, pcs);
  const callers = Array.from(
    { length: clients },
    (_, n) => [sha256(`bench-${n}`), certificates[n % pcs] ?? Buffer.alloc(0)] as const,
  );
  const persons = callers.map(() => randomUUID());
  await admin.query(
    `insert into identity.person (id, role, login, name, nihdi)
       select id, 'physician', 'B' || n, 'Dr Mesure', 'B' || n from unnest($1::uuid[]) with ordinality one(id, n)`,
    [persons],
  );
  await admin.query(
    `insert into identity.session (person, sha256, certificate, ends_at)
       select person, session, certificate, now() + interval '2 hours' from unnest($1::uuid[], $2::bytea[], $3::bytea[]) one(person, session, certificate)`,
    [persons, callers.map(([session]) => session), callers.map(([, certificate]) => certificate)],
  );
  const patients = new Map<number, string>();
  for (const count of followed) patients.set(count, await follow(admin, persons.slice(0, count)));
  // As autovacuum does in a hospital that has run for a while.
  await admin.query('analyze');
  await admin.end();

  const env = { ...process.env, PASSERELLE_DATA: folder, OPEN_PORT: '0', MEDICAL_PORT: '0', LOG_LEVEL: 'error' };
  const main = join(import.meta.dirname, '..', '..', 'server', 'main.ts');
  const server = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface(server.stdout), 'line')) as [string];
  const { listening } = JSON.parse(line) as { listening: { medicalUrl: string } };
  return {
    folder,
    medicalUrl: listening.medicalUrl,
    postgres,
    callers,
    patients,
    readCpu: () => readThreads(server.pid ?? 0),
    close: async () => {
      const ended = once(server, 'exit');
      // It ends its PostgreSQL too.
      server.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function enrolPcs(admin: pg.Client, folder: string, pcs: number): Promise<Buffer[]> {
  const pki = await openPki(toPlaces(folder).pki, [], () => new Date());
  const certificates: Buffer[] = [];
  for (let n = 0; n < pcs; n += 1) {
    const [pc, key] = [randomUUID(), await makePcKey()];
    const issued = await pki.issueForPc(key.csr, pc, 1);
    writeFileSync(join(folder, `pc-${n}.pem`), issued.chainPem);
    writeFileSync(join(folder, `pc-${n}.key`), key.keyPem, { mode: 0o600 });
    await admin.query(`insert into identity.pc (id, name) values ($1, 'PC')`, [pc]);
    const { sha256: hash, serial, keySha256, notBefore, notAfter } = issued;
    await admin.query(`select identity.add_certificate('pc', $1, $2, $3, $4, $5, $6)`, [
      pc,
      hash,
      serial,
      keySha256,
      notBefore,
      notAfter,
    ]);
    certificates.push(hash);
  }
  return certificates;
}

/** A patient with an active link to each of these. */
async function follow(admin: pg.Client, persons: readonly string[]): Promise<string> {
  const patient = randomUUID();
  await admin.query(`insert into care.patient (id, family, given, sex) values ($1, 'Mesure', '{Marie}', 'female')`, [
    patient,
  ]);
  await admin.query(
    `insert into care.link (person, patient, care_only, consent_version) select id, $2, true, '1' from unnest($1::uuid[]) one(id)`,
    [persons, patient],
  );
  await admin.query(
    `insert into care.consent_form (link, reference, version, sha256)
       select id, id::text, '1', sha256(id::text::bytea) from care.link where patient = $1`,
    [patient],
  );
  await admin.query(
    `update care.link l set state = 'printed', form = f.id from care.consent_form f where f.link = l.id and l.patient = $1`,
    [patient],
  );
  await admin.query(
    `update care.link set state = 'active', activated_at = now(), signed_on = current_date, valid_until = current_date + 30,
       ends_at = now() + interval '29 days' where patient = $1`,
    [patient],
  );
  return patient;
}

function readThreads(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/task`).reduce(
      (sum, task) => sum + Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]) / 1000,
      0,
    );
  } catch {
    return Number.NaN;
  }
}
