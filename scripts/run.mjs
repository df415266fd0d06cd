// node scripts/run.mjs <script.ts> [arguments]: brings the dependencies and Node 24 here, then runs the script with it.
import { spawn } from 'node:child_process';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureDependencies, findNode24 } from './setup/dependencies.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Runs one TypeScript file of this checkout with Node 24 and ends this process as it ended.
 * @param {string} script relative to the checkout
 * @param {string[]} args
 */
export async function runScript(script, args) {
  await ensureDependencies(root);
  const node = findNode24(root);
  const path = [dirname(node), join(root, 'node_modules', '.bin'), process.env['PATH']].join(delimiter);
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', join(root, script), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: path },
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(error.message);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}

if (import.meta.url === pathToFileURL(resolve(process.argv[1] ?? '')).href) {
  const [script, ...args] = process.argv.slice(2);
  if (!script) {
    console.error('Usage: node scripts/run.mjs <script.ts> [arguments]');
    process.exit(2);
  }
  runScript(script, args).catch((error) => {
    console.error(`✗ ${error.message}`);
    process.exit(1);
  });
}
