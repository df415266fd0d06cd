import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';

/** One thing that may be copied; `ref` is `Type/id` or a SOP Instance UID. */
export interface ManifestRow {
  readonly kind: 'resource' | 'instance';
  readonly ref: string;
  readonly version: number | null;
  readonly study: string | null;
  readonly series: string | null;
  readonly sha256: string;
  /** int8: text on the wire. */
  readonly bytes: string;
  /** Of a resource alone. */
  readonly recorded: Date | null;
  readonly first: Date | null;
}

/** Whom a lease is made out to, and when the link that allows it ends. */
export interface LeaseFacts {
  readonly person: string;
  readonly pc: string;
  readonly linkEnds: Date;
  /** The last visit before this one; null when there was none, or nobody can tell what was seen. */
  readonly lastVisit: { readonly endedAt: Date; readonly sawUntil: Date } | null;
}

/**
 * Everything this caller may copy of a patient, sorted; `caller` is null when there may be nothing at all. Keeps that a copy lives until
 * `leaseEnds` or the end of the link, whichever is first: the lease that is signed for it must not end later.
 */
export async function readManifest(
  database: Database,
  { session, certificate }: Caller,
  patient: string,
  leaseEnds: Date,
): Promise<{ caller: LeaseFacts | null; rows: readonly ManifestRow[] }> {
  const [first, ...rows] = await database.ask<
    ManifestRow & {
      person: string;
      pc: string;
      link_ends: Date | null;
      visit_ended: Date | null;
      visit_saw: Date | null;
    }
  >('mirror-manifest', 'select * from api.read_manifest($1, $2, $3, $4)', [session, certificate, patient, leaseEnds]);
  if (first === undefined || first.link_ends === null) return { caller: null, rows: [] };
  const { visit_ended: endedAt, visit_saw: sawUntil } = first;
  const lastVisit = endedAt === null || sawUntil === null ? null : { endedAt, sawUntil };
  return { caller: { person: first.person, pc: first.pc, linkEnds: first.link_ends, lastVisit }, rows };
}
