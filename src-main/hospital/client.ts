import axios, { type AxiosInstance } from 'axios';
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import { type Api, type ApiName, api } from '../../contracts/api.ts';
import type { ApiRow } from '../../contracts/api-row.ts';
import { ExpectedFailure } from '../../contracts/failure.ts';
import { pcProofHeader } from '../../contracts/pc-proof.ts';
import type { Log } from '../log/log.ts';
import { newToken } from '../log/token.ts';
import { readKnown } from '../storage/known-fields.ts';
import { type Agents, type Identity, openAgents, type Trust } from './agents.ts';
import { toEntryBytes } from './bundle-entries.ts';
import { toAnswerFailure, toNetworkFailure } from './failures.ts';
import { toSinglePart } from './multipart.ts';
import { type PackageStream, type PackageWanted, readFirstByte, toRangeHeaders } from './package-stream.ts';
import { openPcProof, type ProvePc } from './pc-proof.ts';
import type { ResolveProxy } from './proxy.ts';
import { openWork } from './work.ts';

/** Path parameters and body of one row of contracts/api.ts; an empty object may be left out. */
export interface Question<N extends ApiName> {
  readonly params?: z.input<Api[N]['params']>;
  readonly input?: z.input<Api[N]['input']>;
  readonly signal?: AbortSignal;
  /** Milliseconds without a byte before the line counts as cut. */
  readonly timeout?: number;
}

/** The hospital, as the rest of the main process knows it. Everything it throws is an `ExpectedFailure` or a bug. */
export interface HospitalClient {
  readonly trust: Trust;
  ask<N extends ApiName>(name: N, question?: Question<N>): Promise<z.output<Api[N]['output']>>;
  /** A FHIR resource (or Binary) as the bytes that were received. */
  readResource(reference: string, signal?: AbortSignal): Promise<Uint8Array>;
  /** Many resources of one type at once, each as its own received bytes, in no order; what the hospital does not give is missing. */
  readResources(type: string, ids: readonly string[], signal?: AbortSignal): Promise<Uint8Array[]>;
  /** One DICOM object by WADO-RS, the Part-10 file unchanged. */
  readInstance(place: { study: string; series: string; instance: string }, signal?: AbortSignal): Promise<Uint8Array>;
  /** The open push stream; `lastId` resumes after it. */
  openEvents(lastId: string | null, signal: AbortSignal): Promise<Readable>;
  /** The package of a release, from its first missing byte on; an answer that is another part is a `conflict`. */
  openPackage(wanted: PackageWanted, signal: AbortSignal): Promise<PackageStream>;
  /** True while nobody at this PC waits for an answer; updates and the watch over the line do not count. */
  isQuiet(): boolean;
  /** Resolves when `isQuiet` is true. */
  quiet(): Promise<void>;
  useIdentity(identity: Identity | null): void;
  useToken(token: string | null): void;
  /** Difference hospital − PC in milliseconds by the last answer's `Date` and by how far this PC's clock was set back since, null before the first. */
  clockSkew(): number | null;
  close(): void;
}

const LARGEST_ANSWER = 1 << 30;
const PATIENCE = 15_000;
/** Questions that nobody waits for. */
const BESIDE: ReadonlySet<string> = new Set([
  'update/ask',
  'update/report',
  'pc/statement',
  'pc/report',
  'hospital/facts',
]);

interface Asked {
  readonly listener: 'open' | 'medical';
  readonly route: string;
  readonly method: ApiRow['method'];
  readonly path: string;
  readonly body?: unknown;
  readonly form?: URLSearchParams;
  readonly accept?: string;
  readonly lastId?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  readonly timeout?: number | undefined;
}

function toPath(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/:([a-z]+)/g, (_all, name: string) => encodeURIComponent(params[name] ?? ''));
}

