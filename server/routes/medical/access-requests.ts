import { ExpectedFailure } from '../../../contracts/failure.ts';
import type { Routes } from '../../deps.ts';
import { toInvitationFile, toInvitationFileName } from '../../domain/invitation-file.ts';
import {
  acceptAccessRequest,
  isAccepted,
  listAccessRequests,
  refuseAccessRequest,
  reviewAccessRequest,
} from '../../store/access-request-store.ts';
import { answer } from '../answer.ts';

/** The Director's side of the requests for access: read, accept, refuse, and the file for whoever cannot fetch it [R02]. */
export const accessRequestRoutes: Routes = async (app, { database, settings, pki, readUrls }) => {
  answer(app, 'access-request/list', async ({ request }) => {
    request.subject = { patient: null, object: 'access-request/list' };
    const list = await listAccessRequests(database, request.caller);
    await request.trace({ kind: 'oversight', patient: null, object: 'access-request/list' });
    return list;
  });

  answer(app, 'access-request/review', async ({ params, request }) => {
    const object = `access-request/review#${params.request}`;
    request.subject = { patient: null, object };
    const detail = await reviewAccessRequest(database, request.caller, params.request);
    if (detail === null) throw new ExpectedFailure('not-found');
    await request.trace({ kind: 'oversight', patient: null, object });
    return detail;
  });

  answer(app, 'access-request/accept', async ({ params, input, request }) => {
    const object = `access-request/accept#${params.request}`;
    request.subject = { patient: null, object };
    const letter = await acceptAccessRequest(database, request.caller, params.request, input.moved);
    await request.trace({ kind: 'identity', patient: null, object });
    return { letter };
  });

  answer(app, 'access-request/refuse', async ({ params, input, request }) => {
    const object = `access-request/refuse#${params.request}`;
    request.subject = { patient: null, object };
    await refuseAccessRequest(database, request.caller, params.request, input.reason);
    await request.trace({ kind: 'identity', patient: null, object });
    return {};
  });

  answer(app, 'access-request/file', async ({ params, request }) => {
    const object = `access-request/file#${params.request}`;
    request.subject = { patient: null, object };
    if (!(await isAccepted(database, request.caller, params.request))) throw new ExpectedFailure('not-found');
    await request.trace({ kind: 'oversight', patient: null, object });
    const file = toInvitationFile(settings.hospital, readUrls(), pki.rootPem);
    return {
      name: toInvitationFileName(settings.hospital),
      type: 'application/json' as const,
      base64: Buffer.from(file).toString('base64'),
    };
  });
};
