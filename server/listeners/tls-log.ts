import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';

/** How a connection to a listener ended. */
export type TlsOutcome =
  | 'served'
  | 'refused-in-handshake'
  | 'refused-not-admitted'
  | 'closed-by-revocation'
  | 'closed-before-handshake';

/** One connection, one line. `httpBytes` counts decrypted bytes that the HTTP parser was given, `requests` what it made of them [R06]. */
export interface TlsLine {
  readonly time: string;
  readonly listener: 'open' | 'medical';
  readonly remote: string;
  /** SHA-256 of the client certificate, hexadecimal; null when the handshake failed: Node forgets it with the socket. */
  readonly thumbprint: string | null;
  readonly outcome: TlsOutcome;
  /** OpenSSL's or Node's word for a failed handshake. */
  readonly reason: string | null;
  readonly httpBytes: number;
  readonly requests: number;
}

/** Takes the lines of both listeners. */
export interface TlsLog {
  write(line: TlsLine): void;
  close(): void;
}

const ROTATE_AT = 64 << 20;

/** Appends to a file of JSON lines, which begins afresh (one older one is kept) at 64 MiB. */
export function openTlsLog(path: string): TlsLog {
  let file = openSync(path, 'a', 0o600);
  let closed = false;
  return {
    write: (line) => {
      if (closed) return;
      try {
        writeSync(file, `${JSON.stringify(line)}\n`);
        if (fstatSync(file).size < ROTATE_AT) return;
        closeSync(file);
        renameSync(path, `${path}.1`);
        file = openSync(path, 'a', 0o600);
      } catch {
        // A full disk costs the line, not the listener.
      }
    },
    close: () => {
      if (closed) return;
      closed = true;
      closeSync(file);
    },
  };
}
