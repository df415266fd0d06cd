import { lookup } from 'node:dns/promises';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type PeerCertificate } from 'node:tls';
import type { CheckedStep } from '../../contracts/connection-check.ts';
import { toErrorCode } from '../hospital/failures.ts';

type Finding = CheckedStep['finding'];

/** Milliseconds that one look may take. */
export const patience = 6_000;

/** Whether a host name is known to this PC's name service; an address needs none. */
export async function knowsName(host: string): Promise<boolean> {
  if (isIP(host) !== 0) return true;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((done) => {
    timer = setTimeout(done, patience, false);
  });
  const found = lookup(host).then(
    () => true,
    () => false,
  );
  return await Promise.race([found, late]).finally(() => clearTimeout(timer));
}

/** Opens a TCP connection, or tells how it failed. */
export function openLine(host: string, port: number): Promise<Socket | 'closed' | 'no-answer'> {
  return new Promise((done) => {
    const socket = connectTcp({ host, port });
    const timer = setTimeout(() => end('no-answer'), patience);
    const end = (found: Socket | 'closed' | 'no-answer'): void => {
      clearTimeout(timer);
      if (typeof found === 'string') socket.destroy();
      done(found);
    };
    socket.once('connect', () => end(socket));
    socket.on('error', (cause) => end(toErrorCode(cause) === 'ECONNREFUSED' ? 'closed' : 'no-answer'));
  });
}

/** What answered a handshake at the other end. */
export interface SeenTrust {
  readonly finding: Extract<Finding, `trust.${string}`>;
  /** Common name of the issuer when it is not the hospital's CA. */
  readonly issuer: string | null;
}

const DATES: ReadonlySet<string> = new Set(['CERT_NOT_YET_VALID', 'CERT_HAS_EXPIRED']);

function readIssuer({ issuer }: PeerCertificate): string | null {
  const name = [issuer?.CN ?? issuer?.O ?? ''].flat().join(', ').replaceAll(/\p{C}/gu, '').trim();
  return name === '' ? null : name.slice(0, 120);
}

/**
 * Looks at the certificate that stands at the other end of `socket`. It is the one place that shakes hands with a stranger, to be able to
 * name him: nothing is sent over it, and it is closed at once.
 */
export function lookAtTrust(socket: Socket, host: string, caCertificate: string): Promise<SeenTrust> {
  return new Promise((done) => {
    const secure = connectTls({
      socket,
      host,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ca: [caCertificate],
      // An inspector may speak an older TLS than the hospital ever does.
      minVersion: 'TLSv1.2',
      rejectUnauthorized: false,
    });
    const end = (finding: SeenTrust['finding'], issuer: string | null = null): void => {
      clearTimeout(timer);
      secure.destroy();
      socket.destroy();
      done({ finding, issuer });
    };
    const timer = setTimeout(() => end('trust.cut'), patience);
    secure.once('secureConnect', () => {
      const fault = String(secure.authorizationError ?? '');
      if (secure.authorized) end('trust.ours');
      else if (DATES.has(fault)) end('trust.dates');
      else if (/ALTNAME|HOSTNAME/.test(fault)) end('trust.other-name');
      else end('trust.intercepted', readIssuer(secure.getPeerCertificate()));
    });
    secure.on('error', (cause) =>
      end(
        /^(ERR_SSL_(WRONG_VERSION|PACKET|UNSUPPORTED|HTTP)|EPROTO)/.test(toErrorCode(cause))
          ? 'trust.not-tls'
          : 'trust.cut',
      ),
    );
    secure.on('close', () => end('trust.cut'));
  });
}
