import { createHash, randomBytes, X509Certificate } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aDicomInstance, aStowRequest } from '../../builders/dicom.ts';
import { aBinary, aLetter, aPatient, aReport, anObservation } from '../../builders/fhir.ts';
import { activateLink } from '../fhir/activate-link.ts';
import { feedResources } from '../support/feed-hospital.ts';
import { openTestHospital, type SignedIn, type TestHospital } from '../support/test-hospital.ts';

let hospital: TestHospital;
let linked: SignedIn;
let other: SignedIn;
const patient = aPatient();

beforeAll(async () => {
  hospital = await openTestHospital();
  const observation = anObservation(patient);
  const binary = aBinary();
  const report = aReport(patient, [observation]);
  await feedResources(hospital, patient, observation, report, binary, aLetter(patient, binary));
  // Matches no patient: quarantined, and quarantine too is a medical table.
  const { contentType, body } = aStowRequest([aDicomInstance()]);
  await hospital.system.ask('POST', '/dicomweb/studies', { body, headers: { 'content-type': contentType } });
  linked = await hospital.signIn('physician');
  other = await hospital.signIn('colleague');
  await activateLink(hospital.test, linked.session.person.id, patient.id);
});
afterAll(() => hospital.close());

const closed = ['medical', 'care', 'push'];
const every = [...closed, 'identity', 'trace', 'updates', 'migration', 'gate'];

interface Table {
  readonly name: string;
  readonly schema: string;
  readonly base: boolean;
  readonly rls: boolean;
  readonly forced: boolean;
  readonly owner: string;
}
const readTables = (schemas: readonly string[]) =>
  hospital.test.sql<Table>(
    `select n.nspname || '.' || c.relname as name, n.nspname as schema, c.relkind in ('r', 'p') as base,
       c.relrowsecurity as rls, c.relforcerowsecurity as forced, r.rolname as owner
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_roles r on r.oid = c.relowner
     where n.nspname = any ($1) and c.relkind in ('r', 'p', 'v', 'm', 'f') order by 1`,
    [schemas],
  );

