import { Agent, type AgentOptions } from 'node:https';

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

/** TLS 1.3 only, sessions never resumed (each handshake shows the certificate again), eight kept-alive connections a listener. */
export function openAgents(trust: Trust, identity: Identity | null): Agents {
  const common: AgentOptions = {
    ca: [trust.caCertificate],
    minVersion: 'TLSv1.3',
    rejectUnauthorized: true,
    keepAlive: true,
    keepAliveMsecs: 15_000,
    maxSockets: PARALLEL + 1,
    maxCachedSessions: 0,
  };
  const open = new Agent(common);
  const medical = new Agent(identity === null ? common : { ...common, cert: identity.certificate, key: identity.key });
  return {
    open,
    medical,
    close() {
      open.destroy();
      medical.destroy();
    },
  };
}
