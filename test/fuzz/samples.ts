import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openSharedTestdata } from '../support/shared-testdata.ts';
import type { Sample } from './mutate.ts';

const fixtures = join(import.meta.dirname, '..', 'fixtures');

/** Files of the project, and of the shared data where they are, no longer than `longest` bytes; always in the same order. */
export function readSamples(
  own: readonly string[],
  shared: readonly string[],
  longest: number,
  most = Number.POSITIVE_INFINITY,
): readonly Sample[] {
  const data = shared.length === 0 ? null : openSharedTestdata();
  return [...read(fixtures, own, longest, most), ...(data === null ? [] : read(data, shared, longest, most))];
}

function read(folder: string, patterns: readonly string[], longest: number, most: number): readonly Sample[] {
  const names = patterns.flatMap((pattern) => globSync(pattern, { cwd: folder })).sort();
  const short = names.filter((name) => {
    const facts = statSync(join(folder, name));
    return facts.isFile() && facts.size <= longest;
  });
  // Evenly spread, so that no one folder fills the list.
  const step = Math.max(1, short.length / most);
  const chosen = short.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
  return chosen.map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
}
