import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';

/** What a study of the PACS is here; see migration 0072. */
export type PacsVerdict = 'unknown' | 'ambiguous' | 'unlinked' | 'same' | 'changed';

/** Judges studies by the keyed hashes of their Patient ID and their number of instances; one without a number is never `same`. */
export function matchPacsStudies(
  database: Database,
  { session, certificate }: Caller,
  studies: readonly {
    readonly study: string;
    readonly instances: number | null;
    readonly patientHashes: readonly string[];
  }[],
): Promise<{ study: string; verdict: PacsVerdict }[]> {
  return database.ask('pacs-match', 'select * from api.match_pacs_studies($1, $2, $3)', [
    session,
    certificate,
    JSON.stringify(studies),
  ]);
}

/** Instances of a study that are known here, by their UID. */
export async function readPacsIndex(
  database: Database,
  { session, certificate }: Caller,
  study: string,
): Promise<ReadonlyMap<string, 'store' | 'pacs'>> {
  const rows = await database.ask<{ instance: string; source: 'store' | 'pacs' }>(
    'pacs-index',
    'select * from api.read_pacs_index($1, $2, $3)',
    [session, certificate, study],
  );
  return new Map(rows.map(({ instance, source }) => [instance, source]));
}

/** Remembers that a study was looked at completely when it had so many instances. */
export async function keepPacsStudy(
  database: Database,
  { session, certificate }: Caller,
  study: string,
  instances: number,
): Promise<void> {
  await database.ask('pacs-keep-study', 'select api.keep_pacs_study($1, $2, $3, $4)', [
    session,
    certificate,
    study,
    instances,
  ]);
}

/** Ends a look at everything; the studies that are to be forgotten now. */
export async function keepPacsLook(
  database: Database,
  { session, certificate }: Caller,
  present: readonly string[],
  unmatched: number,
): Promise<readonly string[]> {
  const rows = await database.ask<{ study: string }>(
    'pacs-keep-look',
    'select study from api.keep_pacs_look($1, $2, $3, $4) study',
    [session, certificate, present, unmatched],
  );
  return rows.map(({ study }) => study);
}

/** Remembers that a look failed, by its code. */
export async function keepPacsFailure(
  database: Database,
  { session, certificate }: Caller,
  failure: string,
): Promise<void> {
  await database.ask('pacs-keep-failure', 'select api.keep_pacs_failure($1, $2, $3)', [session, certificate, failure]);
}

/** Takes instances (null: all) of a study out of the index where only the PACS has their bytes; how many. */
export async function forgetPacsInstances(
  database: Database,
  { session, certificate }: Caller,
  study: string,
  instances: readonly string[] | null,
): Promise<number> {
  const [row] = await database.ask<{ count: number }>(
    'pacs-forget',
    'select api.forget_pacs_instances($1, $2, $3, $4) count',
    [session, certificate, study, instances],
  );
  return row?.count ?? 0;
}
