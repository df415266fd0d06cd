import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashInputs } from '../../scripts/build/stamp.ts';
import { startDemonstration } from '../../scripts/hospital/demonstration.ts';
import { root } from './electron-app.ts';

const KEPT_MS = 3_600_000;
const MAKING_MS = 240_000;

/**
 * The data folder of a demonstration hospital that was fed and stopped: made once for the server as it is now, then
 * copied for each test. Workers that need it together wait for the one that makes it.
 */
export async function readyDemonstration(): Promise<string> {
  const cache = join(root, 'node_modules', '.cache', 'passerelle', 'demonstration');
  const ready = join(cache, hashInputs(root, ['server/**/*', 'contracts/**/*', 'package-lock.json']).slice(0, 16));
  const lock = `${ready}.lock`;
  mkdirSync(cache, { recursive: true, mode: 0o700 });
  while (!existsSync(ready)) {
    if (!takeLock(lock)) {
      await new Promise((resolve) => setTimeout(resolve, 250));
      continue;
    }
    const making = `${ready}.${randomUUID()}`;
    try {
      removeOld(cache);
      const hospital = await startDemonstration({ root, data: making }, () => undefined);
      await hospital.stop();
      renameSync(making, ready);
    } finally {
      rmSync(making, { recursive: true, force: true });
      rmSync(lock, { force: true });
    }
  }
  return ready;
}

/** True for the one process that may make it; a lock older than any making takes was left by one that was ended. */
function takeLock(lock: string): boolean {
  try {
    writeFileSync(lock, '', { flag: 'wx' });
    return true;
  } catch {
    const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
    if (since !== undefined && Date.now() - since > MAKING_MS) rmSync(lock, { force: true });
    return false;
  }
}

/** Hospitals made for the server as it once was. */
function removeOld(cache: string): void {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    if (Date.now() - statSync(path).mtimeMs > KEPT_MS) rmSync(path, { recursive: true, force: true });
  }
}
