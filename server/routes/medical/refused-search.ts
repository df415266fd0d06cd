import type { FastifyInstance } from 'fastify';
import { toIssuesOutcome } from '../../fhir/outcome-resource.ts';
import { SearchRefused } from '../../fhir/search-refused.ts';

/** Answers, in this scope, a parameter that cannot be followed by 400 with its name and the reason, traced as a denial. */
export function answerRefusedSearches(app: FastifyInstance): void {
  app.setErrorHandler(async (error, request, reply) => {
    if (!(error instanceof SearchRefused)) throw error;
    await request.trace({
      kind: 'denied',
      patient: null,
      object: request.subject?.object ?? 'search',
      outcome: 'input-invalid',
    });
    const text = `${error.parameter}: ${error.message}`;
    return reply
      .code(400)
      .type('application/fhir+json; charset=utf-8')
      .send(toIssuesOutcome('input-invalid', [{ code: 'not-supported', text, expression: 'http.search' }]));
  });
}
