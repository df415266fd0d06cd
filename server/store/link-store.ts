import { ExpectedFailure, type FailureCode } from '../../contracts/failure.ts';
import type { LinkState, PatientFacts, TherapeuticLink } from '../../contracts/link.ts';
import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';
import type { NameKeys } from '../domain/person-name.ts';
import type { SignedLink } from '../mapping/consent.ts';

interface LinkRow {
  readonly id: string;
  readonly patient: string;
  readonly family: string;
  readonly given: readonly string[];
  readonly birth: string | null;
  readonly sex: PatientFacts['sex'];
  readonly state: LinkState;
  readonly readable: boolean;
  readonly created_at: Date;
  readonly valid_until: string | null;
  readonly consent_version: string;
}

const columns =
  'id, patient, family, given, birth, sex, state, readable, created_at, valid_until::text, consent_version';

/** The caller's own links that have not ended, by the patients' names. */
export async function listLinks(database: Database, { session, certificate }: Caller): Promise<TherapeuticLink[]> {
  const rows = await database.ask<LinkRow>('link-list', `select ${columns} from api.list_links($1, $2)`, [
    session,
    certificate,
  ]);
  return rows.map((row) => toLink(row));
}

/** The same with what was signed, for FHIR Consent. */
export async function listConsents(database: Database, caller: Caller): Promise<SignedLink[]> {
  const physician = await readPhysician(database, caller);
  const rows = await database.ask<
    LinkRow & { signed_on: string | null; reference: string | null; sha256: string | null }
  >(
    'link-consents',
    `select ${columns}, signed_on::text, form_reference as reference, form_sha256 as sha256 from api.list_links($1, $2)`,
    [caller.session, caller.certificate],
  );
  return rows.map((row) => ({
    ...toLink(row),
    physician,
    signedOn: row.signed_on,
    form: row.reference === null || row.sha256 === null ? null : { reference: row.reference, sha256: row.sha256 },
  }));
}

/** One own link; refuses `not-found` for anybody else's. */
export async function readLink(database: Database, caller: Caller, link: string): Promise<TherapeuticLink> {
  const [row] = await database.ask<LinkRow>('link-read', `select ${columns} from api.read_link($1, $2, $3)`, [
    caller.session,
    caller.certificate,
    link,
  ]);
  if (row === undefined) throw new ExpectedFailure('not-found');
  return toLink(row);
}

/** What a proposal presents: never a number or a name, their keys only. */
export interface PresentedPerson extends NameKeys {
  readonly nissHash: Buffer;
  readonly birth: readonly string[];
}

/** The link's id, or why there is none: as an answer and not as a failure, because the database must remember it. */
export async function proposeLink(
  database: Database,
  { session, certificate }: Caller,
  { nissHash, family, given, birth }: PresentedPerson,
  consentVersion: string,
): Promise<{ outcome: 'ok'; link: string } | { outcome: Extract<FailureCode, `link-${string}`> }> {
  const [row] = await database.ask<{
    outcome: 'ok' | 'link-not-possible' | 'link-attempts-exceeded';
    link: string | null;
  }>('link-propose', 'select outcome, link from api.propose_link($1, $2, $3, $4, $5, $6, true, $7)', [
    session,
    certificate,
    nissHash,
    family,
    given,
    birth,
    consentVersion,
  ]);
  if (row === undefined) throw new Error('a proposal had no answer');
  if (row.outcome !== 'ok') return { outcome: row.outcome };
  if (row.link === null) throw new Error('an accepted proposal made no link');
  return { outcome: 'ok', link: row.link };
}

/** Whom a form names. `signedSha256` is the blob of the form that was signed, null before. */
export interface ConsentFacts {
  readonly family: string;
  readonly given: readonly string[];
  readonly birth: string | null;
  readonly nissCipher: Buffer | null;
  readonly address: readonly string[];
  readonly physician: string;
  readonly nihdi: string;
  readonly months: number;
  readonly signedSha256: string | null;
  readonly signedVersion: string;
}

/** Refuses `link-not-possible` when the patient keeps the caller out, `link-ended`, `not-found`. */
export async function readConsentFacts(database: Database, caller: Caller, link: string): Promise<ConsentFacts> {
  const [row] = await database.ask<ConsentFacts>(
    'link-consent-facts',
    `select family, given, birth, niss_cipher as "nissCipher", address, physician, nihdi, months,
       signed_sha256 as "signedSha256", consent_version as "signedVersion" from api.consent_facts($1, $2, $3)`,
    [caller.session, caller.certificate, link],
  );
  if (row === undefined) throw new ExpectedFailure('not-found');
  return row;
}

/** A form that was just made: from now on the only one of this link that may be signed. */
export async function recordForm(
  database: Database,
  caller: Caller,
  link: string,
  form: { readonly reference: string; readonly version: string; readonly sha256: string },
): Promise<void> {
  await database.ask('link-print', 'select api.print_consent($1, $2, $3, $4, $5, $6)', [
    caller.session,
    caller.certificate,
    link,
    form.reference,
    form.version,
    Buffer.from(form.sha256, 'hex'),
  ]);
}

/** Makes the link active and its letter wait, in one transaction. `signedOn` is `YYYY-MM-DD` in Europe/Brussels. */
export async function confirmSignature(
  database: Database,
  caller: Caller,
  link: string,
  signed: { readonly version: string; readonly sha256: string; readonly signedOn: string },
): Promise<void> {
  await database.ask('link-confirm', 'select api.confirm_signature($1, $2, $3, $4, $5, $6::date)', [
    caller.session,
    caller.certificate,
    link,
    signed.version,
    Buffer.from(signed.sha256, 'hex'),
    signed.signedOn,
  ]);
}

/** The successor's id, a draft; the running link stays. */
export async function renewLink(
  database: Database,
  caller: Caller,
  link: string,
  consentVersion: string,
): Promise<string> {
  const [row] = await database.ask<{ link: string }>(
    'link-renew',
    'select api.renew_link($1, $2, $3, true, $4) as link',
    [caller.session, caller.certificate, link, consentVersion],
  );
  if (row === undefined) throw new Error('a renewal had no answer');
  return row.link;
}

/** Gives up a link that was never signed. */
export async function abandonLink(database: Database, caller: Caller, link: string): Promise<void> {
  await database.ask('link-abandon', 'select api.abandon_link($1, $2, $3)', [caller.session, caller.certificate, link]);
}

/** The caller as a form names him or her. */
export async function readPhysician(database: Database, caller: Caller): Promise<{ name: string; nihdi: string }> {
  const [row] = await database.ask<{ name: string; nihdi: string }>(
    'link-physician',
    'select physician as name, nihdi from api.physician_facts($1, $2)',
    [caller.session, caller.certificate],
  );
  if (row === undefined) throw new ExpectedFailure('session-ended');
  return row;
}

function toLink(row: LinkRow): TherapeuticLink {
  return {
    id: row.id,
    patient: {
      id: row.patient,
      family: row.family,
      given: row.given.join(' '),
      birthDate: row.birth ?? '0000',
      sex: row.sex,
    },
    state: row.state,
    readable: row.readable,
    createdAt: row.created_at.toISOString(),
    validUntil: row.valid_until,
    consentVersion: row.consent_version,
  };
}
