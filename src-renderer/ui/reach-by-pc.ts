import type { Copy } from '../../contracts/reach.ts';

const weight = { awaited: 2, held: 1, reached: 0 } as const;

/** One line for each PC instead of one for each patient: the worst standing, the last end, the last answer. */
export function toReachByPc(copies: readonly Copy[]): readonly Copy[] {
  const byPc = new Map<string, Copy>();
  for (const copy of copies) {
    const key = `${copy.pc}/${copy.person}`;
    const known = byPc.get(key) ?? copy;
    const standing = weight[copy.standing] > weight[known.standing] ? copy.standing : known.standing;
    byPc.set(key, {
      ...known,
      standing,
      copyEndsAt: copy.copyEndsAt > known.copyEndsAt ? copy.copyEndsAt : known.copyEndsAt,
      reachedAt: (copy.reachedAt ?? '') > (known.reachedAt ?? '') ? copy.reachedAt : known.reachedAt,
    });
  }
  return [...byPc.values()];
}
