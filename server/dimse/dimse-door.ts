import { createHash, randomUUID } from 'node:crypto';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer, type Server as TlsServer, TLSSocket, type TlsOptions } from 'node:tls';
import type { Caller } from '../caller.ts';
import { refreshStudies } from '../store/imaging-store.ts';
import type { AssociateRequest, Rejection } from './association.ts';
import type { DimseSettings } from './dimse-settings.ts';
import { toAbort } from './pdu.ts';
import { serveAssociation } from './serve-association.ts';
import { storeMessage, type StoreParts } from './store-message.ts';

/** The open DICOM door. */
export interface DimseDoor {
  readonly port: number;
  /** New certificates and revocations, for associations to come. */
  renew(tls: TlsOptions): void;
  /** Aborts every association; what was at work is finished, but not answered. */
  close(): Promise<void>;
}

const MOST_ASSOCIATIONS = 32;
const HANDSHAKE_MS = 10_000;
const REFRESH_MS = 250;
const REFRESH_AT_ONCE = 50;
const CLOSING_MS = 5_000;

/** Listens for C-ECHO and C-STORE as the hospital's system `caller`, or, with mutual TLS, as the system whose certificate was shown. */
export async function openDimseDoor(
  deps: StoreParts,
  settings: DimseSettings,
  caller: Caller,
  tls: TlsOptions | null,
): Promise<DimseDoor> {
  const { log, database } = deps;
  const open = new Map<Socket, Promise<void>>();
  const counting = openCounting(async () => {
    while ((await refreshStudies(database, caller, REFRESH_AT_ONCE)) === REFRESH_AT_ONCE);
  }, log);

  const mutual = settings.tls === 'mutual';
  const serve = (socket: Socket): void => {
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    const full = open.size >= MOST_ASSOCIATIONS;
    const served = serveAssociation(socket, {
      findRejection: (request) => (full ? 'local-limit' : findRejection(settings, request, socket.remoteAddress)),
      store: async (message) => {
        const answer = await storeMessage(deps, mutual ? toPeer(socket) : caller, message);
        counting.soon();
        return answer;
      },
    }).then(
      ({ callingAe, outcome, stored }) => {
        // A stranger's title is a text from outside: only one that the hospital itself wrote down is said.
        const known = settings.callers.some(({ aeTitle }) => aeTitle === callingAe);
        log.info({ callingAe: known ? callingAe : null, outcome, stored }, 'DICOM association ended');
      },
      (error: unknown) => log.error({ err: error }, 'DICOM association failed'),
    );
    open.set(
      socket,
      served.finally(() => open.delete(socket)),
    );
  };
  const secure = (fresh: TlsOptions): TlsOptions => ({
    ...fresh,
    minVersion: 'TLSv1.2',
    requestCert: mutual,
    rejectUnauthorized: mutual,
    handshakeTimeout: HANDSHAKE_MS,
  });
  const server = tls === null ? createServer(serve) : createTlsServer(secure(tls), serve);
  // Twice as many as may associate: the others are still told why.
  server.maxConnections = MOST_ASSOCIATIONS * 2;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, settings.host, resolve);
  });
  // Studies whose counting a killed process left undone.
  counting.soon();
  return {
    port: (server.address() as AddressInfo).port,
    renew: (fresh) => {
      if (tls !== null) (server as TlsServer).setSecureContext(secure(fresh));
    },
    close: async () => {
      server.close();
      const ended = Promise.all(open.values());
      const late = setTimeout(() => {
        for (const socket of open.keys()) socket.destroy();
      }, CLOSING_MS);
      for (const socket of open.keys()) socket.end(toAbort(0));
      await ended;
      clearTimeout(late);
      await counting.close();
    },
  };
}

/** The gate itself judges the certificate: a practice's PC is no system, a revoked one nobody. */
function toPeer(socket: Socket): Caller {
  const raw = socket instanceof TLSSocket ? socket.getPeerCertificate().raw : undefined;
  const certificate = createHash('sha256')
    .update(raw ?? Buffer.alloc(0))
    .digest();
  return { session: null, certificate, requestId: randomUUID() };
}

/** Titles are no secret and prove little: they keep the wrong device out, the network and TLS keep strangers out. */
function findRejection(
  { aeTitle, callers }: DimseSettings,
  { calledAe, callingAe }: AssociateRequest,
  remote: string | undefined,
): Rejection | null {
  if (calledAe !== aeTitle) return 'called-unknown';
  const address = remote?.replace(/^::ffff:/, '');
  return callers.some((one) => one.aeTitle === callingAe && (one.address === null || one.address === address))
    ? null
    : 'calling-unknown';
}

/** Counts what was stored at most every quarter of a second, and once more after the last. */
function openCounting(count: () => Promise<void>, log: StoreParts['log']): { soon(): void; close(): Promise<void> } {
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();
  const run = (): void => {
    timer = null;
    running = running.then(count).catch((error: unknown) => {
      log.error({ err: error }, 'studies not counted');
    });
  };
  return {
    soon: () => {
      timer ??= setTimeout(run, REFRESH_MS);
    },
    close: async () => {
      if (timer !== null) {
        clearTimeout(timer);
        run();
      }
      await running;
    },
  };
}
