import { createHash, randomBytes, X509Certificate } from 'node:crypto';
import pg from 'pg';
import type { SignedIn, TestHospital } from '../support/test-hospital.ts';

/** What one function of schema api answered to somebody who guesses. */
export interface Guess {
  readonly name: string;
  /** Code of the refusal, the database's error, or null when it answered. */
  readonly refusal: string | null;
  /** The rows, as JSON; empty when refused. */
  readonly rows: string;
}

const sha256 = (bytes: string | Buffer): Buffer => createHash('sha256').update(bytes).digest();

/** The two hashes under which a session enters the gate. */
export const toHashes = ({ session, enrolment }: SignedIn): readonly [session: Buffer, certificate: Buffer] => [
  sha256(session.token),
  sha256(new X509Certificate(enrolment.certificate).raw),
];

/** A value of a type for each argument; ids are the guessed one. */
function guess(type: string, id: string): unknown {
  const values: Readonly<Record<string, unknown>> = {
    uuid: id,
    'uuid[]': [id],
    text: 'Patient',
    'text[]': ['Patient'],
    integer: 1,
    'integer[]': [1],
    bigint: '1',
    'bigint[]': ['1'],
    boolean: true,
    'boolean[]': [true],
    bytea: randomBytes(32),
    'bytea[]': [randomBytes(32)],
    jsonb: '{}',
    date: '2026-01-01',
    'timestamp with time zone': '2026-01-01T00:00:00Z',
  };
  return type in values ? values[type] : null;
}

/** Asks every gated function of schema api, as the API's own role and under somebody's session, with each guessed id; nothing stays. */
export async function guessEverything(
  hospital: TestHospital,
  by: SignedIn,
  ids: readonly string[],
): Promise<readonly Guess[]> {
  const functions = await hospital.test.sql<{ name: string; types: string[] }>(
    `select p.proname as name, array(select format_type(t, null) from unnest(p.proargtypes) with ordinality a (t, n) order by n) as types
       from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname = 'api' and pg_get_function_identity_arguments(p.oid) like 'p_session bytea, p_certificate bytea%' order by 1`,
  );
  const client = new pg.Client(hospital.test.api);
  await client.connect();
  const found: Guess[] = [];
  try {
    for (const { name, types } of functions)
      for (const id of ids) {
        const values = [...toHashes(by), ...types.slice(2).map((type) => guess(type, id))];
        const marks = types.map((type, at) => `$${at + 1}::${type}`).join(', ');
        await client.query('begin');
        const answer = await client.query(`select * from api.${name}(${marks})`, values).then(
          ({ rows }) => ({ refusal: null, rows: JSON.stringify(rows) }),
          (error: Error) => ({ refusal: error.message, rows: '' }),
        );
        found.push({ name, ...answer });
        await client.query('rollback');
      }
  } finally {
    await client.end();
  }
  return found;
}
