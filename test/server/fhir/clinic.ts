import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { pino } from 'pino';
import { buildMedicalApp } from '../../../server/app.ts';
import type { Deps, TraceEntry } from '../../../server/deps.ts';
import { openBlobStore } from '../../../server/store/blob-store.ts';
import { activateLink } from './activate-link.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

/** Who sends a request of a test: a certificate, and a session token or none. */
export interface Sender {
  readonly certificate: Buffer;
  readonly token: string | null;
  readonly person: string | null;
}

/** A list that is never empty in a right answer; a wrong one throws where its first is read, and the test fails. */
type AtLeastOne<T> = readonly [T, ...T[]];

/** A resource or a failure as an answer's body, with the members that tests look at. */
export interface Body {
  readonly resourceType: string;
  readonly id: string;
  readonly status: string;
  readonly code: string;
  readonly total: number;
  readonly issue: AtLeastOne<{
    readonly severity: string;
    readonly diagnostics: string;
    readonly expression: AtLeastOne<string>;
    readonly details: { readonly coding: AtLeastOne<{ readonly code: string }> };
  }>;
  readonly link: readonly { readonly relation: string; readonly url: string }[];
  readonly entry: readonly {
    readonly resource: Body;
    readonly search: { readonly mode: string };
    readonly response: { readonly status: string; readonly location: string };
  }[];
  readonly items: readonly {
    readonly kind: string;
    readonly ref?: string;
    readonly instance?: string;
    readonly sha256: string;
    readonly bytes: number;
  }[];
  readonly performer: unknown;
  readonly result: unknown;
  readonly presentedForm: unknown;
  readonly rest: AtLeastOne<{
    readonly resource: readonly {
      readonly type: string;
      readonly interaction: readonly { readonly code: string }[];
      readonly searchParam?: readonly { readonly name: string; readonly documentation?: string }[];
    }[];
  }>;
}

/** A data set in the DICOM JSON model, its values as text or items. */
export type DicomBody = Readonly<Record<string, { readonly Value: readonly (string & DicomBody)[] }>>;

/** What came back. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly bytes: Buffer;
  json(): Body;
  dicom(): DicomBody;
  dicoms(): readonly DicomBody[];
}

/** The medical app on a real database of its own, asked without a socket; the TLS is proven in test/server/listeners. */
export interface Clinic {
  readonly app: FastifyInstance;
  readonly deps: Deps;
  readonly db: TestDatabase;
  readonly traced: readonly TraceEntry[];
  readonly system: Sender;
  physician(): Promise<Sender>;
  desk(): Promise<Sender>;
  helpdesk(): Promise<Sender>;
  /** An active link, as the physician's confirmed signature leaves it; the undo ends it. */
  link(sender: Sender, patient: string): Promise<() => Promise<void>>;
  ask(
    sender: Sender,
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    body?: string | Buffer | object,
    headers?: Record<string, string>,
  ): Promise<Reply>;
  close(): Promise<void>;
}

