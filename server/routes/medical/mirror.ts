import { createHash } from 'node:crypto';
import type { Manifest } from '../../../contracts/mirror.ts';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import type { Routes } from '../../deps.ts';
import { readMarks } from '../../store/mark-store.ts';
import { readManifest, type ManifestRow } from '../../store/manifest-store.ts';
import { answer } from '../answer.ts';

/** Reading time in a lease's life: what a working day of consultations cannot exceed, in seconds. */
const BUDGET_SECONDS = 4 * 3600;

/** The mirror manifest of one patient, with the lease of the copy that is made by it. */
export const mirrorRoutes: Routes = async (app, { database, pki, clock, settings }) => {
  answer(app, 'mirror/manifest', async ({ params: { patient }, request }) => {
    request.subject = { patient, object: `Patient/${patient}/manifest` };
    const now = clock.now();
    const leaseEnds = new Date(now.getTime() + settings.leaseHours * 3_600_000);
    const [{ caller, rows }, marks] = await Promise.all([
      readManifest(database, request.caller, patient, leaseEnds),
      readMarks(database, request.caller, patient),
    ]);
    if (caller === null) throw new ExpectedFailure('record-not-available');
    const items = rows.map(toItem);
    const exp = Math.min(leaseEnds.getTime(), caller.linkEnds.getTime());
    const [lease] = await Promise.all([
      pki.signStatement({
        person: caller.person,
        pc: caller.pc,
        patient,
        iat: Math.floor(now.getTime() / 1000),
        exp: Math.floor(exp / 1000),
        budget: BUDGET_SECONDS,
      }),
      request.trace({ kind: 'searched', patient, object: `Patient/${patient}/manifest` }),
    ]);
    const revision = createHash('sha256').update(JSON.stringify(items)).digest('hex');
    const { lastVisit: visit } = caller;
    const lastVisit = visit && { endedAt: visit.endedAt.toISOString(), sawUntil: visit.sawUntil.toISOString() };
    const shown = new Set(items.map((item) => (item.kind === 'resource' ? item.ref : '')));
    // Asked beside the manifest, not with it: of a document that was hidden between the two nothing is told.
    const own = marks.filter(({ document }) => shown.has(document));
    return { patient, revision, asOf: now.toISOString(), lease, items, lastVisit, marks: own } satisfies Manifest;
  });
};

function toItem({
  kind,
  ref,
  version,
  study,
  series,
  sha256,
  bytes,
  recorded,
  first,
}: ManifestRow): Manifest['items'][number] {
  const copy = { sha256, bytes: Number(bytes) };
  return kind === 'resource'
    ? {
        kind,
        ref,
        version: version ?? 0,
        ...copy,
        ...(recorded && first && { recorded: recorded.toISOString(), first: first.toISOString() }),
      }
    : { kind, study: study ?? '', series: series ?? '', instance: ref, ...copy };
}
