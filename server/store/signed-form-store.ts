import { ExpectedFailure } from '../../contracts/failure.ts';
import type { LinkForm } from '../../contracts/signed-form.ts';
import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';

/** The caller's own forms of links that have not ended, each with its last scan. */
export async function listForms(database: Database, { session, certificate }: Caller): Promise<LinkForm[]> {
  const rows = await database.ask<{
    link: string;
    reference: string;
    printed_at: Date;
    filed_at: Date | null;
    pages: number | null;
  }>('form-list', 'select link, reference, printed_at, filed_at, pages from api.list_forms($1, $2)', [
    session,
    certificate,
  ]);
  return rows.map(({ link, reference, printed_at, filed_at, pages }) => ({
    link,
    reference,
    printedAt: printed_at.toISOString(),
    scan: filed_at === null || pages === null ? null : { filedAt: filed_at.toISOString(), pages },
  }));
}

/**
 * The own link whose signed form bears this reference; refuses `form-unknown`, `form-not-signed`, `form-replaced` or `link-ended`, and
 * `too-many-attempts` where no other file than those it has may be kept: `sha256` says which one is meant, null a new one.
 */
export async function findSignedForm(
  database: Database,
  { session, certificate }: Caller,
  reference: string,
  sha256: string | null,
): Promise<{ link: string; patient: string }> {
  const [row] = await database.ask<{ link: string; patient: string }>(
    'form-find',
    'select link, patient from api.find_signed_form($1, $2, $3, $4)',
    [session, certificate, reference, sha256 === null ? null : Buffer.from(sha256, 'hex')],
  );
  if (row === undefined) throw new ExpectedFailure('form-unknown');
  return row;
}

/** Keeps which file the scan of this form is; answers when it was filed first. Refuses as `findSignedForm` does. */
export async function fileSignedForm(
  database: Database,
  { session, certificate }: Caller,
  reference: string,
  { sha256, pages }: { readonly sha256: string; readonly pages: number },
): Promise<Date> {
  const [row] = await database.ask<{ at: Date }>('form-file', 'select api.file_signed_form($1, $2, $3, $4, $5) as at', [
    session,
    certificate,
    reference,
    Buffer.from(sha256, 'hex'),
    pages,
  ]);
  if (row === undefined) throw new Error('a filed form had no answer');
  return row.at;
}

/** The last scan of an own link's form; refuses `not-found`. */
export async function readSignedForm(
  database: Database,
  { session, certificate }: Caller,
  link: string,
): Promise<{ patient: string; sha256: string; filedAt: Date }> {
  const [row] = await database.ask<{ patient: string; sha256: string; filedAt: Date }>(
    'form-read',
    'select patient, sha256, filed_at as "filedAt" from api.read_signed_form($1, $2, $3)',
    [session, certificate, link],
  );
  if (row === undefined) throw new ExpectedFailure('not-found');
  return row;
}