/** Opens a clinic; `replace` puts other parts in. */
export async function openClinic(replace: Partial<Deps> = {}): Promise<Clinic> {
  const db = await openTestDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-clinic-'));
  const traced: TraceEntry[] = [];
  const secret = (): Buffer => randomBytes(32);
  const wakes = new Set<() => void>();
  const listening = await db.database.listen('passerelle_push', () => {
    for (const wake of wakes) wake();
  });
  const deps: Deps = {
    database: db.database,
    trace: {
      append: (entry) => {
        traced.push(entry);
        return Promise.resolve();
      },
      close: () => Promise.resolve(),
    },
    heads: {
      keep: () => Promise.resolve(),
      sign: () => Promise.reject(new Error('not here')),
      readEvidence: () => {
        throw new Error('not here');
      },
    },
    blobs: openBlobStore(join(folder, 'blobs')),
    outbox: {
      onWake: (wake) => {
        wakes.add(wake);
        return () => wakes.delete(wake);
      },
    },
    clock: { now: () => new Date() },
    log: pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
    settings: { leaseHours: 12, sessionHours: 12, certificateDays: 30, renewalGraceDays: 90, hospital: {} as never },
    secrets: {
      codeKey: secret(),
      totpKey: secret(),
      traceKey: secret(),
      nissIndexKey: secret(),
      nissCipherKey: secret(),
      doorKey: secret(),
      messageKey: secret(),
    },
    pki: {
      rootPem: '',
      statementKeyPem: '',
      issueForPc: () => Promise.reject(new Error('not here')),
      issuingPem: '',
      openEvidenceKey: () => Promise.reject(new Error('not here')),
      signStatement: (claims) => Promise.resolve(Buffer.from(JSON.stringify(claims)).toString('base64url')),
    },
    inbox: {
      submit: () => Promise.reject(new Error('not here')),
      replay: () => Promise.reject(new Error('not here')),
      close: () => Promise.resolve(),
    },
    releases: join(folder, 'releases'),
    readUrls: () => ({ openUrl: 'https://127.0.0.1:1', medicalUrl: 'https://127.0.0.1:2' }),
    refreshAdmission: () => Promise.reject(new Error('not here')),
    ...replace,
  };
  const app = await buildMedicalApp(deps, {
    readCertificate: ({ headers }) => Buffer.from(String(headers['x-test-certificate']), 'hex'),
  });
  const certify = async (pc: string | null): Promise<Buffer> => {
    const der = randomBytes(64);
    const sha = createHash('sha256').update(der).digest();
    await db.sql(
      `insert into identity.certificate (sha256, kind, pc, serial, key_sha256, not_before, not_after)
       values ($1, $2, $3, $4, $5, now() - interval '1 day', now() + interval '1 day')`,
      [sha, pc === null ? 'system' : 'pc', pc, randomUUID(), randomBytes(32)],
    );
    return der;
  };
  // The hospital's own doors: a system that no handshake can present.
  await db.sql(
    `insert into identity.certificate (sha256, kind, serial, key_sha256, not_before, not_after)
     values ($1, 'system', 'doors', $1, now() - interval '1 day', now() + interval '1 day')`,
    [deps.secrets.doorKey],
  );
  const signIn = async (role: 'physician' | 'desk' | 'helpdesk'): Promise<Sender> => {
    const [person, pc, token] = [randomUUID(), randomUUID(), randomBytes(32).toString('base64url')];
    const login = String(randomBytes(6).readUIntBE(0, 6)).slice(0, 11).padStart(11, '1');
    await db.sql(`insert into identity.person (id, role, login, name, nihdi) values ($1, $2, $3, 'Dr Essai', $4)`, [
      person,
      role,
      login,
      role === 'physician' ? login : null,
    ]);
    await db.sql(`insert into identity.pc (id, name) values ($1, 'PC')`, [pc]);
    const certificate = await certify(pc);
    const sha = (value: string | Buffer): Buffer => createHash('sha256').update(value).digest();
    await db.sql(
      `insert into identity.session (sha256, person, certificate, ends_at) values ($1, $2, $3, now() + interval '1 hour')`,
      [sha(token), person, sha(certificate)],
    );
    return { certificate, token, person };
  };
  return {
    app,
    deps,
    db,
    traced,
    system: { certificate: await certify(null), token: null, person: null },
    physician: () => signIn('physician'),
    desk: () => signIn('desk'),
    helpdesk: () => signIn('helpdesk'),
    link: ({ person }, patient) => activateLink(db, person ?? '', patient),
    ask: async (sender, method, url, body, headers = {}) => {
      const options: InjectOptions = {
        method,
        url,
        headers: {
          'x-test-certificate': sender.certificate.toString('hex'),
          ...(sender.token === null ? {} : { authorization: `Bearer ${sender.token}` }),
          ...(typeof body === 'object' && !Buffer.isBuffer(body) ? { 'content-type': 'application/fhir+json' } : {}),
          ...headers,
        },
        ...(body === undefined
          ? {}
          : { payload: Buffer.isBuffer(body) || typeof body === 'string' ? body : JSON.stringify(body) }),
      };
      const reply = await app.inject(options);
      return {
        status: reply.statusCode,
        headers: reply.headers,
        text: reply.body,
        bytes: reply.rawPayload,
        json: () => reply.json<Body>(),
        dicom: () => reply.json<DicomBody>(),
        dicoms: () => reply.json<DicomBody[]>(),
      };
    },
    close: async () => {
      await app.close();
      await listening.stop();
      await db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
