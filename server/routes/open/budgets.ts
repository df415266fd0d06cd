import type { FastifyRequest } from 'fastify';
import { toNetwork } from '../../access-request/network.ts';

/** Requests a minute that a PC which proves itself may send to one route, whoever shares its address: a journal goes at each look. */
const PROVEN_PER_MINUTE = 600;

/** Whom a request counts against: the PC that signed it, or else the network it comes from. */
export function toBudgetKey({ pc, ip }: Pick<FastifyRequest, 'pc' | 'ip'>): string {
  return pc === null ? toNetwork(ip) : `pc/${pc}`;
}

/**
 * A route's own budget, shared with no other route: `strangers` requests a minute from one network that prove nothing, refused before their body is
 * read; those of a PC that proves itself count for that PC alone [R06].
 */
export function toBudget(strangers: number, proven = PROVEN_PER_MINUTE) {
  return {
    rateLimit: {
      timeWindow: '1 minute',
      max: ({ pc }: FastifyRequest) => (pc === null ? strangers : proven),
      keyGenerator: (request: FastifyRequest) => toBudgetKey(request),
    },
  };
}
