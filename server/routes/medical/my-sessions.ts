import type { Routes } from '../../deps.ts';
import { endMySession, listMySessions } from '../../store/my-session-store.ts';
import { answer } from '../answer.ts';

/** Everybody's own sessions: seen, and ended from another PC [R07]. */
export const mySessionRoutes: Routes = async (app, { database }) => {
  answer(app, 'my-session/list', async ({ request }) => {
    request.subject = { patient: null, object: 'my-session/list' };
    const sessions = await listMySessions(database, request.caller);
    await request.trace({ kind: 'session', patient: null, object: 'my-session/list' });
    return sessions;
  });

  answer(app, 'my-session/end', async ({ params, request }) => {
    const object = `my-session/end#${params.session}`;
    request.subject = { patient: null, object };
    await endMySession(database, request.caller, params.session);
    await request.trace({ kind: 'session', patient: null, object });
    return {};
  });
};
