import { randomInt } from 'node:crypto';

const CONSONANTS = 'bcdfghjklmnpqrstvwxz';

function group(): string {
  return Array.from({ length: 5 }, () => CONSONANTS[randomInt(CONSONANTS.length)]).join('');
}

/** A random name for one request or one incident, `kxrtb-mplqf`: consonants alone, 43 bits, never mistaken for a person's name. */
export function newToken(): string {
  return `${group()}-${group()}`;
}
