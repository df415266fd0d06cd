import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { FailureCode } from '../contracts/failure.ts';
import type { HospitalFacts } from '../contracts/person.ts';
import type { PublicUrls } from './domain/invitation-file.ts';
import type { ShownSystems } from './domain/system-name.ts';
import type { Inbox } from './hl7/inbox.ts';
import type { PacsClient } from './pacs/pacs-client.ts';
import type { HeadKeeper } from './trace/keep-heads.ts';

/** One named prepared statement, one round trip. SQLSTATE PS001 becomes `ExpectedFailure`; anything else is a bug. */
export interface Database {
  ask<Row extends object>(name: string, text: string, values: readonly unknown[]): Promise<Row[]>;
  /** A dedicated connection for LISTEN; `stop` ends it. Wakes once more after a lost connection is made anew. */
  listen(channel: string, wake: () => void): Promise<{ stop(): Promise<void> }>;
  close(): Promise<void>;
}

/** What the trace keeps: *copied* (left for a PC) and *looked-at* are kinds of their own; denials are traced too [R21]. */
export interface TraceEntry {
  readonly kind:
    | 'copied'
    | 'looked-at'
    | 'searched'
    | 'denied'
    | 'link'
    | 'session'
    | 'identity'
    | 'ingest'
    | 'oversight';
  readonly person: string | null;
  readonly pc: string | null;
  readonly patient: string | null;
  /** FHIR reference, DICOM UID or route name; never a name, number or text of a person. */
  readonly object: string;
  readonly outcome: 'ok' | FailureCode;
  readonly requestId: string;
  /** For how many alike it stands; one when absent. */
  readonly count?: number;
}

/** Resolves once the entry is durable; rejects `ExpectedFailure('trace-unavailable')`, and then no data may leave. */
export interface TraceWriter {
  append(entry: TraceEntry): Promise<void>;
  close(): Promise<void>;
}

/** Files by SHA-256 (hex): written durably (temp, fdatasync, rename, fsync of the folder), authorised elsewhere, never by hash. */
export interface BlobStore {
  put(bytes: Uint8Array): Promise<{ sha256: string; bytes: number }>;
  read(sha256: string): Promise<Buffer>;
  path(sha256: string): string;
  has(sha256: string): Promise<boolean>;
  /** Destroys a file that nothing names any more, durable or not there after; false, and kept, where the same bytes were put within a day. */
  remove(sha256: string): Promise<boolean>;
  /** For what is too big to hold in memory; ends by `finish` (durable) or `abort` (gone). */
  sink(): Promise<BlobSink>;
}

/** A blob on its way in. */
export interface BlobSink {
  write(chunk: Uint8Array): Promise<void>;
  finish(): Promise<{ sha256: string; bytes: number }>;
  abort(): Promise<void>;
}

/** The one source of the time of day: tests move it. */
export interface Clock {
  now(): Date;
}

/** Wakes whoever reads the outbox (NOTIFY `passerelle_push`): a hint to look, never the message itself. */
export interface Outbox {
  /** Returns its undo. */
  onWake(wake: () => void): () => void;
}

/** What the hospital sets; durations in the unit of their name. */
export interface Settings {
  readonly hospital: HospitalFacts;
  readonly certificateDays: number;
  readonly renewalGraceDays: number;
  readonly sessionHours: number;
  readonly leaseHours: number;
  /** Issuers of Patient ID (0010,0021) whose numbers are this hospital's; none: whatever the image says of its issuer is not judged. */
  readonly imageIssuers?: readonly string[];
  /** Names of sending systems that the helpdesk may read. */
  readonly systems?: ShownSystems;
}

/** Symmetric keys of 32 bytes, each for one purpose, kept in files outside the database (docs/keys.md). */
export interface Secrets {
  /** HMAC of letter codes and recovery codes. */
  readonly codeKey: Buffer;
  /** AES-256-GCM of the second factors' secrets. */
  readonly totpKey: Buffer;
  /** HMAC of the trace writers' states. */
  readonly traceKey: Buffer;
  /** HMAC that indexes national numbers. */
  readonly nissIndexKey: Buffer;
  /** AES-256-GCM of national numbers. */
  readonly nissCipherKey: Buffer;
  /** Stands in the gate for a system certificate where a door has none of its own (MLLP, C-STORE); see door-caller.ts. */
  readonly doorKey: Buffer;
  /** AES-256-GCM of the bytes of messages that the inbox keeps. */
  readonly messageKey: Buffer;
}

/** A certificate just signed: PEM of the leaf followed by the issuing CA. */
export interface IssuedCertificate {
  readonly chainPem: string;
  readonly sha256: Buffer;
  readonly serial: string;
  /** SHA-256 of the SubjectPublicKeyInfo. */
  readonly keySha256: Buffer;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** The hospital's issuing CA and the key that signs statements and leases. */
export interface Pki {
  readonly rootPem: string;
  /** SPKI PEM of the key behind `signStatement`. */
  readonly statementKeyPem: string;
  /** Client certificate for a PC from its PKCS#10 request; the subject is ours. Refuses `input-invalid`. */
  issueForPc(csrPem: string, pc: string, days: number): Promise<IssuedCertificate>;
  /** JWS (compact, ES256) over `claims`: leases, statements. */
  signStatement(claims: Readonly<Record<string, unknown>>): Promise<string>;
  /** Certificate of the issuing CA. */
  readonly issuingPem: string;
  /** The key that signs evidence files (ECDSA P-256 over SHA-256, DER), with its certificate [X14]. */
  openEvidenceKey(): Promise<{ readonly certificatePem: string; sign(bytes: Uint8Array): Buffer }>;
}

/** Everything a route is handed. */
export interface Deps {
  readonly database: Database;
  readonly trace: TraceWriter;
  /** Signed heads of the trace, and what a verification holds it to. */
  readonly heads: Pick<HeadKeeper, 'keep' | 'sign' | 'readEvidence'>;
  readonly blobs: BlobStore;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly log: FastifyBaseLogger;
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly pki: Pki;
  /** Where this hospital is reached from outside, for `.passerelle` files; known once both listeners listen. */
  readUrls(): PublicUrls;
  /** Where messages come in, whichever door took them. */
  readonly inbox: Inbox;
  /** Folder of the packages of releases, `<counter>/<file>`. */
  readonly releases: string;
  /** The PACS behind this hospital; absent where there is none. */
  readonly pacs?: PacsClient;
  /** Resolves when the medical listener of this process knows of every certificate enrolled or revoked until now. */
  refreshAdmission(): Promise<void>;
}

/** A file of routes: it registers its own and is handed all it may use. */
export type Routes = (app: FastifyInstance, deps: Deps) => Promise<void>;
