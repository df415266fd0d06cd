import type { z } from 'zod';
import type { PackageKind } from '../../contracts/release.ts';
import type {
  ReleaseDeed,
  ReleaseLine,
  Ring,
  Rollout,
  UpdateOutcome,
  UpdateQuestion,
} from '../../contracts/updates.ts';
import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';

/** A release as a PC is offered it. */
export interface OfferedRow {
  readonly counter: number;
  readonly content: string;
  readonly signature: Buffer;
  readonly required_from: Date | null;
}

/** Keeps what a PC says of itself; answers what it is offered, null for nothing. */
export async function askUpdate(
  database: Database,
  { certificate }: Caller,
  { version, counter, kind }: UpdateQuestion,
): Promise<OfferedRow | null> {
  const [row] = await database.ask<OfferedRow>('update-ask', 'select * from api.ask_update($1, $2, $3, $4)', [
    certificate,
    version,
    counter,
    kind,
  ]);
  return row ?? null;
}

/** Keeps how a release ended on a PC. */
export async function reportUpdate(database: Database, { certificate }: Caller, told: UpdateOutcome): Promise<void> {
  const { counter, end, reason, at } = told;
  const values = [certificate, counter, end, reason, at];
  await database.ask('update-report', 'select api.report_update($1, $2, $3, $4, $5)', values);
}

/** The file of a package of the release that this PC is offered now; refuses `not-found` for any other. */
export async function readUpdatePackage(
  database: Database,
  { certificate }: Caller,
  sha256: string,
): Promise<{ readonly counter: number; readonly file: string; readonly size: number }> {
  const [row] = await database.ask<{ counter: number; file: string; size: string }>(
    'update-package',
    'select * from api.read_update_package($1, $2)',
    [certificate, Buffer.from(sha256, 'hex')],
  );
  if (row === undefined) throw new Error('read_update_package answered nothing');
  return { ...row, size: Number(row.size) };
}

interface RolloutColumns {
  readonly ring: Ring | null;
  readonly percentage: number | null;
  readonly required_from: Date | null;
}

/** A release as the helpdesk's list has it. */
export interface ReleaseRow extends RolloutColumns {
  readonly counter: number;
  readonly version: string;
  readonly made: Date;
  readonly expires: Date;
  readonly added_at: Date;
  readonly is_way_back: boolean;
  readonly kinds: PackageKind[];
  readonly standing: z.infer<typeof ReleaseLine>['standing'];
  readonly reaches: number;
  readonly installed: number;
  readonly failed: number;
  readonly went_back: number;
}

/** Who did what, newest first. */
export interface DeedRow extends RolloutColumns {
  readonly at: Date;
  readonly by: string;
  readonly counter: number;
  readonly deed: z.infer<typeof ReleaseDeed>['deed'];
}

/** Everything of the helpdesk's list of releases. */
export async function listReleases(
  database: Database,
  { session, certificate }: Caller,
): Promise<{ releases: readonly ReleaseRow[]; deeds: readonly DeedRow[]; pilots: number; pcs: number }> {
  const who = [session, certificate];
  const [releases, deeds, fleet] = await Promise.all([
    database.ask<ReleaseRow>('release-list', 'select * from api.list_releases($1, $2)', who),
    database.ask<DeedRow>('release-deeds', 'select * from api.list_release_deeds($1, $2)', who),
    database.ask<{ pilots: number; pcs: number }>('release-fleet', 'select * from api.count_fleet($1, $2)', who),
  ]);
  return { releases, deeds, pilots: fleet[0]?.pilots ?? 0, pcs: fleet[0]?.pcs ?? 0 };
}

/** Sets how far a release goes. Helpdesk only, as all below. */
export async function pushRelease(
  database: Database,
  { session, certificate }: Caller,
  counter: number,
  { ring, percentage, requiredFrom }: z.infer<typeof Rollout>,
): Promise<void> {
  const values = [session, certificate, counter, ring, percentage, requiredFrom];
  await database.ask('release-push', 'select api.push_release($1, $2, $3, $4, $5, $6)', values);
}

/** Holds a rollout up, or lets it go on. */
export async function pauseRelease(
  database: Database,
  { session, certificate }: Caller,
  counter: number,
  paused: boolean,
): Promise<void> {
  await database.ask('release-pause', 'select api.pause_release($1, $2, $3, $4)', [
    session,
    certificate,
    counter,
    paused,
  ]);
}

/** Takes a release back for good. */
export async function withdrawRelease(
  database: Database,
  { session, certificate }: Caller,
  counter: number,
): Promise<void> {
  await database.ask('release-withdraw', 'select api.withdraw_release($1, $2, $3)', [session, certificate, counter]);
}

/** A PC and its version, as the helpdesk's list has it. */
export interface PcVersionRow {
  readonly pc: string;
  readonly name: string;
  readonly ring: Ring;
  readonly version: string | null;
  readonly counter: number | null;
  readonly asked_at: Date | null;
  readonly ended_counter: number | null;
  readonly ended: UpdateOutcome['end'] | null;
  readonly reason: UpdateOutcome['reason'];
  readonly ended_at: Date | null;
}

/** How many PCs in service are meant, and the first 300. */
export async function listPcVersions(
  database: Database,
  { session, certificate }: Caller,
  { search, only }: { readonly search: string; readonly only: string },
): Promise<{ readonly total: number; readonly rows: readonly PcVersionRow[] }> {
  const rows = await database.ask<PcVersionRow & { total: number }>(
    'release-pcs',
    'select * from api.list_update_pcs($1, $2, $3, $4)',
    [session, certificate, search, only],
  );
  return { total: rows[0]?.total ?? 0, rows };
}

/** Puts a PC into a ring. */
export async function setRing(
  database: Database,
  { session, certificate }: Caller,
  pc: string,
  ring: Ring,
): Promise<void> {
  await database.ask('release-set-ring', 'select api.set_update_ring($1, $2, $3, $4)', [
    session,
    certificate,
    pc,
    ring,
  ]);
}
