import type { Routes } from '../../deps.ts';
import { listIntakeNotes } from '../../store/intake-store.ts';
import { answer } from '../answer.ts';

/** What was wrong with the bundles that systems sent by FHIR, for the helpdesk [R25]. */
export const intakeRoutes: Routes = async (app, { database }) => {
  answer(app, 'intake/list', async ({ request }) => {
    request.subject = { patient: null, object: 'intake/list' };
    const notes = await listIntakeNotes(database, request.caller);
    await request.trace({ kind: 'oversight', patient: null, object: 'intake/list' });
    return notes;
  });
};
