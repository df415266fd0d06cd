import { createHash, randomBytes } from 'node:crypto';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import type { Routes } from '../../deps.ts';
import { checkFactors } from '../../domain/identity-factors.ts';
import { isPassword } from '../../domain/password.ts';
import { beginSignIn, beginUnlock, endSession, finishSignIn, finishUnlock } from '../../store/identity-store.ts';
import { answer } from '../answer.ts';

/** Sign-in with both factors, unlock with the password, sign-out. */
export const sessionRoutes: Routes = async (app, deps) => {
  const { database, secrets, settings, clock } = deps;

  answer(app, 'session/create', async ({ input, request }) => {
    const { certificate } = request.caller;
    const stored = await beginSignIn(database, certificate, input.login);
    // A refusal is traced with the account that was tried, when there is one.
    request.subject = { patient: null, object: `person/${stored?.person ?? 'unknown'}` };
    const { person, factor } = await checkFactors(stored, input, secrets, clock);
    const token = randomBytes(32).toString('base64url');
    const hash = createHash('sha256').update(token).digest();
    const opened = await finishSignIn(database, certificate, person, factor, hash, settings.sessionHours);
    // From here on the request speaks as the session it has just opened.
    request.caller = { ...request.caller, session: hash };
    await request.trace({ kind: 'session', patient: null, object: 'session/create' });
    return {
      token,
      person: opened.person,
      endsAt: opened.endsAt.toISOString(),
      hospital: settings.hospital,
      recoveryCodesLeft: opened.recoveryLeft,
      now: opened.now.toISOString(),
    };
  });

  answer(app, 'session/unlock', async ({ input, request }) => {
    const hash = await beginUnlock(database, request.caller);
    if (!(await isPassword(hash, input.password))) throw new ExpectedFailure('credentials-wrong');
    await finishUnlock(database, request.caller);
    await request.trace({ kind: 'session', patient: null, object: 'session/unlock' });
    return {};
  });

  answer(app, 'session/end', async ({ request }) => {
    if (request.caller.session === null) throw new ExpectedFailure('session-required');
    await endSession(database, request.caller);
    await request.trace({ kind: 'session', patient: null, object: 'session/end' });
    return {};
  });
};
