import { ExpectedFailure } from '../../../contracts/failure.ts';
import type { Routes } from '../../deps.ts';
import { isFiled } from '../../dicom/file-instances.ts';
import { readBoundary } from '../../dicom/multipart.ts';
import { storeRequest } from '../../dicom/store-request.ts';
import { toStoreResponse } from '../../dicom/store-response.ts';
import { requireSystem } from '../../store/require-system.ts';

/** STOW-RS, for the hospital's own systems. */
export const dicomwebStoreRoutes: Routes = async (app, deps) => {
  // Streamed: the limits are those of each instance, and the disk's.
  app.addContentTypeParser(/^multipart\/related/, (_request, payload, done) => done(null, payload));

  for (const url of ['/dicomweb/studies', '/dicomweb/studies/:study']) {
    app.post<{ Params: { study?: string } }>(
      url,
      {
        // Before the body is streamed: nobody but a system makes the server work for it. The gate asks again.
        onRequest: async ({ caller }) => requireSystem(deps.database, caller),
      },
      async (request, reply) => {
        request.subject = { patient: null, object: 'STOW-RS' };
        const boundary = readBoundary(request.headers['content-type'] ?? '');
        if (boundary === null || request.body === undefined) throw new ExpectedFailure('input-invalid');
        const { study = null } = request.params;
        const result = await storeRequest(deps, request.caller, request.body as AsyncIterable<Buffer>, boundary, study);
        const traces = result.filed.flatMap(({ instance, filed }) =>
          'facts' in instance
            ? [
                {
                  patient: filed.patient,
                  object: instance.facts.instance,
                  outcome: isFiled(filed) ? ('ok' as const) : ('instance-quarantined' as const),
                },
              ]
            : [],
        );
        const refused = result.unreadable.map(() => ({
          patient: null,
          object: 'STOW-RS',
          outcome: 'document-unreadable' as const,
        }));
        await Promise.all([...traces, ...refused].map((trace) => request.trace({ kind: 'ingest', ...trace })));
        if (traces.length + refused.length === 0) throw new ExpectedFailure('input-invalid');
        const { status, dataSet } = toStoreResponse(result);
        return reply.code(status).type('application/dicom+json').send(dataSet);
      },
    );
  }
};
