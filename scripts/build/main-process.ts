import { readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';

/** What is loaded from node_modules at run time: Electron itself, and packages with native parts. */
const EXTERNAL = [
  'electron',
  'electron/*',
  'keytar',
  '@node-rs/argon2',
  'koffi',
  '@myriaddreamin/typst-ts-node-compiler',
];

/** Electron 33, the oldest runtime that runs the code, is Node 20.18 inside. */
const COMMON: BuildOptions = {
  bundle: true,
  platform: 'node',
  // A package's ES module first: an `import()` of its CommonJS twin would have no named exports.
  mainFields: ['module', 'main'],
  target: 'node20.18',
  external: EXTERNAL,
  logLevel: 'warning',
  legalComments: 'none',
  sourcemap: 'linked',
  // Fewer bytes to read at each start; names stay, for the log.
  minifySyntax: true,
  minifyWhitespace: true,
  define: { 'process.env.NODE_ENV': '"production"' },
};

/** Bundles the main process and the vault as ES modules, and the preload as CommonJS: a sandboxed preload cannot be ESM. */
export async function buildMainProcess(root: string): Promise<void> {
  const [bundle] = await Promise.all([
    build({
      ...COMMON,
      absWorkingDir: root,
      entryPoints: { main: 'src-main/main.ts', 'vault-process': 'src-main/vault/vault-process.ts' },
      outdir: 'build/main',
      format: 'esm',
      splitting: true,
      metafile: true,
      chunkNames: 'chunks/[name]-[hash]',
      // CommonJS packages inside an ES module still ask for Node's own modules by `require`. A name of its own: a file may import createRequire too.
      banner: {
        js: "import { createRequire as __bannerRequire } from 'node:module'; const require = __bannerRequire(import.meta.url);",
      },
    }),
    build({
      ...COMMON,
      absWorkingDir: root,
      entryPoints: { preload: 'src-main/preload.ts', 'preload-second': 'src-main/preload/second-bridge.ts' },
      outdir: 'build/main',
      outExtension: { '.js': '.cjs' },
      format: 'cjs',
      platform: 'browser',
      target: 'chrome130',
      external: ['electron', 'electron/*'],
    }),
  ]);
  // Chunks of former builds would be packed with the app: code that nobody reads, and that nobody looks at.
  const made = new Set(Object.keys(bundle.metafile.outputs).map((path) => basename(path)));
  const chunks = join(root, 'build', 'main', 'chunks');
  for (const name of readdirSync(chunks)) if (!made.has(name)) rmSync(join(chunks, name), { force: true });
}
