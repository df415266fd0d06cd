import { ExpectedFailure } from '../../../contracts/failure.ts';
import type { Routes } from '../../deps.ts';
import { toIssuesOutcome } from '../../fhir/outcome-resource.ts';
import { writeTransaction } from '../../fhir/write-transaction.ts';
import { requireSystem } from '../../store/require-system.ts';

const FHIR = 'application/fhir+json; charset=utf-8';
const LIMIT = 64 * 1024 * 1024;

/** The hospital's own systems write by transaction Bundle; a PC writes nothing clinical. */
export const fhirWriteRoutes: Routes = async (app, deps) => {
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser(
    ['application/fhir+json', 'application/json'],
    { parseAs: 'buffer', bodyLimit: LIMIT },
    (_request, body, done) => {
      try {
        done(null, new TextDecoder('utf-8', { fatal: true }).decode(body as Buffer));
      } catch {
        done(new ExpectedFailure('input-invalid'), undefined);
      }
    },
  );

  // Some clients end the base of a transaction with a slash.
  for (const url of ['/fhir', '/fhir/'])
    app.post(
      url,
      {
        bodyLimit: LIMIT,
        // Before the body is read: nobody but a system makes the server work for it. The gate asks again.
        onRequest: async ({ caller }) => requireSystem(deps.database, caller),
      },
      async (request, reply) => {
        request.subject = { patient: null, object: 'transaction' };
        if (typeof request.body !== 'string') throw new ExpectedFailure('input-invalid');
        const result = await writeTransaction(deps, request.caller, request.body);
        if (!result.ok) {
          await request.trace({ kind: 'ingest', patient: null, object: 'transaction', outcome: 'resource-invalid' });
          return reply.code(422).type(FHIR).send(toIssuesOutcome('resource-invalid', result.issues));
        }
        const patients = result.patients.length === 0 ? [null] : result.patients;
        await Promise.all(patients.map((patient) => request.trace({ kind: 'ingest', patient, object: 'transaction' })));
        return reply.type(FHIR).send(result.bundle);
      },
    );
};
