/** Who asks: never believed by name, resolved by the database from the two hashes. */
export interface Caller {
  /** SHA-256 of the session token, null when none was sent. */
  readonly session: Buffer | null;
  /** SHA-256 of the client certificate (DER) of this TLS connection. */
  readonly certificate: Buffer;
  /** Joins the client's log, the server's log and the trace (X-Request-Id). */
  readonly requestId: string;
}
