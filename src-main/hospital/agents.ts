import { Agent, type AgentOptions } from 'node:https';
import type { Duplex } from 'node:stream';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { openTunnel, readRoutes, type ResolveProxy, type Route } from './proxy.ts';

/** Whom this PC trusts, and where: the content of the `.passerelle` file that matters to a connection. */
export interface Trust {
  readonly openUrl: string;
  readonly medicalUrl: string;
  /** PEM. No other authority is ever trusted, the system's included. */
  readonly caCertificate: string;
}

/** Who this PC is on the medical listener. Both PEM; the certificate leaf first. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

/** The two agents of one hospital: without a certificate for the open listener, with this PC's for the medical one. */
export interface Agents {
  readonly open: Agent;
  readonly medical: Agent;
  close(): void;
}

const PARALLEL = 8;
/** The hospital closes an idle connection after 75 s: who closes first never asks on one that is just being closed. */
const IDLE = 60_000;

type Connected = (error: Error | null, stream: Duplex) => void;

/** Goes the way the system says, straight or through its proxy; the handshake is always with the hospital itself (adr/0164). */
class RoutedAgent extends Agent {
  readonly #resolve: ResolveProxy;

  constructor(options: AgentOptions, resolve: ResolveProxy) {
    super(options);
    this.#resolve = resolve;
  }

  override createConnection(options: ConnectionOptions, connected?: Connected): undefined {
    this.#connect(options).then(
      (socket) => connected?.(null, socket),
      // Node reads no stream beside an error.
      (cause: unknown) => connected?.(cause as Error, undefined as never),
    );
    return undefined;
  }

  async #connect(options: ConnectionOptions): Promise<TLSSocket> {
    const host = options.host ?? '';
    const port = options.port ?? 443;
    const routes = await readRoutes(this.#resolve, `https://${host.includes(':') ? `[${host}]` : host}:${port}`);
    const last = routes.length - 1;
    for (const [at, route] of routes.entries()) {
      if (route.kind === 'direct') break;
      const tunnel = await this.#tryTunnel(route, host, port, at === last);
      if (tunnel !== null) return connect({ ...options, socket: tunnel });
    }
    return connect(options);
  }

  async #tryTunnel(route: Route, host: string, port: number, isLast: boolean) {
    try {
      return await openTunnel(route, host, port);
    } catch (cause) {
      if (isLast) throw cause;
      return null;
    }
  }
}

/** TLS 1.3 only, sessions never resumed (each handshake shows the certificate again), eight kept-alive connections a listener. */
export function openAgents(trust: Trust, identity: Identity | null, resolve: ResolveProxy): Agents {
  const common: AgentOptions = {
    ca: [trust.caCertificate],
    minVersion: 'TLSv1.3',
    rejectUnauthorized: true,
    keepAlive: true,
    keepAliveMsecs: 15_000,
    timeout: IDLE,
    maxSockets: PARALLEL + 1,
    maxCachedSessions: 0,
  };
  const open = new RoutedAgent(common, resolve);
  const medical = new RoutedAgent(
    identity === null ? common : { ...common, cert: identity.certificate, key: identity.key },
    resolve,
  );
  return {
    open,
    medical,
    close() {
      open.destroy();
      medical.destroy();
    },
  };
}
