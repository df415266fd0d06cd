import { createHash, randomUUID } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import type { TLSSocket } from 'node:tls';
import Fastify, { LogController, type FastifyInstance, type FastifyRequest, type FastifyServerFactory } from 'fastify';
import { ExpectedFailure } from '../contracts/failure.ts';
import { pcProofHeader } from '../contracts/pc-proof.ts';
import { toNetwork } from './access-request/network.ts';
import type { Caller } from './caller.ts';
import type { Deps } from './deps.ts';
import { openPcProofs } from './domain/pc-proof.ts';
import { toOperationOutcome, toOutcome } from './outcome.ts';
import { medicalRoutes } from './routes/medical-routes.ts';
import { openRoutes } from './routes/open-routes.ts';
import { readCallerFacts } from './store/caller-facts.ts';
import { countStrangers, type StrangerCount } from './trace/count-strangers.ts';

/** How an app is put behind a listener; without `serverFactory` it is only good for `inject`. */
export interface AppOptions {
  readonly serverFactory?: FastifyServerFactory;
  /** DER of the client certificate of this request's connection; by default the TLS socket's. */
  readonly readCertificate?: (request: FastifyRequest) => Buffer;
  /** Reverse proxies (addresses or subnets) whose `X-Forwarded-For` names the address that limits count by; none: the connection's own. */
  readonly trustedProxies?: readonly string[];
  /** False cuts the connection: the certificate was revoked or expired since the handshake. */
  readonly isAdmitted?: (certificateSha256: Buffer) => boolean;
}

const KIB = 1024;
/** A whole request must have arrived by then: an archive sends large studies, a stranger has little to say. */
const MEDICAL_REQUEST_MS = 600_000;
const OPEN_REQUEST_MS = 30_000;
/** Public pages that one network may ask for in a minute; every other route has a budget of its own (routes/open/budgets.ts). */
const PAGES_PER_MINUTE = 600;

/** The app behind mutual TLS: every request has a caller, every answer a durable trace. */
export async function buildMedicalApp(deps: Deps, options: AppOptions = {}): Promise<FastifyInstance> {
  const app = newApp(deps, options, MEDICAL_REQUEST_MS);
  const { readCertificate } = options;
  const readThumbprint =
    readCertificate === undefined ? peerThumbprint : (request: FastifyRequest) => sha256(readCertificate(request));
  app.decorateRequest('caller');
  app.addHook('onRequest', async (request) => {
    const certificate = readThumbprint(request);
    if (options.isAdmitted?.(certificate) === false) {
      request.raw.socket.destroy();
      throw new ExpectedFailure('certificate-revoked');
    }
    request.caller = { certificate, session: readSession(request), requestId: request.id };
  });
  traceRequests(app, deps, async ({ caller }) => readCallerFacts(deps.database, caller));
  app.addHook('onSend', async (request, reply) => {
    if (reply.statusCode < 400 && !request.traced && request.routeOptions.config.untraced === undefined)
      throw new Error(`${request.routeOptions.url ?? 'a route'} answered without a trace`);
  });
  for (const routes of medicalRoutes) await app.register(async (scope) => routes(scope, deps));
  return app;
}

/** The app that anybody on the internet may reach: enrolment, renewal, statements, and the journal's write-only way in. */
export async function buildOpenApp(deps: Deps, options: AppOptions = {}): Promise<FastifyInstance> {
  const app = newApp(deps, options, OPEN_REQUEST_MS);
  const proofs = openPcProofs(deps.pki.issuingPem, deps.clock);
  app.decorateRequest('pc', null);
  // Before the budgets of the routes, which turn on it.
  app.addHook('onRequest', async (request) => {
    const [path = ''] = request.url.split('?');
    request.pc = proofs.read(request.headers[pcProofHeader], request.method, path);
  });
  await app.register(rateLimit, {
    max: PAGES_PER_MINUTE,
    timeWindow: '1 minute',
    keyGenerator: ({ ip }) => toNetwork(ip),
  });
  const strangers = countStrangers(deps.trace, deps.clock, (error) =>
    deps.log.error({ err: error }, 'count not traced'),
  );
  app.addHook('onClose', () => strangers.close());
  traceRequests(app, deps, () => Promise.resolve({ person: null, pc: null }), strangers);
  for (const routes of openRoutes) await app.register(async (scope) => routes(scope, deps));
  return app;
}

