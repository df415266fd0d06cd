import { isStateMac } from '../trace/chain.ts';
import { readHead, readHeadLines } from '../trace/heads.ts';
import { readSecrets } from '../secrets.ts';
import { toPlaces } from '../places.ts';
import { join } from 'node:path';
import { broken, type Checked, doubtful, type Finding, good } from './finding.ts';

const CLOCK_SECONDS = 5;
/** The trace may be written by a clock that is ahead by this much. */
const TRACE_SECONDS = 120;

/** PostgreSQL answers. */
export async function checkReachable({ database, env }: Checked): Promise<readonly Finding[]> {
  const where = env.databaseUrl === null ? 'of its own' : 'by DATABASE_URL';
  if (database === null)
    return [
      broken(
        `PostgreSQL ${where} does not answer: ${env.databaseUrl === null ? 'read postgres/postgresql.log' : 'try the URL with psql'}.`,
      ),
    ];
  return [good(`PostgreSQL ${await database.readVersion()} ${where} answers`)];
}

/** The two roles have no right too many, and every table of the record keeps its rows back. */
export async function checkRoles({ database }: Checked): Promise<readonly Finding[]> {
  if (database === null) return [];
  const roles = await database.readRoles();
  const found: Finding[] = [];
  for (const name of ['passerelle_owner', 'passerelle_api']) {
    const role = roles.find((one) => one.name === name);
    if (role === undefined) found.push(broken(`the role ${name} is missing: start the server once, which makes it.`));
    else if (role.superuser || role.bypassesRows)
      found.push(broken(`the role ${name} passes row security: alter role ${name} nosuperuser nobypassrls.`));
    else if (name === 'passerelle_owner' && role.login)
      found.push(broken('the role passerelle_owner can sign in: alter role passerelle_owner nologin.'));
  }
  if (found.length > 0) return found;
  for (const table of await database.listOpenTables())
    found.push(
      broken(`${table} has no forced row security: the gate is open there. Stop the server and call its makers.`),
    );
  const refused = await database.tryApi();
  if (refused !== null)
    found.push(
      broken(`the role passerelle_api does not get in (${refused}): start the server once, which sets its password.`),
    );
  return found.length > 0
    ? found
    : [good('two roles, neither passes row security; every table of the record forces it')];
}

/** The schema is this program's. */
export async function checkMigrations({ database }: Checked): Promise<readonly Finding[]> {
  if (database === null) return [];
  const { waiting, unknown, altered } = await database.readMigrations();
  if (altered.length > 0)
    return [broken(`${altered.join(', ')} was applied with another text: the program or the database was altered.`)];
  if (unknown.length > 0)
    return [
      broken(
        `${unknown.join(', ')} is of a newer version: install that version again, an older one cannot serve this database.`,
      ),
    ];
  if (waiting.length > 0) return [doubtful(`${waiting.length} are applied at the next start, from ${waiting[0]} on`)];
  return [good('all applied, none altered')];
}

/** This machine's clock, the database's and the trace's agree. */
export async function checkClock({ database, now }: Checked): Promise<readonly Finding[]> {
  if (database === null) return [];
  const apart = Math.abs((await database.readClock()).getTime() - Date.now()) / 1000;
  if (apart > CLOCK_SECONDS)
    return [
      broken(
        `this machine and the database are ${apart.toFixed(0)} s apart: one-time codes and certificates will fail. Set both by NTP.`,
      ),
    ];
  const last = await database.readLastTrace();
  const behind = last === null ? 0 : (last.getTime() - now.getTime()) / 1000;
  if (behind > TRACE_SECONDS)
    return [
      broken(
        `the clock is ${behind.toFixed(0)} s behind the newest entry of the trace: set it by NTP before the server starts.`,
      ),
    ];
  return [good('agrees with the database and the trace')];
}

/** Every writer of the trace stands as its seal says; the whole trace is verified by `verify-trace`. */
export async function checkTrace({ database, env }: Checked): Promise<readonly Finding[]> {
  if (database === null) return [];
  const places = toPlaces(env.data);
  const { traceKey, headKeyPem } = readSecrets(places.secrets);
  const writers = await database.readWriters();
  const altered = writers.filter((writer) => !isStateMac(traceKey, writer, writer.mac));
  const lines = readHeadLines(join(places.trace, 'heads.log'));
  const last = lines.at(-1);
  if (altered.length > 0)
    return [
      broken(
        `writer ${altered[0]?.number} is not as its seal says: run passerelle-server verify-trace and tell the Director.`,
      ),
    ];
  if (last !== undefined && readHead(last, headKeyPem) === null)
    return [broken('the last line of heads.log is not signed by this hospital: run passerelle-server verify-trace.')];
  return [good(`${writers.length} writers stand as their seals say, ${lines.length} signed heads`)];
}
