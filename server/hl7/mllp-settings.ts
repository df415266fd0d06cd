import { isIP } from 'node:net';
import type { NumberSystems } from './filing.ts';

/** How the MLLP door is set; read from the environment in server/env.ts. */
export interface MllpSettings {
  /** 0 is any free one. */
  readonly port: number;
  /** Loopback unless the hospital sets otherwise. */
  readonly host: string;
  /** Addresses or subnets (`10.1.0.0/16`) that may connect; none: whoever reaches the port. */
  readonly addresses: readonly string[];
  /** Sending applications (MSH-3, or `MSH-3|MSH-4`) that may send; none: all. */
  readonly senders: readonly string[];
  /** True: TLS 1.3, and a system certificate of the hospital's CA. */
  readonly tls: boolean;
  readonly connections: number;
  /** Longest message, in bytes. */
  readonly longest: number;
  /** Bytes of frames begun and not ended that all connections may hold together. */
  readonly memory: number;
  /** Bytes outside of frames before a connection is closed. */
  readonly noise: number;
  /** A frame that has begun must end within this. */
  readonly frameSeconds: number;
}

const MIB = 1024 * 1024;

/** What holds when nothing is set. */
export const mllpDefaults: Omit<MllpSettings, 'port'> = {
  host: '127.0.0.1',
  addresses: [],
  senders: [],
  tls: false,
  connections: 64,
  longest: 64 * MIB,
  memory: 256 * MIB,
  noise: 64 * 1024,
  frameSeconds: 60,
};

/** Numbers of the demonstration hospital; every other one sets its own (NUMBERS_BASE, NUMBERS_OWN). */
export const demonstrationNumbers: NumberSystems = {
  base: 'https://saint-exemple.example/identifiant',
  own: ['CHSE'],
};

/** True for an address or a subnet, `10.1.2.3`, `10.1.0.0/16`, `fd00::/8`. */
export function isAddress(text: string): boolean {
  const [address = '', prefix, more] = text.split('/');
  const family = isIP(address);
  const bits = prefix === undefined ? 0 : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN;
  return family !== 0 && more === undefined && bits <= (family === 6 ? 128 : 32);
}
