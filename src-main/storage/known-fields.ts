import type { z } from 'zod';

/** Each round drops at least one field; an answer that still does not fit after so many is refused. */
const ROUNDS = 16;

interface Strange {
  readonly path: readonly PropertyKey[];
  readonly keys: readonly string[];
}

type Issues = readonly z.core.$ZodIssue[];

/** Where the unknown fields stand, or null when anything but unknown fields is wrong. */
function findStrange(issues: Issues, base: readonly PropertyKey[] = []): Strange[] | null {
  const found: Strange[] = [];
  for (const issue of issues) {
    const path = [...base, ...issue.path];
    if (issue.code === 'unrecognized_keys') found.push({ path, keys: issue.keys });
    else if (issue.code === 'invalid_union') {
      const option = nearestOption(issue.errors, path);
      if (option === null) return null;
      found.push(...option);
    } else return null;
  }
  return found;
}

/** Of the options of a union, the one that passes over the fewest fields: none, where each lacks something too. */
function nearestOption(options: readonly Issues[], path: readonly PropertyKey[]): Strange[] | null {
  const weigh = (option: readonly Strange[]): number => option.reduce((sum, { keys }) => sum + keys.length, 0);
  return options
    .map((issues) => findStrange(issues, path))
    .filter((option) => option !== null)
    .reduce<Strange[] | null>((best, one) => (best === null || weigh(one) < weigh(best) ? one : best), null);
}

function drop(value: unknown, { path, keys }: Strange): void {
  const place = path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value);
  if (typeof place === 'object' && place !== null) for (const key of keys) Reflect.deleteProperty(place, key);
}

/**
 * Reads what a newer version may have written: fields that `schema` does not know are passed over at any depth, everything else that is
 * wrong is refused as ever. Never for the question of another program, nor before a signature was verified (docs/compatibility.md).
 */
export function readKnown<T>(schema: z.ZodType<T>, value: unknown): T {
  const first = schema.safeParse(value);
  if (first.success) return first.data;
  const copy: unknown = structuredClone(value);
  let { error } = first;
  for (let round = 0; round < ROUNDS; round += 1) {
    const strange = findStrange(error.issues);
    if (strange === null) throw error;
    for (const one of strange) drop(copy, one);
    const read = schema.safeParse(copy);
    if (read.success) return read.data;
    error = read.error;
  }
  throw error;
}
