import type { Dispute } from '../../contracts/dispute.ts';
import { ExpectedFailure } from '../../contracts/failure.ts';
import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';

/** What a claim letter says; notes in the same transaction that it was printed. */
export interface Claim {
  readonly physician: string;
  readonly nihdi: string;
  /** Lines of the practice's postal address; none where it is not known. */
  readonly address: readonly string[];
  readonly person: string;
  readonly patient: string | null;
  readonly scope: Dispute['scope'];
  readonly delayDays: number;
  readonly openedAt: Date;
  readonly aboutLink: boolean;
  readonly forms: readonly {
    readonly reference: string;
    readonly signedOn: string;
    readonly family: string;
    readonly given: readonly string[];
    readonly birth: string | null;
  }[];
}

/** Refuses `not-found`, and `conflict` once the dispute is decided. */
export async function printClaim(database: Database, caller: Caller, id: string): Promise<Claim> {
  const rows = await database.ask<{
    physician: string;
    nihdi: string | null;
    address: readonly string[];
    scope: Dispute['scope'];
    delay_days: number;
    opened_at: Date;
    about_link: boolean;
    person: string;
    patient: string | null;
    form_reference: string | null;
    signed_on: string | null;
    family: string | null;
    given: readonly string[] | null;
    birth: string | null;
  }>('dispute-letter', 'select * from api.print_claim($1, $2, $3)', [caller.session, caller.certificate, id]);
  const [first] = rows;
  if (first === undefined) throw new ExpectedFailure('not-found');
  return {
    physician: first.physician,
    nihdi: first.nihdi ?? '',
    address: first.address,
    person: first.person,
    patient: first.patient,
    scope: first.scope,
    delayDays: first.delay_days,
    openedAt: first.opened_at,
    aboutLink: first.about_link,
    forms: rows.flatMap(({ form_reference, signed_on, family, given, birth }) =>
      form_reference === null || signed_on === null || family === null
        ? []
        : [{ reference: form_reference, signedOn: signed_on, family, given: given ?? [], birth }],
    ),
  };
}

/** The newest scan of the contested form, its bytes by `sha256`; refuses `not-found`. Director only. */
export async function readClaimedScan(
  database: Database,
  { session, certificate }: Caller,
  dispute: string,
): Promise<{ readonly patient: string; readonly reference: string; readonly sha256: string }> {
  const [row] = await database.ask<{ patient: string; reference: string; sha256: string }>(
    'dispute-scan',
    'select * from api.read_dispute_scan($1, $2, $3)',
    [session, certificate, dispute],
  );
  if (row === undefined) throw new Error('a scan is read or refused');
  return row;
}
