import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { aNiss, anObservation, aPatient, aReport, aTransaction } from '../builders/fhir.ts';
import { activateLink } from '../server/fhir/activate-link.ts';
import { type Answer, type HttpsClient, openClient } from '../server/support/https-client.ts';
import type { TestDatabase } from '../server/support/test-database.ts';
import { openPushHospital } from './push.hospital.ts';

/** A hospital whose one readable patient has 400 documents, whatever the others have. */
export interface FilledHospital {
  readonly patient: string;
  /** One of that patient's results. */
  readonly result: string;
  /** As the physician, over mutual TLS. */
  ask(path: string): Promise<Answer>;
  /** Rows of the record, all patients together. */
  readonly documents: number;
  close(): Promise<void>;
}

/** What the patient asked for has. */
export const own = 400;
const loinc = ['2823-3', '2160-0', '718-7', '4548-4', '2345-7', '1988-5', '6690-2', '777-3', '3016-3', '2951-2'];
const categories = ['laboratory', 'vital-signs', 'exam', 'imaging'];
/** Other patients' documents, as `loinc` and `categories` spread over three years. */
const perPatient = 100;

/**
 * Two patients come in by the hospital's own way; what the other one has is then multiplied inside the database: the same texts,
 * tokens and dates under new ids, references among them kept. Indexes are made after the load, as a restore makes them.
 */
export async function openFilled(documents: number): Promise<FilledHospital> {
  const hospital = await openPushHospital(1, 1, []);
  const { folder, medicalUrl } = hospital;
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const ca = read('pki/root.pem');
  const system = openClient(medicalUrl, { ca, cert: read('system.pem'), key: read('system.key') });
  const physician = openClient(medicalUrl, { ca, cert: read('pc-0.pem'), key: read('pc-0.key') });
  const pool = new pg.Pool({ ...hospital.postgres.connection, max: 1 });
  const sql: TestDatabase['sql'] = async <Row extends object>(text: string, values: readonly unknown[] = []) =>
    (await pool.query<Row>(text, [...values])).rows;
  const close = async (): Promise<void> => {
    system.close();
    physician.close();
    await pool.end();
    await hospital.close();
  };
  try {
    const filled = await fill(system, sql, documents);
    return { ...filled, ask: (path) => physician.ask('GET', path, { token: 'bench-0' }), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function fill(
  system: HttpsClient,
  sql: TestDatabase['sql'],
  documents: number,
): Promise<Pick<FilledHospital, 'patient' | 'result' | 'documents'>> {
  const mine = aPatient();
  const other = aPatient({ niss: aNiss('1961-01-02', 216), number: 'HOSP-0002' });
  const results = spread(own - 40, mine);
  const reports = Array.from({ length: 40 }, (_, n) => aReport(mine, results.slice(n * 9, n * 9 + 9)));
  await send(system, mine, ...results, ...reports);
  const others = spread(perPatient - 10, other);
  await send(system, other, ...others);
  await send(system, ...Array.from({ length: 10 }, (_, n) => aReport(other, others.slice(n * 9, n * 9 + 9))));
  const [session] = await sql<{ person: string }>('select person from identity.session');
  await activateLink({ sql } as TestDatabase, session?.person ?? '', mine.id);
  for (const index of ['resource_of_patient', 'resource_refs']) await sql(`drop index medical.${index}`);
  const copies = Math.max(0, Math.ceil((documents - own) / perPatient) - 1);
  await sql(
    `insert into medical.resource (type, id, patient, version, updated, content, sha256, bytes, source, tokens, date_names, date_from,
         date_to, happened, refs)
       select m.type, md5(m.id || p.id)::uuid::text, p.id, m.version, m.updated,
           replace(replace(m.content, m.id, md5(m.id || p.id)::uuid::text), $1, p.id::text), m.sha256, m.bytes, m.source,
           array(select replace(t, $1, p.id::text) from unnest(m.tokens) t), m.date_names, m.date_from, m.date_to, m.happened,
           array(select case when ref = 'Patient/' || $1 then 'Patient/' || p.id
               else split_part(ref, '/', 1) || '/' || md5(split_part(ref, '/', 2) || p.id)::uuid end from unnest(m.refs) ref)
         from (select gen_random_uuid() as id from generate_series(1, $2::int)) p
        cross join medical.resource m where m.patient = $1::uuid and m.type <> 'Patient'`,
    [other.id, copies],
  );
  await sql('create index resource_of_patient on medical.resource (patient, type, happened desc, id)');
  await sql('create index resource_refs on medical.resource using gin (refs)');
  await sql('vacuum analyze');
  const [row] = await sql<{ n: string }>('select count(*) as n from medical.resource');
  return { patient: mine.id, result: results[0]?.id ?? randomUUID(), documents: Number(row?.n) };
}

function spread(count: number, patient: ReturnType<typeof aPatient>): ReturnType<typeof anObservation>[] {
  return Array.from({ length: count }, (_, n) =>
    anObservation(patient, {
      category: [
        {
          coding: [
            {
              system: 'http://terminology.hl7.org/CodeSystem/observation-category',
              code: categories[n % categories.length] ?? '',
            },
          ],
        },
      ],
      code: { coding: [{ system: 'http://loinc.org', code: loinc[n % loinc.length] ?? '' }] },
      effectiveDateTime: new Date(Date.UTC(2023, 10, 20) + ((n * 1095) / count) * 86_400_000).toISOString(),
    }),
  );
}

async function send(system: HttpsClient, ...resources: Parameters<typeof aTransaction>): Promise<void> {
  const body = Buffer.from(JSON.stringify(aTransaction(...resources)));
  const { status, bytes } = await system.ask('POST', '/fhir', {
    body,
    headers: { 'content-type': 'application/fhir+json' },
  });
  if (status !== 200) throw new Error(bytes.toString('utf8').slice(0, 500));
}
