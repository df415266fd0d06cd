import type { TraceEntry } from './deps.ts';

/** Who asks: never believed by name, resolved by the database from the two hashes. */
export interface Caller {
  /** SHA-256 of the session token, null when none was sent. */
  readonly session: Buffer | null;
  /** SHA-256 of the client certificate (DER) of this TLS connection. */
  readonly certificate: Buffer;
  /** Joins the client's log, the server's log and the trace (X-Request-Id). */
  readonly requestId: string;
}

/** What a route says of an access; who, from where (unless it says so itself) and under which request id is added to it. */
export type Access = Pick<TraceEntry, 'kind' | 'patient' | 'object'> &
  Partial<Pick<TraceEntry, 'outcome' | 'person' | 'pc'>>;

declare module 'fastify' {
  interface FastifyRequest {
    /** On the medical listener alone. */
    caller: Caller;
    /** On the open listener alone: thumbprint of the PC certificate whose key signed this request; null for everybody else. */
    pc: string | null;
    /** Set by a route as soon as it knows, so that a denial is traced with its patient and object. */
    subject: Pick<Access, 'patient' | 'object'> | null;
    /** True once something of this request is durable in the trace. */
    traced: boolean;
    /** Durable when it resolves: await it (beside the read) before anything leaves. */
    trace(access: Access): Promise<void>;
  }
  interface FastifyContextConfig {
    /** Why this route answers without a trace. Any other medical route that does so ends as a bug. */
    untraced?: string;
  }
}
