import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const Names = z.record(z.string(), z.string()).default({});
const Package = z.object({
  name: z.string(),
  version: z.string(),
  dependencies: Names,
  optionalDependencies: Names,
  peerDependencies: Names,
  peerDependenciesMeta: z.record(z.string(), z.object({ optional: z.boolean().default(false) })).default({}),
});

/** Folder (below the checkout) of every package that these need to run, in order: what npm laid there for this machine. */
export function listPackageFolders(root: string, names: readonly string[]): readonly string[] {
  const found = new Set<string>();
  const visit = (name: string, from: string, isOptional: boolean): void => {
    const folder = findPackage(root, name, from);
    if (folder === null) {
      if (isOptional) return;
      throw new Error(`${name}, which ${from === '' ? 'the server' : from} needs, is not installed: npm ci.`);
    }
    if (found.has(folder)) return;
    found.add(folder);
    const one = Package.parse(JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')));
    for (const each of Object.keys(one.dependencies)) visit(each, folder, each in one.optionalDependencies);
    for (const each of Object.keys(one.optionalDependencies)) visit(each, folder, true);
    for (const each of Object.keys(one.peerDependencies))
      if (one.peerDependenciesMeta[each]?.optional !== true) visit(each, folder, false);
  };
  for (const name of names) visit(name, '', false);
  return [...found].sort();
}

/** As Node finds a package: beside the one that asks, then further up. */
function findPackage(root: string, name: string, from: string): string | null {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder === '.' ? '' : folder, 'node_modules', name);
    if (existsSync(join(root, candidate, 'package.json'))) return candidate;
    if (folder === '' || folder === '.') return null;
  }
}