/** How many rows each closed table shows `passerelle_owner` (whom every api function runs as) with these two settings. */
async function countRows(session: Buffer | null, certificate: Buffer | null): Promise<Record<string, number>> {
  const client = new pg.Client(hospital.test.admin);
  await client.connect();
  try {
    await client.query('begin');
    await client.query('set local role passerelle_owner');
    await client.query(
      `select set_config('passerelle.session', $1, true), set_config('passerelle.certificate', $2, true)`,
      [session?.toString('hex') ?? '', certificate?.toString('hex') ?? ''],
    );
    const counts: Record<string, number> = {};
    for (const { name } of await readTables(closed)) {
      const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from ${name}`);
      counts[name] = rows[0]?.n ?? -1;
    }
    return counts;
  } finally {
    await client.end();
  }
}
const sha256 = (bytes: string | Buffer): Buffer => createHash('sha256').update(bytes).digest();
const hashes = ({ session, enrolment }: SignedIn) => ({
  session: sha256(session.token),
  certificate: sha256(new X509Certificate(enrolment.certificate).raw),
});
const total = (counts: Record<string, number>): number => Object.values(counts).reduce((sum, n) => sum + n, 0);

test('has rows to hide in the tables that these tests ask for', async () => {
  const filled: string[] = [];
  for (const { name } of await readTables(closed)) {
    const [row] = await hospital.test.sql<{ n: number }>(`select count(*)::int as n from ${name}`);
    if ((row?.n ?? 0) > 0) filled.push(name);
  }
  expect(filled).toEqual(expect.arrayContaining(['care.link', 'medical.resource', 'push.outbox']));
  expect(filled.length).toBeGreaterThan(5);
});

test('lets the API role read no table of any schema, in whatever way it asks [R08]', async () => {
  const api = new pg.Client(hospital.test.api);
  await api.connect();
  try {
    for (const { name, schema } of await readTables(every)) {
      for (const text of [`select * from ${name}`, `select count(*) from ${name}`, `copy ${name} to stdout`]) {
        const answer = await api.query(text).catch((error: Error) => error.message);
        expect([text, answer]).toEqual([text, `permission denied for schema ${schema}`]);
      }
    }
    for (const text of [
      'set role passerelle_owner',
      'set role postgres',
      'create table public.x ()',
      'create temp table x ()',
      'create schema x',
    ])
      await expect(api.query(text)).rejects.toThrow(/permission denied/);
  } finally {
    await api.end();
  }
});

test('lets the API role execute functions of schema api alone [R08]', async () => {
  const rows = await hospital.test.sql<{ name: string }>(
    `select n.nspname || '.' || p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname not in ('pg_catalog', 'information_schema', 'api')
       and has_function_privilege('passerelle_api', p.oid, 'execute') and has_schema_privilege('passerelle_api', n.oid, 'usage')`,
  );
  expect(rows).toEqual([]);
});

test('runs every function of schema api as the owner without BYPASSRLS, on a fixed search path [R08]', async () => {
  const rows = await hospital.test.sql<{ name: string; definer: boolean; owner: string; path: string[] | null }>(
    `select p.proname as name, p.prosecdef as definer, r.rolname as owner, p.proconfig as path
     from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_roles r on r.oid = p.proowner where n.nspname = 'api'`,
  );
  expect(rows.length).toBeGreaterThan(20);
  for (const { name, definer, owner, path } of rows)
    expect({
      name,
      definer,
      owner,
      path: path?.some((one) => /^search_path=pg_catalog, .*pg_temp$/.test(one)),
    }).toEqual({
      name,
      definer: true,
      owner: 'passerelle_owner',
      path: true,
    });
  const [owner] = await hospital.test.sql(
    "select rolsuper, rolbypassrls, rolcanlogin from pg_roles where rolname = 'passerelle_owner'",
  );
  expect(owner).toEqual({ rolsuper: false, rolbypassrls: false, rolcanlogin: false });
});

test('refuses every function of schema api without a session and with a made-up one [R08]', async () => {
  const functions = await hospital.test.sql<{ name: string; arguments: string }>(
    `select p.proname as name, pg_get_function_identity_arguments(p.oid) as arguments
     from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'api' order by 1`,
  );
  const gated = functions.filter(({ arguments: list }) => list.startsWith('p_session bytea, p_certificate bytea'));
  expect(gated.length).toBeGreaterThan(10);
  const { certificate } = hashes(linked);
  for (const { name, arguments: list } of gated) {
    // These two only end or name what is asked for by its own hash.
    if (name === 'end_session' || name === 'caller_facts') continue;
    const rest = list
      .split(', ')
      .slice(2)
      .filter((one) => !one.startsWith('OUT '))
      .map(() => ', null')
      .join('');
    const call = (session: Buffer | null, pc: Buffer) =>
      hospital.test.database.ask(`t-${name}`, `select * from api.${name}($1, $2${rest})`, [session, pc]).then(
        (found) => found,
        (error: { code?: string; message: string }) => error.code ?? error.message,
      );
    expect([name, await call(null, certificate)]).toEqual([name, 'session-required']);
    expect([name, await call(randomBytes(32), certificate)]).toEqual([name, 'session-ended']);
    expect([name, await call(hashes(linked).session, hashes(other).certificate)]).toEqual([name, 'session-ended']);
    expect([name, await call(null, randomBytes(32))]).toEqual([name, 'certificate-foreign']);
  }
});

test('names each function of schema api that asks for no session [R08]', async () => {
  const rows = await hospital.test.sql<{ name: string }>(
    `select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname = 'api' and pg_get_function_identity_arguments(p.oid) not like 'p_session bytea, p_certificate bytea%' order by 1`,
  );
  const before = `begin_activation begin_renewal begin_sign_in count_attempt enrol finish_activation finish_renewal finish_sign_in
    read_activation read_invitation`;
  const listeners = 'read_certificates read_standing';
  const journal = 'keep_journal read_journal read_journal_lines read_persons_of_pc';
  const trace = 'trace_append_lines trace_heads trace_last_writer trace_open';
  // Who should ask the gate, and what is old enough to forget; neither says what happened.
  const push = 'find_concerned prune_events';
  // The public page: each shows or changes the one request whose secret is presented, or forgets what is overdue.
  const requests = 'erase_access_requests follow_access_request submit_access_request';
  const updates = 'ask_update read_update_package report_update';
  const names = `${before} ${updates} ${listeners} ${journal} ${trace} ${push} ${requests}`.split(/\s+/).sort();
  expect(rows.map(({ name }) => name)).toEqual(names);
});

test('forces row security on every table of care, medical and push, owned by the role that it binds [R08]', async () => {
  const tables = (await readTables(closed)).filter(({ base }) => base);
  expect(tables.map(({ name, rls, forced, owner }) => ({ name, rls, forced, owner }))).toEqual(
    tables.map(({ name }) => ({ name, rls: true, forced: true, owner: 'passerelle_owner' })),
  );
});

test('shows the owner no row without a session, with half of one, or with two halves of different ones [R08]', async () => {
  const [one, two] = [hashes(linked), hashes(other)];
  const attempts: [Buffer | null, Buffer | null][] = [
    [null, null],
    [randomBytes(32), randomBytes(32)],
    [one.session, null],
    [null, one.certificate],
    [one.session, two.certificate],
    [randomBytes(32), one.certificate],
  ];
  for (const [session, certificate] of attempts) {
    const counts = await countRows(session, certificate);
    expect(counts).toEqual(Object.fromEntries(Object.keys(counts).map((name) => [name, 0])));
  }
});

test('shows a physician the patient of an active link, and a colleague without one nothing medical [R08] [R13]', async () => {
  const mine = await countRows(hashes(linked).session, hashes(linked).certificate);
  expect(mine['medical.resource']).toBeGreaterThan(2);
  const theirs = await countRows(hashes(other).session, hashes(other).certificate);
  // What belongs to no patient (practitioners, organisations) may be seen by whoever is signed in; here there is none.
  expect(Object.entries(theirs).filter(([name, n]) => name.startsWith('medical.') && n > 0)).toEqual([]);
  expect(theirs['care.link']).toBe(0);
});

test.each([
  ['the session ended', (s: Buffer) => ['update identity.session set ended_at = now() where sha256 = $1', s]],
  ['its 14 hours are over', (s: Buffer) => ['update identity.session set ends_at = now() where sha256 = $1', s]],
  [
    'the PC was revoked',
    (s: Buffer) => [
      'update identity.certificate set revoked_at = now() where sha256 = (select certificate from identity.session where sha256 = $1)',
      s,
    ],
  ],
  [
    'the certificate expired',
    (s: Buffer) => [
      'update identity.certificate set not_after = now() where sha256 = (select certificate from identity.session where sha256 = $1)',
      s,
    ],
  ],
  [
    'the account was suspended',
    (s: Buffer) => [
      'update identity.person set suspended_at = now() where id = (select person from identity.session where sha256 = $1)',
      s,
    ],
  ],
] as const)('shows nothing from the moment that %s [R08] [R13]', async (_, change) => {
  const { session, certificate } = hashes(linked);
  expect(total(await countRows(session, certificate))).toBeGreaterThan(0);
  const [before] = await hospital.test.sql<{ s: object; c: object; p: object }>(
    `select s.ended_at, s.ends_at, c.revoked_at, c.not_after, p.suspended_at from identity.session s
     join identity.certificate c on c.sha256 = s.certificate join identity.person p on p.id = s.person where s.sha256 = $1`,
    [session],
  );
  const [text, value] = change(session) as [string, Buffer];
  await hospital.test.sql(text, [value]);
  expect(total(await countRows(session, certificate))).toBe(0);
  const { ended_at, ends_at, revoked_at, not_after, suspended_at } = before as unknown as Record<string, Date | null>;
  await hospital.test.sql('update identity.session set ended_at = $2, ends_at = $3 where sha256 = $1', [
    session,
    ended_at,
    ends_at,
  ]);
  await hospital.test.sql('update identity.certificate set revoked_at = $2, not_after = $3 where sha256 = $1', [
    certificate,
    revoked_at,
    not_after,
  ]);
  await hospital.test.sql('update identity.person set suspended_at = $2 where id = $1', [
    linked.session.person.id,
    suspended_at,
  ]);
});
