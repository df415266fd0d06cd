import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import type { Routes } from '../../deps.ts';
import { toCapabilityStatement } from '../../fhir/capability-statement.ts';
import { readAddress } from '../../fhir/address.ts';
import { readResourceQuery } from '../../fhir/resource-query.ts';
import { toShaped } from '../../fhir/resource-shape.ts';
import { toHistoryBundle } from '../../fhir/search-bundle.ts';
import { toPatientId } from '../../fhir/search-query.ts';
import { answerRefusedSearches } from './refused-search.ts';
import { resourceRules } from '../../mapping/search-parameters.ts';
import { readHistory, readResource } from '../../store/record-store.ts';

const FHIR = 'application/fhir+json; charset=utf-8';
interface Named {
  readonly type: string;
  readonly id: string;
  readonly version?: string;
}

/** Where FHIR is, as this caller named the host. */
export function toBase(request: FastifyRequest): string {
  return `https://${request.host}/fhir`;
}

/** The body of a POST `_search`, as the pairs it is made of. */
export function takeForms(app: FastifyInstance): void {
  app.addContentTypeParser<string>(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 64 * 1024 },
    (_request, body, done) => done(null, [...new URLSearchParams(body)]),
  );
}

/** `metadata`, read, vread, history; a Binary as FHIR or as the file itself. */
export const fhirReadRoutes: Routes = async (app, { database, blobs }) => {
  answerRefusedSearches(app);
  app.get('/fhir/metadata', { config: { untraced: 'says nothing of anybody' } }, async (request, reply) =>
    reply.type(FHIR).send(toCapabilityStatement(toBase(request))),
  );

  app.get<{ Params: Named }>('/fhir/:type/:id', async (request, reply) => sendResource(request, reply, null));

  app.get<{ Params: Named }>('/fhir/:type/:id/_history/:version', async (request, reply) => {
    const { version = '' } = request.params;
    if (!/^[1-9]\d{0,8}$/.test(version)) throw new ExpectedFailure('document-not-available');
    return sendResource(request, reply, Number(version));
  });

  app.get<{ Params: Named }>('/fhir/:type/:id/_history', async (request, reply) => {
    const { type, id } = readName(request);
    const { since, count } = readResourceQuery(readAddress(request.url), ['_since', '_count']);
    const versions = await readHistory(database, request.caller, type, id);
    const [newest] = versions;
    if (newest === undefined) throw new ExpectedFailure('document-not-available');
    await request.trace({ kind: 'copied', patient: newest.patient, object: `${type}/${id}/_history` });
    return reply.type(FHIR).send(toHistoryBundle(toBase(request), type, id, versions, { since, count }));
  });

  async function sendResource(
    request: FastifyRequest<{ Params: Named }>,
    reply: FastifyReply,
    version: number | null,
  ): Promise<FastifyReply> {
    const { type, id } = readName(request);
    const { shape } = readResourceQuery(readAddress(request.url), type === 'Binary' ? [] : ['_summary', '_elements']);
    const found = await readResource(database, request.caller, type, id, version);
    if (found === null) throw new ExpectedFailure('document-not-available');
    const text = found.content ?? (await readBinary(found.sha256));
    await request.trace({ kind: 'copied', patient: found.patient, object: `${type}/${id}/_history/${found.version}` });
    reply.header('etag', `W/"${found.version}"`).header('last-modified', found.updated.toUTCString());
    return type === 'Binary' && !wantsFhir(request)
      ? sendFile(reply, text)
      : reply.type(FHIR).send(toShaped(text, shape));
  }

  /** A damaged file says so in its place, and never shows other bytes. */
  async function readBinary(sha256: string): Promise<string> {
    const bytes = await blobs.read(sha256).catch(() => null);
    if (bytes === null || createHash('sha256').update(bytes).digest('hex') !== sha256)
      throw new ExpectedFailure('document-unreadable');
    return bytes.toString('utf8');
  }
};

function readName(request: FastifyRequest<{ Params: Named }>): { type: string; id: string } {
  const { type, id } = request.params;
  if (resourceRules[type] === undefined) throw new ExpectedFailure('not-found');
  request.subject = { patient: null, object: `${type}/read` };
  // What is no id of a patient may be a national number: it stands in no trace.
  const isId = type === 'Patient' ? toPatientId(id) === id : /^[A-Za-z0-9.-]{1,64}$/.test(id);
  if (!isId) throw new ExpectedFailure('document-not-available');
  request.subject = { patient: null, object: `${type}/${id}` };
  return { type, id };
}

function wantsFhir({ headers }: FastifyRequest): boolean {
  return /json/.test(headers.accept ?? '');
}

function sendFile(reply: FastifyReply, text: string): FastifyReply {
  const { contentType, data } = JSON.parse(text) as { contentType?: string; data?: string };
  const type = /^[\w.+-]+\/[\w.+-]+(; ?charset=[\w-]+)?$/.test(contentType ?? '') ? contentType : undefined;
  return reply
    .type(type ?? 'application/octet-stream')
    .header('content-disposition', 'attachment')
    .send(Buffer.from(data ?? '', 'base64'));
}
