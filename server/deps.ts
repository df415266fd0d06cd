import type { FailureCode } from '../contracts/failure.ts';

/** One named prepared statement, one round trip. SQLSTATE PS001 becomes `ExpectedFailure`; anything else is a bug. */
export interface Database {
  ask<Row extends object>(name: string, text: string, values: readonly unknown[]): Promise<Row[]>;
  /** A dedicated connection for LISTEN; `stop` ends it. */
  listen(channel: string, wake: () => void): Promise<{ stop(): Promise<void> }>;
  close(): Promise<void>;
}

/** What the trace keeps: *copied* (left for a PC) and *looked-at* are kinds of their own; denials are traced too [R21]. */
export interface TraceEntry {
  readonly kind: 'copied' | 'looked-at' | 'searched' | 'denied' | 'link' | 'session' | 'identity' | 'ingest' | 'oversight';
  readonly person: string | null;
  readonly pc: string | null;
  readonly patient: string | null;
  /** FHIR reference, DICOM UID or route name; never a name, number or text of a person. */
  readonly object: string;
  readonly outcome: 'ok' | FailureCode;
  readonly requestId: string;
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
}

export interface Clock {
  now(): Date;
}
