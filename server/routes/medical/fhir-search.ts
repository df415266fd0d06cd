import type { FastifyReply, FastifyRequest } from 'fastify';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import type { Routes } from '../../deps.ts';
import { toIssuesOutcome } from '../../fhir/outcome-resource.ts';
import { openPageLinks, type NextPage } from '../../fhir/page-link.ts';
import { runSearch } from '../../fhir/run-search.ts';
import { toSearchBundle } from '../../fhir/search-bundle.ts';
import { readSearch, SearchRefused, toPatientId } from '../../fhir/search-query.ts';
import { resourceRules } from '../../mapping/search-parameters.ts';
import type { StoredResource } from '../../store/record-store.ts';
import { readJoined, searchResources } from '../../store/search-store.ts';
import { takeForms, toBase } from './fhir-read.ts';

const FHIR = 'application/fhir+json; charset=utf-8';
const PAGE_MINUTES = 60;
const EVERYTHING = 'Patient/$everything';
type Parameters = readonly (readonly [string, string])[];

/** Search by GET and by POST `_search`, its pages, and `Patient/$everything`. */
export const fhirSearchRoutes: Routes = async (app, { database, secrets, clock }) => {
  const links = openPageLinks(secrets.codeKey);
  takeForms(app);
  app.get<{ Params: { type: string } }>('/fhir/:type', async (request, reply) => {
    const { type } = request.params;
    const query = readQuery(request);
    const [only] = query;
    if (query.length !== 1 || only?.[0] !== '_page') return search(request, reply, type, query, false, null);
    const page = openPage(request, only[1]);
    if (page.type !== type) throw new ExpectedFailure('input-invalid');
    return search(request, reply, type, page.parameters, page.posted, page.after);
  });

  app.post<{ Params: { type: string } }>('/fhir/:type/_search', async (request, reply) => {
    const body = (request.body ?? []) as Parameters;
    return search(request, reply, request.params.type, [...readQuery(request), ...body], true, null);
  });

  app.get<{ Params: { id: string } }>('/fhir/Patient/:id/$everything', async (request, reply) => {
    const query = readQuery(request);
    const [only] = query;
    if (query.length !== 1 || only?.[0] !== '_page') return everything(request, reply, query, null);
    const page = openPage(request, only[1]);
    if (page.type !== EVERYTHING) throw new ExpectedFailure('input-invalid');
    return everything(request, reply, page.parameters, page.after);
  });

  async function search(
    request: FastifyRequest,
    reply: FastifyReply,
    type: string,
    parameters: Parameters,
    posted: boolean,
    after: NextPage['after'] | null,
  ): Promise<FastifyReply> {
    if (resourceRules[type] === undefined || type === 'Binary') throw new ExpectedFailure('not-found');
    request.subject = { patient: null, object: `${type}?${toNames(parameters)}` };
    const query = readOrRefuse(() => readSearch(type, parameters, { posted, key: secrets.nissIndexKey }));
    if (query instanceof SearchRefused) return sendRefused(request, reply, query);
    const single = query.patients?.length === 1 ? (query.patients[0] ?? null) : null;
    request.subject = { patient: single, object: request.subject.object };
    const page = await runSearch(database, request.caller, query, after);
    await traceCopies(request, [...page.matches, ...page.included], request.subject.object, single);
    const base = toBase(request);
    const next =
      page.next === null ? null : `${base}/${type}?_page=${seal(request, type, parameters, posted, page.next)}`;
    return reply.type(FHIR).send(toSearchBundle({ ...page, base, self: `${base}/${type}`, next }));
  }

  async function everything(
    request: FastifyRequest<{ Params: { id: string } }>,
    reply: FastifyReply,
    parameters: Parameters,
    after: NextPage['after'] | null,
  ): Promise<FastifyReply> {
    const { id } = request.params;
    request.subject = { patient: null, object: EVERYTHING };
    const allowed = parameters.filter(([name]) => name === '_since' || name === '_count' || name === '_type');
    if (allowed.length !== parameters.length) throw new ExpectedFailure('input-invalid');
    const types = parameters.filter(([name]) => name === '_type').flatMap(([, value]) => value.split(','));
    const query = readOrRefuse(() =>
      readSearch(
        'Patient',
        parameters.filter(([name]) => name !== '_type'),
        { posted: false, key: secrets.nissIndexKey },
      ),
    );
    if (query instanceof SearchRefused) return sendRefused(request, reply, query);
    const patient = toPatientId(id);
    request.subject = { patient, object: EVERYTHING };
    const page = await searchResources(database, request.caller, {
      ...query,
      patients: [patient],
      type: null,
      after,
      count: query.count + 1,
    });
    if (!page.readable) throw new ExpectedFailure('record-not-available');
    const rows = page.rows.slice(0, query.count);
    const last = rows.at(-1);
    const matches = rows.filter(({ type }) => types.length === 0 || types.includes(type));
    const refs = new Set(
      matches.flatMap(({ content }) =>
        [
          ...(content ?? '').matchAll(
            /"reference":"((?:Practitioner|PractitionerRole|Organization|Location|Medication)\/[A-Za-z0-9.-]+)"/g,
          ),
        ].map(([, ref]) => ref ?? ''),
      ),
    );
    const included = refs.size === 0 ? [] : await readJoined(database, request.caller, [...refs], null, []);
    await traceCopies(request, matches, EVERYTHING, patient);
    const base = toBase(request);
    const self = `${base}/Patient/${id}/$everything`;
    const more = page.rows.length > query.count && last !== undefined;
    const next = more
      ? `${self}?_page=${seal(request, EVERYTHING, parameters, false, { happened: last.happened, ref: `${last.type}/${last.id}` })}`
      : null;
    return reply.type(FHIR).send(toSearchBundle({ base, self, next, total: page.total, matches, included }));
  }

  /** One entry for each patient of whom something leaves. */
  async function traceCopies(
    request: FastifyRequest,
    resources: readonly StoredResource[],
    object: string,
    asked: string | null,
  ): Promise<void> {
    const patients = new Set(resources.flatMap(({ patient }) => patient ?? []));
    const entries = [...patients].map((patient) => request.trace({ kind: 'copied', patient, object }));
    if (patients.size === 0) entries.push(request.trace({ kind: 'searched', patient: asked, object }));
    await Promise.all(entries);
  }

  function seal(
    { caller }: FastifyRequest,
    type: string,
    parameters: Parameters,
    posted: boolean,
    after: NextPage['after'],
  ): string {
    const until = clock.now().getTime() + PAGE_MINUTES * 60_000;
    return links.seal({ type, parameters, posted, after, session: caller.session?.toString('hex') ?? '', until });
  }

  function openPage({ caller }: FastifyRequest, sealed: string): NextPage {
    const page = links.open(sealed, caller.session?.toString('hex') ?? '', clock.now().getTime());
    if (page === null) throw new ExpectedFailure('input-invalid');
    return page;
  }

  async function sendRefused(
    request: FastifyRequest,
    reply: FastifyReply,
    { message, parameter }: SearchRefused,
  ): Promise<FastifyReply> {
    await request.trace({
      kind: 'denied',
      patient: null,
      object: request.subject?.object ?? '',
      outcome: 'input-invalid',
    });
    const issue = { code: 'not-supported' as const, text: `${parameter}: ${message}`, expression: 'http.search' };
    return reply
      .code(400)
      .type(FHIR)
      .send(toIssuesOutcome('input-invalid', [issue]));
  }
};

function readOrRefuse<T>(read: () => T): T | SearchRefused {
  try {
    return read();
  } catch (error) {
    if (error instanceof SearchRefused) return error;
    throw error;
  }
}

function readQuery({ url }: FastifyRequest): Parameters {
  const at = url.indexOf('?');
  return at < 0 ? [] : [...new URLSearchParams(url.slice(at + 1))];
}

/** Names alone: what was searched for may be about a person. */
function toNames(parameters: Parameters): string {
  return [...new Set(parameters.map(([name]) => name.replace(/[^\w:.-]/g, '').slice(0, 40)))].slice(0, 12).join('&');
}