/** Opens the client of one hospital. Trusts its CA alone, follows no redirect, takes the way the system says (adr/0164), logs neither URL nor error object. */
export function openHospital(
  trust: Trust,
  log: Log,
  now: () => Date = () => new Date(),
  resolveProxy: ResolveProxy = async () => 'DIRECT',
): HospitalClient {
  let agents: Agents = openAgents(trust, null, resolveProxy);
  let token: string | null = null;
  let provePc: ProvePc | null = null;
  let skew: number | null = null;
  let measured = 0;
  /** Grows only when this PC's clock is set forward, or the PC sleeps. */
  const drift = (): number => now().getTime() - performance.now();
  const http: AxiosInstance = axios.create({
    adapter: 'http',
    // axios knows the environment's proxies alone, and would open our TLS for them: the agents go the way.
    proxy: false,
    maxRedirects: 0,
    responseType: 'arraybuffer',
    maxContentLength: LARGEST_ANSWER,
    validateStatus: () => true,
    transformResponse: [],
    transformRequest: [],
    decompress: true,
  });

  async function send(asked: Asked, responseType: 'arraybuffer' | 'stream') {
    const request = newToken();
    const started = performance.now();
    const sent = asked.form?.toString() ?? (asked.body === undefined ? undefined : JSON.stringify(asked.body));
    const body = sent === undefined ? undefined : Buffer.from(sent);
    try {
      const answer = await http.request<unknown>({
        method: asked.method,
        baseURL: asked.listener === 'open' ? trust.openUrl : trust.medicalUrl,
        url: asked.path,
        httpsAgent: agents[asked.listener],
        responseType,
        // Whoever reads a stream counts its bytes.
        ...(responseType === 'stream' ? { maxContentLength: -1 } : {}),
        timeout: asked.timeout ?? PATIENCE,
        ...(asked.signal ? { signal: asked.signal } : {}),
        ...(body ? { data: body } : {}),
        headers: {
          accept: asked.accept ?? 'application/json',
          'x-request-id': request,
          ...(asked.lastId === undefined ? {} : { 'last-event-id': asked.lastId }),
          ...asked.headers,
          ...(body ? { 'content-type': asked.form ? 'application/x-www-form-urlencoded' : 'application/json' } : {}),
          ...(asked.listener === 'medical' && token !== null ? { authorization: `Bearer ${token}` } : {}),
          // By the hospital's clock, once an answer told it.
          ...(asked.listener === 'open' && provePc !== null
            ? { [pcProofHeader]: provePc(asked.method, asked.path, new Date(now().getTime() + (skew ?? 0))) }
            : {}),
        },
      });
      const date = Date.parse(String(answer.headers['date'] ?? ''));
      if (Number.isFinite(date)) [skew, measured] = [date - now().getTime(), drift()];
      log.write('hospital/answered', {
        route: asked.route,
        request,
        status: answer.status,
        milliseconds: Math.round(performance.now() - started),
        ...(answer.data instanceof Uint8Array ? { bytes: answer.data.byteLength } : {}),
      });
      return answer;
    } catch (cause) {
      const failure = toNetworkFailure(cause);
      log.write('hospital/failed', { route: asked.route, request, code: failure.code }, failure.cause);
      throw failure;
    }
  }

  const work = openWork();

  async function read(asked: Asked): Promise<{ bytes: Uint8Array; contentType: string }> {
    const answer = BESIDE.has(asked.route)
      ? await send(asked, 'arraybuffer')
      : await work.during(send(asked, 'arraybuffer'));
    const bytes = answer.data as Uint8Array;
    if (answer.status < 200 || answer.status > 299) throw toAnswerFailure(answer.status, bytes);
    return { bytes, contentType: String(answer.headers['content-type'] ?? '') };
  }

  return {
    trust,
    async ask(name, question = {}) {
      const row: ApiRow = api[name];
      const params = row.params.parse(question.params ?? {}) as Record<string, string>;
      const input = row.method === 'POST' ? row.input.parse(question.input ?? {}) : undefined;
      const { bytes } = await read({
        listener: row.listener,
        route: name,
        method: row.method,
        path: toPath(row.path, params),
        signal: question.signal,
        timeout: question.timeout,
        ...(input === undefined ? {} : { body: input }),
      });
      const text = Buffer.from(bytes).toString('utf8');
      return readKnown(row.output, text === '' ? {} : JSON.parse(text)) as never;
    },
    async readResource(reference, signal) {
      const accept = 'application/fhir+json';
      return (
        await read({ listener: 'medical', route: 'fhir', method: 'GET', path: `/fhir/${reference}`, accept, signal })
      ).bytes;
    },
    async readResources(type, ids, signal) {
      const form = new URLSearchParams({ _id: ids.join(','), _count: String(ids.length) });
      const { bytes } = await read({
        listener: 'medical',
        route: 'fhir',
        method: 'POST',
        path: `/fhir/${type}/_search`,
        accept: 'application/fhir+json',
        form,
        signal,
        timeout: 30_000,
      });
      return toEntryBytes(bytes);
    },
    async readInstance({ study, series, instance }, signal) {
      const { bytes, contentType } = await read({
        listener: 'medical',
        route: 'dicomweb',
        method: 'GET',
        path: `/dicomweb/studies/${study}/series/${series}/instances/${instance}`,
        accept: 'multipart/related; type="application/dicom"; transfer-syntax=*',
        signal,
        timeout: 60_000,
      });
      return toSinglePart(bytes, contentType);
    },
    async openEvents(lastId, signal) {
      const answer = await send(
        {
          listener: 'medical',
          route: 'events',
          method: 'GET',
          path: '/api/events',
          accept: 'text/event-stream',
          signal,
          timeout: 0,
          lastId: lastId ?? undefined,
        },
        'stream',
      );
      const stream = answer.data as Readable;
      if (answer.status === 200) return stream;
      throw toAnswerFailure(answer.status, await readRefusal(stream));
    },
    async openPackage(wanted, signal) {
      const opening = new AbortController();
      const timer = setTimeout(() => opening.abort(), PATIENCE);
      const answer = await send(
        {
          listener: 'medical',
          route: 'update/package',
          method: 'GET',
          path: `/api/update/packages/${wanted.sha256}`,
          accept: 'application/octet-stream',
          headers: toRangeHeaders(wanted),
          signal: AbortSignal.any([signal, opening.signal]),
          timeout: 0,
        },
        'stream',
      ).finally(() => clearTimeout(timer));
      const stream = answer.data as Readable;
      if (answer.status === 416) {
        stream.destroy();
        throw new ExpectedFailure('conflict');
      }
      if (answer.status !== 200 && answer.status !== 206)
        throw toAnswerFailure(answer.status, await readRefusal(stream));
      return {
        stream,
        from: readFirstByte(answer.status, answer.headers['content-range'] as string | undefined, wanted),
      };
    },
    isQuiet: work.isQuiet,
    quiet: work.quiet,
    useIdentity(identity) {
      agents.close();
      agents = openAgents(trust, identity, resolveProxy);
      provePc = identity === null ? null : openPcProof(identity);
    },
    useToken(value) {
      token = value;
    },
    clockSkew: () => (skew === null ? null : skew - Math.min(0, drift() - measured)),
    close: () => agents.close(),
  };
}

/** The short body of a refused stream; a long one is no refusal of ours. */
async function readRefusal(stream: Readable): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    chunks.push(chunk as Buffer);
    length += (chunk as Buffer).length;
    if (length > 65_536) break;
  }
  return Buffer.concat(chunks);
}
