import type { HTTPMethods } from 'fastify';
import type { Routes } from '../../deps.ts';
import { toIssuesOutcome } from '../../fhir/outcome-resource.ts';

const ONE_BY_ONE =
  'The record is written by transactions of the hospital’s own systems (POST of a Bundle), never one by one.';
const ELSEWHERE = 'Ask one type for it: /fhir/Type?patient=… or /fhir/Type/id/_history.';

/** What FHIR clients may try and this hospital does not do, each with what to do instead. */
const unsupported: readonly (readonly [methods: HTTPMethods[], url: string, instead: string])[] = [
  [['POST', 'PUT', 'PATCH', 'DELETE'], '/fhir/:type', ONE_BY_ONE],
  [['PUT', 'PATCH', 'DELETE'], '/fhir/:type/:id', ONE_BY_ONE],
  [['GET'], '/fhir', ELSEWHERE],
  [['GET'], '/fhir/', ELSEWHERE],
  [['GET'], '/fhir/_history', ELSEWHERE],
  [['GET'], '/fhir/:type/_history', ELSEWHERE],
  [['GET'], '/fhir/Patient/:id/:type(^[A-Z][A-Za-z]+$)', ELSEWHERE],
  [['POST'], '/fhir/_search', ELSEWHERE],
];

/** Answers them by 405, before any body is read. */
export const fhirUnsupportedRoutes: Routes = async (app) => {
  for (const [method, url, instead] of unsupported) {
    app.route({
      method,
      url,
      onRequest: async (request, reply) => {
        const object = `${request.method} ${url}`;
        await request.trace({ kind: 'denied', patient: null, object, outcome: 'not-found' });
        const issue = { code: 'not-supported' as const, text: instead, expression: 'http.method' };
        // The rest of the request is not read, and the connection not used again.
        return reply
          .code(405)
          .headers({ allow: method.includes('GET') ? '' : 'GET', connection: 'close' })
          .type('application/fhir+json; charset=utf-8')
          .send(toIssuesOutcome('not-found', [issue]));
      },
      handler: () => Promise.reject(new Error('answered before')),
    });
  }
};
