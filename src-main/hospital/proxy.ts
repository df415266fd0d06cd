import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** Says how an address is reached, as a PAC script would: `DIRECT`, `PROXY host:port; DIRECT`. */
export type ResolveProxy = (url: string) => Promise<string>;

/** One way to the hospital. A tunnel through a proxy carries our own TLS: the proxy sees an address and nothing of what passes. */
export type Route =
  | { readonly kind: 'direct' }
  | { readonly kind: 'proxy'; readonly host: string; readonly port: number; readonly tls: boolean }
  /** A kind that is not spoken here (SOCKS). */
  | { readonly kind: 'unknown' };

/** Why a proxy did not let us through; `code` is safe to log. */
export class ProxyFault extends Error {
  readonly code: 'EPROXYPASSWORD' | 'EPROXYREFUSED' | 'EPROXYDOWN' | 'EPROXYKIND';

  constructor(code: ProxyFault['code']) {
    super(code);
    this.name = 'ProxyFault';
    this.code = code;
  }
}

/** Asking the system may wait for a script on the network; without an answer in time the straight way is taken. */
const RESOLVE_MS = 4_000;
const TUNNEL_MS = 8_000;
const LARGEST_ANSWER = 16_384;

function toRoute(entry: string): Route | null {
  const [kind = '', place = ''] = entry.trim().split(/\s+/);
  if (kind === '') return null;
  if (kind.toUpperCase() === 'DIRECT') return { kind: 'direct' };
  const tls = kind.toUpperCase() === 'HTTPS';
  if (!tls && !['PROXY', 'HTTP'].includes(kind.toUpperCase())) return { kind: 'unknown' };
  const [, host, port] = /^(?:\[([^\]]+)\]|[^:]+)(?::(\d{1,5}))?$/.exec(place) ?? [];
  const name = host ?? place.replace(/:\d+$/, '');
  return name === '' ? { kind: 'unknown' } : { kind: 'proxy', host: name, port: Number(port ?? (tls ? 443 : 80)), tls };
}

/** Reads the answer of a PAC script, in its order; an empty one is `DIRECT`. */
export function toRoutes(answer: string): readonly Route[] {
  const routes = answer.split(';').flatMap((entry) => toRoute(entry) ?? []);
  return routes.length === 0 ? [{ kind: 'direct' }] : routes;
}

/** The ways to an address by the system's settings; its path is never told to a script. */
export async function readRoutes(resolve: ResolveProxy, url: string): Promise<readonly Route[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((done) => {
    timer = setTimeout(done, RESOLVE_MS, 'DIRECT');
  });
  try {
    return toRoutes(await Promise.race([resolve(`${new URL(url).origin}/`), late]));
  } catch {
    return [{ kind: 'direct' }];
  } finally {
    clearTimeout(timer);
  }
}

/** Opens a tunnel (RFC 9110, CONNECT) to `host:port`; a password is never sent to a proxy. Throws `ProxyFault`. */
export function openTunnel(route: Route, host: string, port: number, patience = TUNNEL_MS): Promise<Socket> {
  return new Promise((done, refuse) => {
    if (route.kind !== 'proxy') {
      refuse(new ProxyFault('EPROXYKIND'));
      return;
    }
    const to = { host: route.host, port: route.port };
    const socket: Socket = route.tls
      ? connectTls({ ...to, ...(isIP(route.host) === 0 ? { servername: route.host } : {}) })
      : connectTcp(to);
    const place = `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
    let answer = Buffer.alloc(0);
    const fail = (code: ProxyFault['code']): void => {
      clearTimeout(timer);
      socket.destroy();
      refuse(new ProxyFault(code));
    };
    const down = (): void => fail('EPROXYDOWN');
    const timer = setTimeout(down, patience);
    const read = (bytes: Buffer): void => {
      answer = Buffer.concat([answer, bytes]);
      const end = answer.indexOf('\r\n\r\n');
      if (end < 0) {
        if (answer.length > LARGEST_ANSWER) fail('EPROXYREFUSED');
        return;
      }
      const status = /^HTTP\/1\.[01] (\d{3})/.exec(answer.toString('latin1', 0, end))?.[1];
      if (status !== '200') {
        fail(status === '407' ? 'EPROXYPASSWORD' : 'EPROXYREFUSED');
        return;
      }
      clearTimeout(timer);
      socket.off('data', read).off('error', down).off('close', down);
      socket.pause();
      if (answer.length > end + 4) socket.unshift(answer.subarray(end + 4));
      done(socket);
    };
    socket.on('data', read).on('error', down).on('close', down);
    socket.write(`CONNECT ${place} HTTP/1.1\r\nHost: ${place}\r\n\r\n`);
  });
}
