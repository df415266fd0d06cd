import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import { toFollowPage, toProblemPage, toUnknownPage } from '../../access-request/follow-page.ts';
import { type FormFault, toFormPage } from '../../access-request/form-page.ts';
import { isFormToken, makeFormToken, toFollowHash, toFollowSecret } from '../../access-request/form-token.ts';
import { type Language, languages } from '../../../contracts/language.ts';
import { pagePaths, readAcceptLanguage } from '../../access-request/languages.ts';
import { toNetwork, toSite } from '../../access-request/network.ts';
import { stylePath } from '../../access-request/page.ts';
import { documentPaths, openPublicDocuments, type PublicDocument } from '../../access-request/public-documents.ts';
import { readForm, readTyped, toEmptyForm } from '../../access-request/read-form.ts';
import type { Deps, Routes } from '../../deps.ts';
import { conditionsVersion } from '../../documents/conditions.ts';
import { openAttemptLimit } from '../../domain/attempt-limit.ts';
import { toInvitationFile, toInvitationFileName } from '../../domain/invitation-file.ts';
import { followAccessRequest, type RequestLimits, submitAccessRequest } from '../../store/access-request-store.ts';

const BODY_LIMIT = 32 * 1024;
/** Requests filed from one network in an hour; forms sent from it, wrong ones included, in ten minutes. */
const FILED_PER_NETWORK = 10;
/** Requests filed in an hour from one /48, which holds 65,536 networks of one and the same owner. */
const FILED_PER_SITE = 40;
const SENT_PER_NETWORK = 60;
const HOUR_MS = 3_600_000;
/** Above the first, requests are kept apart and taken all the same; the second keeps the disk. */
const limits: RequestLimits = { perHour: 100, waiting: 20_000 };
const policy = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const style = readFileSync(join(import.meta.dirname, '..', '..', 'access-request', 'style.css'), 'utf8');

/**
 * The one page for somebody without an account [R01]: form, documents, follow-up. No script, no cookie, nothing that tells whether a number is
 * known. One network cannot use up the share of another, and no number of requests makes the page refuse a newcomer until the disk is at stake.
 */
export const accessRequestPages: Routes = async (app, deps) => {
  const { settings, clock } = deps;
  const perNetwork = openAttemptLimit(FILED_PER_NETWORK, HOUR_MS, clock);
  const perSite = openAttemptLimit(FILED_PER_SITE, HOUR_MS, clock);
  const countFiled = (ip: string): void => {
    perSite.check(toSite(ip));
    perNetwork.check(toNetwork(ip));
    perSite.fail(toSite(ip));
    perNetwork.fail(toNetwork(ip));
  };
  const readDocument = openPublicDocuments(() => settings.hospital, clock);

  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: BODY_LIMIT },
    (_request, body, done) => done(null, body),
  );
  // After the app's own headers; a refusal that was made for machines becomes a page.
  app.addHook('onSend', async (request, reply, payload) => {
    reply.header('content-security-policy', policy);
    if (reply.statusCode < 400 || !/json/.test(String(reply.getHeader('content-type') ?? ''))) return payload;
    reply.type('text/html; charset=utf-8').removeHeader('content-length');
    return toProblemPage({ hospital: settings.hospital, language: readLanguage(request) }, reply.statusCode);
  });

  app.get('/access-request', async (request, reply) =>
    reply
      .header('vary', 'accept-language')
      .redirect(pagePaths[readAcceptLanguage(request.headers['accept-language'])], 302),
  );
  app.get(stylePath, async (_request, reply) => reply.type('text/css; charset=utf-8').send(style));
  for (const document of Object.keys(documentPaths) as PublicDocument[])
    app.get(documentPaths[document], async (_request, reply) =>
      reply
        .type('application/pdf')
        .header('content-disposition', `inline; filename="${documentPaths[document].split('/').at(-1) ?? ''}"`)
        .send(readDocument(document)),
    );
  for (const language of languages) {
    addForm(app, deps, language, countFiled);
    addFollowUp(app, deps, language);
  }
};

