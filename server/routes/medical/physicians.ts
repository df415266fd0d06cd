import type { Routes } from '../../deps.ts';
import { readPhysicianDetail, searchPhysicians, suspendPhysician } from '../../store/physician-store.ts';
import { answer } from '../answer.ts';

/** Physicians, for the Medical Director: found, looked at, suspended and reinstated outside a dispute [R15]. */
export const physicianRoutes: Routes = async (app, { database }) => {
  answer(app, 'physician/search', async ({ input, request }) => {
    request.subject = { patient: null, object: 'physician/search' };
    const list = await searchPhysicians(database, request.caller, input.query);
    await request.trace({ kind: 'oversight', patient: null, object: 'physician/search' });
    return list;
  });

  answer(app, 'physician/read', async ({ params, request }) => {
    const object = `physician/read#${params.person}`;
    request.subject = { patient: null, object };
    const detail = await readPhysicianDetail(database, request.caller, params.person);
    await request.trace({ kind: 'oversight', patient: null, object });
    return detail;
  });

  answer(app, 'physician/suspend', async ({ params, input, request }) => {
    const object = `physician/${input.suspended ? 'suspend' : 'reinstate'}#${params.person}`;
    request.subject = { patient: null, object };
    await suspendPhysician(database, request.caller, params.person, input);
    await request.trace({ kind: 'link', patient: null, object });
    return {};
  });
};
