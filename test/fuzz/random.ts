/** Numbers that depend on the seed alone: the same on every machine, for ever. */
export interface Random {
  /** A whole number from 0 to `limit` − 1; 0 for a limit below 1. */
  below(limit: number): number;
  chance(share: number): boolean;
  /** One of the list, which may not be empty. */
  pick<T>(list: readonly T[]): T;
  bytes(length: number): Buffer;
}

/** The numbers of one mutation: none before it has to be made for it. Mulberry32, begun by an FNV-1a hash of the three. */
export function openRandom(seed: number, subject: string, number: number): Random {
  let state = 0x811c9dc5;
  for (const byte of Buffer.from(`${seed}/${subject}/${number}`)) state = Math.imul(state ^ byte, 0x01000193) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * Math.max(1, limit));
  return {
    below,
    chance: (share) => next() < share,
    pick: (list) => {
      const one = list[below(list.length)];
      if (one === undefined && list.length === 0) throw new Error('nothing to pick from');
      return one as never;
    },
    bytes: (length) => Buffer.from(Array.from({ length }, () => below(256))),
  };
}
