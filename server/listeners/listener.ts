import { constants, createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { createServer, type Server, type ServerOptions } from 'node:https';
import type { Socket } from 'node:net';
import type { SecureContextOptions, TLSSocket } from 'node:tls';
import type { Clock } from '../deps.ts';
import type { TlsMaterial } from '../pki/hospital-pki.ts';
import type { Admission } from './admission.ts';
import type { TlsLog, TlsOutcome } from './tls-log.ts';

/** What both listeners are made of. */
export interface ListenerParts {
  readonly tls: TlsMaterial;
  readonly log: TlsLog;
  readonly clock: Clock;
}

/** Handler that fastify hands over. */
export type HttpHandler = (request: IncomingMessage, response: never) => void;

interface Connection {
  tls: TLSSocket | null;
  thumbprint: string | null;
  outcome: TlsOutcome;
  reason: string | null;
  requests: number;
}

const HANDSHAKE_MS = 10_000;

/** The open listener: TLS 1.3, the server's certificate only, no client certificate asked for. */
export function createOpenServer(handler: HttpHandler, { tls, ...parts }: ListenerParts): Server {
  const { cert, key } = tls;
  const server = createServer(baseOptions({ cert, key, requestCert: false }), handler as never);
  watchConnections(server, 'open', { tls, ...parts });
  return server;
}

/**
 * The medical listener: the handshake demands a certificate of the issuing authority that is not on its revocation list; the
 * socket is handed to the HTTP parser only when its thumbprint is admitted too; a revocation closes living sockets at once.
 */
export function createMedicalServer(
  handler: HttpHandler,
  parts: ListenerParts & { readonly admission: Admission; refreshTls(): Promise<TlsMaterial> },
): Server {
  const { admission, tls } = parts;
  const server = createServer(baseOptions({ ...tls, requestCert: true }), handler as never);
  const connections = watchConnections(server, 'medical', parts);

  const serve = server.listeners('secureConnection') as ((socket: TLSSocket) => void)[];
  server.removeAllListeners('secureConnection');
  server.on('secureConnection', (socket: TLSSocket) => {
    const connection = connections.get(keyOf(socket));
    const sha256 = thumbprintOf(socket);
    if (connection !== undefined) {
      connection.tls = socket;
      connection.thumbprint = sha256?.toString('hex') ?? null;
    }
    if (sha256 === null || connection === undefined || !admission.isAdmitted(sha256)) {
      if (connection !== undefined) connection.outcome = 'refused-not-admitted';
      socket.destroy();
      return;
    }
    connection.outcome = 'served';
    for (const take of serve) take.call(server, socket);
  });

  const undo = admission.onChange(() => {
    for (const connection of connections.values()) {
      const { thumbprint, tls: socket } = connection;
      if (socket === null || thumbprint === null || admission.isAdmitted(Buffer.from(thumbprint, 'hex'))) continue;
      connection.outcome = 'closed-by-revocation';
      socket.destroy();
    }
    parts
      .refreshTls()
      .then((fresh) => server.setSecureContext(toContext(fresh)))
      // The old list stays; the admitted set refuses the revoked one all the same.
      .catch(() => undefined);
  });
  server.on('close', undo);
  return server;
}

/** What a listener may be handed anew while it runs. No session tickets: each connection shows and proves its certificate. */
export function toContext(material: Partial<TlsMaterial>): SecureContextOptions {
  return { ...material, minVersion: 'TLSv1.3', secureOptions: constants.SSL_OP_NO_TICKET };
}

function baseOptions({ requestCert, ...material }: Partial<TlsMaterial> & { requestCert: boolean }): ServerOptions {
  return { ...toContext(material), handshakeTimeout: HANDSHAKE_MS, requestCert, rejectUnauthorized: requestCert };
}

/** Follows each connection from its first byte to its end and writes one line of the TLS log. */
function watchConnections(
  server: Server,
  listener: 'open' | 'medical',
  { log, clock }: ListenerParts,
): Map<string, Connection> {
  const connections = new Map<string, Connection>();
  const failures = new WeakMap<Socket, (reason: string) => void>();
  server.on('connection', (raw: Socket) => {
    const remote = keyOf(raw);
    const connection: Connection = {
      tls: null,
      thumbprint: null,
      outcome: 'closed-before-handshake',
      reason: null,
      requests: 0,
    };
    connections.set(remote, connection);
    raw.once('close', () => {
      connections.delete(remote);
      // The reason of a failed handshake is told after the close.
      setImmediate(() => {
        const { thumbprint, outcome, reason, requests, tls } = connection;
        const time = clock.now().toISOString();
        log.write({ time, listener, remote, thumbprint, outcome, reason, httpBytes: tls?.bytesRead ?? 0, requests });
      });
    });
    failures.set(raw, (reason) => {
      connection.outcome = 'refused-in-handshake';
      connection.reason = reason;
    });
  });
  server.on('secureConnection', (socket: TLSSocket) => {
    const connection = connections.get(keyOf(socket));
    if (connection === undefined) return;
    connection.tls = socket;
    connection.outcome = 'served';
  });
  server.on('tlsClientError', (error: NodeJS.ErrnoException, socket: TLSSocket) => {
    // The only way back from a destroyed TLS socket to its connection; without it the line merely lacks its reason.
    const raw = (socket as { _parent?: Socket })._parent;
    if (raw !== undefined) failures.get(raw)?.(String(socket.authorizationError ?? error.code ?? 'unknown'));
  });
  server.on('request', (request: IncomingMessage) => {
    const connection = connections.get(keyOf(request.socket));
    if (connection !== undefined) connection.requests += 1;
  });
  return connections;
}

function keyOf(socket: Socket): string {
  return `${socket.remoteAddress ?? '?'}:${socket.remotePort ?? 0}`;
}

function thumbprintOf(socket: TLSSocket): Buffer | null {
  const { raw } = socket.getPeerCertificate() as { raw?: Buffer };
  return raw instanceof Buffer ? createHash('sha256').update(raw).digest() : null;
}
