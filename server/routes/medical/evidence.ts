import type { Routes } from '../../deps.ts';
import { makeEvidenceArchive } from '../../evidence/evidence-archive.ts';
import { toSeenRefs, toSeenVersions } from '../../evidence/seen.ts';
import { readEvidenceFacts, readEvidenceTrace, readEvidenceVersions } from '../../store/evidence-store.ts';
import { answer } from '../answer.ts';

/** The signed evidence file of one link, for the Medical Director alone [R20] [X14]. */
export const evidenceRoutes: Routes = async (app, { database, blobs, pki, clock, settings }) => {
  answer(app, 'evidence/make', async ({ params, request }) => {
    const object = `evidence/make#${params.link}`;
    request.subject = { patient: null, object };
    const { facts, patient } = await readEvidenceFacts(database, request.caller, params.link);
    const trace = await readEvidenceTrace(database, request.caller, params.link);
    const known = await readEvidenceVersions(database, request.caller, params.link, toSeenRefs(trace));
    const seen = toSeenVersions(trace, known);
    const archive = await makeEvidenceArchive(
      { pki, blobs },
      { hospital: settings.hospital, facts, trace, seen },
      clock.now(),
    );
    await request.trace({ kind: 'oversight', patient, object });
    const name = `dossier-de-preuve-${params.link.slice(0, 8)}.zip`;
    return { name, type: 'application/zip' as const, base64: archive.toString('base64') };
  });
};
