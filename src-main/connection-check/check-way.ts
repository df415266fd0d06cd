import { isIP, type Socket } from 'node:net';
import type { CheckedStep } from '../../contracts/connection-check.ts';
import type { Trust } from '../hospital/agents.ts';
import { openTunnel, ProxyFault, readRoutes, type ResolveProxy, type Route } from '../hospital/proxy.ts';
import { knowsName, lookAtTrust, openLine } from './probes.ts';

type Finding = CheckedStep['finding'];

/** How far the way to the hospital goes, by name, line, proxy and trust; what lies behind a break is `not-reached`. */
export interface Way {
  readonly name: Finding;
  readonly line: Finding;
  readonly proxy: Finding;
  readonly trust: Finding;
  /** Host and port, null when there is none. */
  readonly proxyAddress: string | null;
  readonly issuer: string | null;
}

interface Place {
  readonly host: string;
  readonly port: number;
}

function toPlace(url: string): Place {
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return { host, port: port === '' ? 443 : Number(port) };
}

const nothing: Way = {
  name: 'not-reached',
  line: 'not-reached',
  proxy: 'not-reached',
  trust: 'not-reached',
  proxyAddress: null,
  issuer: null,
};

async function lookStraight(places: readonly Place[], hasNetwork: () => boolean): Promise<Socket | Way> {
  for (const { host } of places)
    if (!(await knowsName(host))) return { ...nothing, name: hasNetwork() ? 'name.unknown' : 'name.no-network' };
  const known: Way = { ...nothing, name: 'name.found' };
  let first: Socket | null = null;
  for (const { host, port } of places) {
    const line = await openLine(host, port);
    if (typeof line === 'string') {
      first?.destroy();
      if (!hasNetwork() && isIP(host) !== 0 && line === 'no-answer') return { ...nothing, name: 'name.no-network' };
      return { ...known, line: `line.${line}` };
    }
    if (first === null) first = line;
    else line.destroy();
  }
  return first ?? nothing;
}

const REFUSED = {
  EPROXYPASSWORD: 'proxy.asks-password',
  EPROXYREFUSED: 'proxy.refuses',
  EPROXYKIND: 'proxy.kind-unknown',
} as const;

async function lookThrough(
  route: Extract<Route, { kind: 'proxy' }>,
  places: readonly Place[],
  hasNetwork: () => boolean,
): Promise<Socket | Way> {
  const seen: Way = { ...nothing, proxyAddress: `${route.host}:${route.port}` };
  if (!(await knowsName(route.host))) return { ...seen, name: hasNetwork() ? 'name.proxy-unknown' : 'name.no-network' };
  const line = await openLine(route.host, route.port);
  if (typeof line === 'string') return { ...seen, name: 'name.proxy-found', line: 'line.proxy-closed' };
  line.destroy();
  let first: Socket | null = null;
  for (const { host, port } of places) {
    try {
      const tunnel = await openTunnel(route, host, port);
      if (first === null) first = tunnel;
      else tunnel.destroy();
    } catch (cause) {
      first?.destroy();
      const code = cause instanceof ProxyFault ? cause.code : 'EPROXYREFUSED';
      return {
        ...seen,
        name: 'name.proxy-found',
        line: 'line.proxy-open',
        proxy: code === 'EPROXYDOWN' ? 'proxy.refuses' : REFUSED[code],
      };
    }
  }
  return first ?? seen;
}

const reach = ({ name, line, proxy }: Way): number => [name, line, proxy].filter((one) => one !== 'not-reached').length;

/** Behind a proxy the straight way is often shut on purpose: what a proxy said tells more, and of several the one that was reached furthest. */
function tellsMore(found: Way, before: Way | null): boolean {
  if (before === null) return true;
  const [isProxy, wasProxy] = [found.proxyAddress !== null, before.proxyAddress !== null];
  return isProxy === wasProxy ? reach(found) > reach(before) : isProxy;
}

/** Goes the way of the client, step by step, to both doors of the hospital; where none is left, the break that tells most is what counts. */
export async function checkWay(trust: Trust, resolve: ResolveProxy, hasNetwork: () => boolean): Promise<Way> {
  const places = [toPlace(trust.openUrl), toPlace(trust.medicalUrl)];
  const routes = await readRoutes(resolve, trust.openUrl);
  let broken: Way | null = null;
  for (const route of routes) {
    if (route.kind === 'unknown') continue;
    const found = await (route.kind === 'direct'
      ? lookStraight(places, hasNetwork)
      : lookThrough(route, places, hasNetwork));
    if ('name' in found) {
      if (tellsMore(found, broken)) broken = found;
      continue;
    }
    const seen = await lookAtTrust(found, places[0]?.host ?? '', trust.caCertificate);
    const through = route.kind === 'proxy';
    return {
      name: through ? 'name.proxy-found' : 'name.found',
      line: through ? 'line.proxy-open' : 'line.open',
      proxy: through ? 'proxy.passes' : 'proxy.none',
      trust: seen.finding,
      proxyAddress: through ? `${route.host}:${route.port}` : null,
      issuer: seen.issuer,
    };
  }
  return broken ?? { ...nothing, proxy: 'proxy.kind-unknown' };
}
