import type { FastifyReply, FastifyRequest } from 'fastify';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import type { Routes } from '../../deps.ts';
import { type Parameters, readAddress, toNames, toSelfQuery } from '../../fhir/address.ts';
import { openPageLinks, type NextPage } from '../../fhir/page-link.ts';
import { runSearch } from '../../fhir/run-search.ts';
import { toSearchBundle } from '../../fhir/search-bundle.ts';
import { readSearch, type SearchQuery, toPatientId } from '../../fhir/search-query.ts';
import { SearchRefused } from '../../fhir/search-refused.ts';
import { isJson } from '../../mapping/search-index.ts';
import { resourceRules } from '../../mapping/search-parameters.ts';
import type { StoredResource } from '../../store/record-store.ts';
import { readJoined, searchResources } from '../../store/search-store.ts';
import { takeForms, toBase } from './fhir-read.ts';
import { answerRefusedSearches } from './refused-search.ts';

const FHIR = 'application/fhir+json; charset=utf-8';
const PAGE_MINUTES = 60;
const EVERYTHING = 'Patient/$everything';
const OF_EVERYTHING = ['_since', '_count', '_type'];

/** Search by GET and by POST `_search`, its pages, and `Patient/$everything`. */
export const fhirSearchRoutes: Routes = async (app, { database, secrets, clock }) => {
  const links = openPageLinks(secrets.codeKey);
  takeForms(app);
  answerRefusedSearches(app);
  app.addContentTypeParser<string>(
    'application/fhir+json',
    { parseAs: 'string', bodyLimit: 64 * 1024 },
    (_request, body, done) => {
      try {
        done(null, body === '' ? undefined : JSON.parse(body));
      } catch {
        done(new ExpectedFailure('input-invalid'), undefined);
      }
    },
  );

  app.get<{ Params: { type: string } }>('/fhir/:type', async (request, reply) => {
    const { type } = request.params;
    request.subject = { patient: null, object: 'search' };
    const query = readAddress(request.url);
    const page = openPage(request, query, type);
    if (page === null) return search(request, reply, type, query, false, null);
    return search(request, reply, type, page.parameters, page.posted, page.after);
  });

  app.post<{ Params: { type: string } }>('/fhir/:type/_search', async (request, reply) => {
    const { type } = request.params;
    request.subject = { patient: null, object: 'search' };
    const inAddress = readAddress(request.url);
    // Whatever must not stand in an address is refused there, though the body may hold it.
    readQuery(request, type, inAddress, false);
    const form = request.body ?? [];
    if (!Array.isArray(form)) throw new ExpectedFailure('input-invalid');
    return search(request, reply, type, [...inAddress, ...(form as Parameters)], true, null);
  });

  app.get<{ Params: { id: string } }>('/fhir/Patient/:id/$everything', async (request, reply) => {
    request.subject = { patient: null, object: EVERYTHING };
    const query = readAddress(request.url);
    const page = openPage(request, query, EVERYTHING);
    if (page === null) return everything(request, reply, query, null);
    return everything(request, reply, page.parameters, page.after);
  });

  app.post<{ Params: { id: string } }>('/fhir/Patient/:id/$everything', async (request, reply) => {
    request.subject = { patient: null, object: EVERYTHING };
    return everything(request, reply, [...readAddress(request.url), ...readOperation(request.body)], null);
  });

  function readQuery({ headers }: FastifyRequest, type: string, parameters: Parameters, posted: boolean): SearchQuery {
    if (resourceRules[type] === undefined || type === 'Binary') throw new ExpectedFailure('not-found');
    const lenient = /\bhandling\s*=\s*lenient\b/.test(String(headers['prefer'] ?? ''));
    return readSearch(type, parameters, { posted, key: secrets.nissIndexKey, lenient });
  }

  async function search(
    request: FastifyRequest,
    reply: FastifyReply,
    type: string,
    parameters: Parameters,
    posted: boolean,
    after: NextPage['after'] | null,
  ): Promise<FastifyReply> {
    request.subject = {
      patient: null,
      object: `${resourceRules[type] === undefined ? 'search' : type}?${toNames(parameters)}`,
    };
    const query = readQuery(request, type, parameters, posted);
    const single = query.patients?.length === 1 ? (query.patients[0] ?? null) : null;
    request.subject = { patient: single, object: request.subject.object };
    const page = await runSearch(database, request.caller, query, after);
    await traceCopies(request, [...page.matches, ...page.included], request.subject.object, single);
    const base = toBase(request);
    const next =
      page.next === null
        ? null
        : `${base}/${type}?_count=${query.count}&_page=${seal(request, type, parameters, posted, page.next)}`;
    const self = `${base}/${type}${toSelfQuery(parameters, query.ignored, posted)}`;
    const { shape, ignored } = query;
    const total = query.withTotal || query.countOnly ? page.total : null;
    return reply.type(FHIR).send(toSearchBundle({ ...page, total, base, self, next, shape, ignored }));
  }

  async function everything(
    request: FastifyRequest<{ Params: { id: string } }>,
    reply: FastifyReply,
    parameters: Parameters,
    after: NextPage['after'] | null,
  ): Promise<FastifyReply> {
    const { id } = request.params;
    const other = parameters.find(([name]) => !OF_EVERYTHING.includes(name))?.[0];
    if (other !== undefined) throw new SearchRefused(other, `$everything takes ${OF_EVERYTHING.join(', ')}`);
    const types = parameters.filter(([name]) => name === '_type').flatMap(([, value]) => value.split(','));
    const unknown = types.find((type) => resourceRules[type] === undefined);
    if (unknown !== undefined) throw new SearchRefused('_type', 'names a type that is not kept here');
    const query = readQuery(
      request,
      'Patient',
      parameters.filter(([name]) => name !== '_type'),
      false,
    );
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
    const refs = new Set(matches.flatMap(({ content }) => toDirectoryRefs(content ?? '')));
    const included = refs.size === 0 ? [] : await readJoined(database, request.caller, [...refs], null, []);
    await traceCopies(request, matches, EVERYTHING, patient);
    const base = toBase(request);
    const self = `${base}/Patient/${patient}/$everything`;
    const more = page.rows.length > query.count && last !== undefined;
    const next = more
      ? `${self}?_count=${query.count}&_page=${seal(request, EVERYTHING, parameters, false, { moment: last.moment, ref: `${last.type}/${last.id}` })}`
      : null;
    const { total } = page;
    return reply
      .type(FHIR)
      .send(toSearchBundle({ base, self, next, total, matches, included, shape: null, ignored: [] }));
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

  /** The page that an address asks for; null when it asks for none. Clients may ask for pages of another size, and nothing else. */
  function openPage({ caller }: FastifyRequest, query: Parameters, type: string): NextPage | null {
    const [sealed, ...more] = query.filter(([name]) => name === '_page');
    if (sealed === undefined) return null;
    const sizes = query.filter(([name]) => name === '_count');
    if (more.length > 0 || sizes.length + 1 < query.length)
      throw new SearchRefused('_page', 'stands alone, or with _count');
    const page = links.open(sealed[1], caller.session?.toString('hex') ?? '', clock.now().getTime());
    if (page === null || page.type !== type) throw new ExpectedFailure('input-invalid');
    return { ...page, parameters: [...page.parameters.filter(([name]) => name !== '_count'), ...sizes] };
  }
};

/** What a `Parameters` resource asks (FHIR R4, operations): values of one word each. */
function readOperation(body: unknown): Parameters {
  const parameter = body === undefined || body === null ? [] : isJson(body) ? (body['parameter'] ?? []) : null;
  if (!Array.isArray(parameter)) throw new ExpectedFailure('input-invalid');
  return (parameter as unknown[]).map((one): [string, string] => {
    if (!isJson(one) || typeof one['name'] !== 'string') throw new ExpectedFailure('input-invalid');
    const [value] = Object.entries(one).flatMap(([name, inner]) => (name.startsWith('value') ? [inner] : []));
    if (typeof value !== 'string' && typeof value !== 'number') throw new ExpectedFailure('input-invalid');
    return [one['name'], String(value)];
  });
}

/** What a resource names of the directory, which belongs to nobody's record. */
function toDirectoryRefs(content: string): readonly string[] {
  const found = content.matchAll(
    /"reference":"((?:Practitioner|PractitionerRole|Organization|Location|Medication)\/[A-Za-z0-9.-]+)"/g,
  );
  return [...found].map(([, ref]) => ref ?? '');
}
