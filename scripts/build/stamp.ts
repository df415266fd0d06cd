import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One part of the build: it is made again when one of its inputs changed or one of its outputs is gone. */
export interface BuildPart {
  readonly name: string;
  /** Globs below the checkout. */
  readonly inputs: readonly string[];
  /** Files that stand when the part is built, below the checkout. */
  readonly outputs: readonly string[];
  readonly build: () => Promise<void>;
}

/** A hash over the names and contents of every file that the globs match. */
export function hashInputs(root: string, globs: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of globSync([...globs], { cwd: root, withFileTypes: false }).sort()) {
    if (!/\.[a-z0-9]+$/i.test(path)) continue;
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** Builds the part unless it stands already as its inputs are now; tells whether it had to. */
export async function buildIfChanged(root: string, part: BuildPart): Promise<boolean> {
  const stamp = join(root, 'build', '.stamps', part.name);
  const hash = hashInputs(root, part.inputs);
  const stands = part.outputs.every((output) => existsSync(join(root, output)));
  if (stands && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return false;
  await part.build();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
  return true;
}
