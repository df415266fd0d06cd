import type { Person } from '../../contracts/person.ts';
import type { Caller } from '../caller.ts';
import type { Database, IssuedCertificate } from '../deps.ts';

/** What sign-in compares with; everything null for an account that does not exist. */
export interface Factors {
  readonly person: string | null;
  readonly password_hash: string | null;
  readonly totp_secret: Buffer | null;
  readonly activated: boolean | null;
  readonly invited_here?: boolean;
}

/** The one factor that is used up: a TOTP step or the hash of a recovery code. */
export type UsedFactor = { readonly step: number } | { readonly recovery: Buffer };

const certificateValues = ({ sha256, serial, keySha256, notBefore, notAfter }: IssuedCertificate): unknown[] => [
  sha256,
  serial,
  keySha256,
  notBefore,
  notAfter,
];
const factorValues = (factor: UsedFactor): unknown[] =>
  'step' in factor ? [factor.step, null] : [null, factor.recovery];

/** PC that this code enrols with this key: null for a new one. Refuses a wrong, used or expired code. */
export async function readInvitation(database: Database, codeHash: Buffer, keySha256: Buffer): Promise<string | null> {
  const [row] = await database.ask<{ pc: string | null }>(
    'read-invitation',
    'select api.read_invitation($1, $2) as pc',
    [codeHash, keySha256],
  );
  return row?.pc ?? null;
}

/** Uses the code up and enrols the PC with its certificate. */
export async function enrolPc(
  database: Database,
  codeHash: Buffer,
  pc: { readonly id: string; readonly name: string },
  certificate: IssuedCertificate,
): Promise<{ person: Person; activated: boolean }> {
  const [row] = await database.ask<Person & { activated: boolean }>(
    'enrol',
    'select * from api.enrol($1, $2, $3, $4, $5, $6, $7, $8)',
    [codeHash, pc.id, pc.name, ...certificateValues(certificate)],
  );
  if (row === undefined) throw new Error('enrol answered nothing');
  return { person: toPerson(row), activated: row.activated };
}

/** What the hospital says of a PC's certificate. */
export async function readStanding(database: Database, sha256: Buffer): Promise<string> {
  const [row] = await database.ask<{ standing: string }>('standing', 'select api.read_standing($1) as standing', [
    sha256,
  ]);
  return row?.standing ?? 'unknown';
}

/** Counts a try at `account` from this PC, or refuses `too-many-attempts`. */
export async function countAttempt(database: Database, certificate: Buffer, account: string): Promise<void> {
  await database.ask('count-attempt', 'select api.count_attempt($1, $2)', [certificate, account]);
}

/** Keeps password and second factor until a code confirms them; returns the login. */
export async function beginActivation(
  database: Database,
  certificate: Buffer,
  codeHash: Buffer,
  passwordHash: string,
  sealedSecret: Buffer,
): Promise<string> {
  const [row] = await database.ask<{ login: string }>(
    'begin-activation',
    'select api.begin_activation($1, $2, $3, $4) as login',
    [certificate, codeHash, passwordHash, sealedSecret],
  );
  return row?.login ?? '';
}

/** The sealed second factor that waits to be confirmed. */
export async function readActivation(database: Database, certificate: Buffer, codeHash: Buffer): Promise<Buffer> {
  const [row] = await database.ask<{ secret: Buffer }>(
    'read-activation',
    'select api.read_activation($1, $2) as secret',
    [certificate, codeHash],
  );
  if (row === undefined) throw new Error('read_activation answered nothing');
  return row.secret;
}

/** Makes password, second factor and recovery codes the person's. */
export async function finishActivation(
  database: Database,
  certificate: Buffer,
  codeHash: Buffer,
  step: number,
  recovery: readonly Buffer[],
): Promise<void> {
  await database.ask('finish-activation', 'select api.finish_activation($1, $2, $3, $4)', [
    certificate,
    codeHash,
    step,
    recovery,
  ]);
}

/** Counts the try and reads what to compare with; null for an unknown account. */
export async function beginSignIn(database: Database, certificate: Buffer, login: string): Promise<Factors | null> {
  const [row] = await database.ask<Factors>('begin-sign-in', 'select * from api.begin_sign_in($1, $2)', [
    certificate,
    login,
  ]);
  return row ?? null;
}

/** Uses the second factor up and opens the session. */
export async function finishSignIn(
  database: Database,
  certificate: Buffer,
  person: string,
  factor: UsedFactor,
  session: Buffer,
  hours: number,
): Promise<{ person: Person; endsAt: Date; recoveryLeft: number; now: Date }> {
  const [row] = await database.ask<Person & { ends_at: Date; recovery_left: number; now: Date }>(
    'finish-sign-in',
    'select * from api.finish_sign_in($1, $2, $3, $4, $5, $6)',
    [certificate, person, ...factorValues(factor), session, hours],
  );
  if (row === undefined) throw new Error('finish_sign_in answered nothing');
  return { person: toPerson(row), endsAt: row.ends_at, recoveryLeft: row.recovery_left, now: row.now };
}

/** Counts the try and reads the password's hash of the session's person. */
export async function beginUnlock(database: Database, { session, certificate }: Caller): Promise<string | null> {
  const [row] = await database.ask<{ hash: string }>('begin-unlock', 'select api.begin_unlock($1, $2) as hash', [
    session,
    certificate,
  ]);
  return row?.hash ?? null;
}

/** Forgets the tries of this session. */
export async function finishUnlock(database: Database, { session, certificate }: Caller): Promise<void> {
  await database.ask('finish-unlock', 'select api.finish_unlock($1, $2)', [session, certificate]);
}

/** Ends the session; one that has ended already stays so. */
export async function endSession(database: Database, { session, certificate }: Caller): Promise<void> {
  await database.ask('end-session', 'select api.end_session($1, $2)', [session, certificate]);
}

/** The PC of a certificate that may still be renewed, and what to compare with. */
export async function beginRenewal(
  database: Database,
  certificate: Buffer,
  login: string,
  graceDays: number,
): Promise<Factors & { readonly pc: string }> {
  const [row] = await database.ask<Factors & { pc: string }>(
    'begin-renewal',
    'select * from api.begin_renewal($1, $2, $3)',
    [certificate, login, graceDays],
  );
  if (row === undefined) throw new Error('begin_renewal answered nothing');
  return row;
}

/** Uses the second factor up and enrols the PC's next certificate. */
export async function finishRenewal(
  database: Database,
  certificate: Buffer,
  person: string,
  factor: UsedFactor,
  graceDays: number,
  next: IssuedCertificate,
): Promise<Person> {
  const [row] = await database.ask<Person>(
    'finish-renewal',
    'select * from api.finish_renewal($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
    [certificate, person, ...factorValues(factor), graceDays, ...certificateValues(next)],
  );
  if (row === undefined) throw new Error('finish_renewal answered nothing');
  return toPerson(row);
}

function toPerson({ id, role, login, name, nihdi }: Person): Person {
  return { id, role, login, name, nihdi };
}
