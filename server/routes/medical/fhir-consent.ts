import type { FastifyReply, FastifyRequest } from 'fastify';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import type { Routes } from '../../deps.ts';
import { toPatientId } from '../../fhir/search-query.ts';
import { toConsent } from '../../mapping/consent.ts';
import { listConsents } from '../../store/link-store.ts';
import { takeForms, toBase } from './fhir-read.ts';

const FHIR = 'application/fhir+json; charset=utf-8';

/** FHIR Consent, derived from the caller's own links; it is never written. */
export const fhirConsentRoutes: Routes = async (app, { database, settings }) => {
  takeForms(app);

  app.get<{ Params: { id: string } }>('/fhir/Consent/:id', async (request, reply) => {
    request.subject = { patient: null, object: 'Consent/read' };
    const link = (await listConsents(database, request.caller)).find(({ id }) => id === request.params.id);
    if (link === undefined) throw new ExpectedFailure('document-not-available');
    await request.trace({ kind: 'link', patient: link.patient.id, object: `Consent/${link.id}` });
    return reply.type(FHIR).send(toConsent(link, settings.hospital));
  });

  app.get('/fhir/Consent', async (request, reply) => {
    const at = request.url.indexOf('?');
    return search(request, reply, at < 0 ? [] : [...new URLSearchParams(request.url.slice(at + 1))]);
  });
  app.post('/fhir/Consent/_search', async (request, reply) =>
    search(request, reply, (request.body ?? []) as [string, string][]),
  );

  async function search(
    request: FastifyRequest,
    reply: FastifyReply,
    parameters: readonly (readonly [string, string])[],
  ): Promise<FastifyReply> {
    request.subject = { patient: null, object: 'Consent' };
    let links = (await listConsents(database, request.caller)).map((link) => ({
      link,
      consent: toConsent(link, settings.hospital),
    }));
    for (const [name, value] of parameters) {
      const values = value.split(',');
      if (name === '_id') links = links.filter(({ link }) => values.includes(link.id));
      else if (name === 'patient')
        links = links.filter(({ link }) => values.some((one) => toPatientId(one) === link.patient.id));
      else if (name === 'status') links = links.filter(({ consent }) => values.includes(consent.status));
      else throw new ExpectedFailure('input-invalid');
    }
    await request.trace({ kind: 'link', patient: null, object: 'Consent' });
    const base = toBase(request);
    return reply.type(FHIR).send({
      resourceType: 'Bundle',
      type: 'searchset',
      total: links.length,
      link: [{ relation: 'self', url: `${base}/Consent` }],
      ...(links.length === 0
        ? {}
        : {
            entry: links.map(({ consent }) => ({
              fullUrl: `${base}/Consent/${consent.id}`,
              resource: consent,
              search: { mode: 'match' },
            })),
          }),
    });
  }
};