function newApp(
  deps: Deps,
  { serverFactory, trustedProxies = [] }: AppOptions,
  requestTimeout: number,
): FastifyInstance {
  const app = Fastify({
    loggerInstance: deps.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 256 * KIB,
    connectionTimeout: 60_000,
    requestTimeout,
    keepAliveTimeout: 75_000,
    routerOptions: { maxParamLength: 200 },
    requestIdHeader: false,
    genReqId: ({ headers }) => {
      const sent = headers['x-request-id'];
      return typeof sent === 'string' && /^[\w.-]{8,64}$/.test(sent) ? sent : randomUUID();
    },
    ...(trustedProxies.length === 0 ? {} : { trustProxy: [...trustedProxies] }),
    ...(serverFactory === undefined ? {} : { serverFactory }),
  });
  app.addHook('onSend', async (request, reply) => {
    reply.headers({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': 'max-age=31536000',
      'x-content-type-options': 'nosniff',
      'x-request-id': request.id,
    });
  });
  app.setNotFoundHandler(() => {
    throw new ExpectedFailure('not-found');
  });
  return app;
}

/** Gives requests their `trace`, and traces each refusal with the code that was answered. */
function traceRequests(
  app: FastifyInstance,
  deps: Deps,
  readWho: (request: FastifyRequest) => Promise<{ person: string | null; pc: string | null }>,
  strangers?: StrangerCount,
): void {
  app.decorateRequest('subject', null);
  app.decorateRequest('traced', false);
  app.decorateRequest('trace', async function trace(this: FastifyRequest, access) {
    const { person, pc } = await readWho(this);
    await deps.trace.append({ outcome: 'ok', person, pc, ...access, requestId: this.id });
    this.traced = true;
  });
  app.setErrorHandler(async (error, request, reply) => {
    let outcome = toOutcome(error, request.log);
    const { code } = outcome.failure;
    const told = outcome.status === 429 && request.traced;
    if (outcome.status < 500 && !told) {
      const object = request.subject?.object ?? `${request.method} ${request.routeOptions.url ?? 'unknown'}`;
      const patient = request.subject?.patient ?? null;
      try {
        // A flood of strangers must not fill the trace; a PC that guesses is named in it.
        if (strangers !== undefined && (outcome.status === 429 || request.is404))
          await strangers.note({
            kind: 'denied',
            person: null,
            pc: null,
            patient,
            object,
            outcome: code,
            requestId: request.id,
          });
        else await request.trace({ kind: 'denied', patient, object, outcome: code });
      } catch (failure) {
        outcome = toOutcome(failure, request.log);
      }
    }
    const fhir = request.url.startsWith('/fhir');
    return reply
      .code(outcome.status)
      .type(fhir ? 'application/fhir+json' : 'application/json')
      .send(fhir ? toOperationOutcome(outcome) : outcome.failure);
  });
}

/** A connection keeps its certificate; reading it costs more than many answers. */
const thumbprints = new WeakMap<object, Buffer>();

function peerThumbprint({ raw: { socket } }: FastifyRequest): Buffer {
  const known = thumbprints.get(socket);
  if (known !== undefined) return known;
  const { raw } = (socket as TLSSocket).getPeerCertificate();
  if (!(raw instanceof Buffer)) throw new ExpectedFailure('certificate-required');
  const found = sha256(raw);
  thumbprints.set(socket, found);
  return found;
}

function sha256(bytes: Buffer | string): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function readSession(request: FastifyRequest): Caller['session'] {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  if (scheme !== 'Bearer' || token === undefined || token === '') return null;
  return sha256(token);
}