function addForm(
  app: FastifyInstance,
  { database, secrets, settings, clock }: Deps,
  language: Language,
  /** Refuses where one network or its owner has filed enough for now. */
  countFiled: (ip: string) => void,
): void {
  const parts = {
    get hospital() {
      return settings.hospital;
    },
    language,
  };
  const path = pagePaths[language];
  const newToken = (): string => makeFormToken(secrets.codeKey, clock.now());

  app.get(path, async (_request, reply) => sendPage(reply, toFormPage(parts, toEmptyForm(newToken()), null)));

  app.post<{ Body: unknown }>(
    path,
    {
      bodyLimit: BODY_LIMIT,
      config: {
        rateLimit: {
          max: SENT_PER_NETWORK,
          timeWindow: '10 minutes',
          keyGenerator: ({ ip }: FastifyRequest) => toNetwork(ip),
        },
      },
    },
    async (request, reply) => {
      if (typeof request.body !== 'string') throw new ExpectedFailure('input-invalid');
      const typed = readTyped(request.body);
      // Another site may not spend this visitor's share of requests.
      const old =
        request.headers['sec-fetch-site'] === 'cross-site' || !isFormToken(secrets.codeKey, typed.token, clock.now());
      const reading = readForm(typed);
      if (old || !reading.ok) {
        const fault: FormFault = { errors: reading.ok ? {} : reading.errors, old };
        return sendPage(reply.code(422), toFormPage(parts, old ? { ...typed, token: newToken() } : typed, fault));
      }
      const secret = toFollowSecret(secrets.codeKey, typed.token);
      const hash = toFollowHash(secret);
      if (hash === null) throw new Error('a secret made here has a hash');
      // What is sent twice is filed once, and counted once.
      if ((await followAccessRequest(database, hash)) === null) countFiled(request.ip);
      const declared = { ...reading.request, language, careOnly: true, conditions: conditionsVersion } as const;
      const { id } = await submitAccessRequest(database, hash, declared, limits);
      await request.trace({ kind: 'identity', patient: null, object: `access-request/submit#${id}` });
      return reply.redirect(`${path}/${secret}`, 303);
    },
  );
}

function addFollowUp(app: FastifyInstance, { database, settings, pki, readUrls }: Deps, language: Language): void {
  const parts = {
    get hospital() {
      return settings.hospital;
    },
    language,
  };
  const follow = async (secret: string) => {
    const hash = toFollowHash(secret);
    return hash === null ? null : followAccessRequest(database, hash);
  };
  const path = pagePaths[language];

  app.get<{ Params: { secret: string } }>(`${path}/:secret`, async ({ params: { secret } }, reply) => {
    const followed = await follow(secret);
    return followed === null
      ? sendPage(reply.code(404), toUnknownPage(parts))
      : sendPage(reply, toFollowPage(parts, secret, followed));
  });

  app.get<{ Params: { secret: string } }>(`${path}/:secret/passerelle`, async (request, reply) => {
    const followed = await follow(request.params.secret);
    if (followed?.state !== 'accepted') return sendPage(reply.code(404), toUnknownPage(parts));
    await request.trace({ kind: 'identity', patient: null, object: `access-request/file#${followed.id}` });
    return reply
      .type('application/octet-stream')
      .header('content-disposition', `attachment; filename="${toInvitationFileName(settings.hospital)}"`)
      .send(toInvitationFile(settings.hospital, readUrls(), pki.rootPem));
  });
}

function sendPage(reply: FastifyReply, page: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(page);
}

/** The page's own language, or what the browser likes. */
function readLanguage({ routeOptions, headers }: FastifyRequest): Language {
  const { url = '' } = routeOptions;
  return (
    languages.find((one) => url === pagePaths[one] || url.startsWith(`${pagePaths[one]}/`)) ??
    readAcceptLanguage(headers['accept-language'])
  );
}
