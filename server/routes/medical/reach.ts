import type { Routes } from '../../deps.ts';
import { keepReachedCopies, readAskedCopies } from '../../store/reach-store.ts';
import { answer } from '../answer.ts';

/** What a PC must undo, and its word that it did [R15] [R18]. */
export const reachRoutes: Routes = async (app, { database }) => {
  answer(
    app,
    'reach/read',
    async ({ request }) => ({ deeds: await readAskedCopies(database, request.caller) }),
    // Ids of own copies, so that they are destroyed or compared.
    { config: { untraced: 'ids only: it says destroy or compare' } },
  );

  answer(app, 'reach/acknowledge', async ({ input: { deeds }, request }) => {
    const reached = await keepReachedCopies(database, request.caller, deeds);
    const access = { kind: 'link', object: 'reach/acknowledge' } as const;
    if (reached.length === 0) await request.trace({ ...access, patient: null });
    await Promise.all(reached.map((patient) => request.trace({ ...access, patient })));
    return {};
  });
};
