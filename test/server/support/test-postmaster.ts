import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type EmbeddedPostgres, openEmbeddedPostgres } from '../../../server/postgres/embedded.ts';

const checkout = createHash('sha256')
  .update(join(import.meta.dirname, '../../..'))
  .digest('hex')
  .slice(0, 8);
const folder = join(tmpdir(), `passerelle-test-${userInfo().username}-${checkout}`);
const users = join(folder, 'users');

/** One PostgreSQL for all test files at once, without fsync: a test's database lives as long as its file. */
export async function openTestPostmaster(): Promise<EmbeddedPostgres> {
  mkdirSync(users, { recursive: true });
  const release = await lock();
  try {
    return await openEmbeddedPostgres(join(folder, 'pg'), {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      max_connections: '300',
      shared_buffers: '64MB',
    });
  } finally {
    release();
  }
}

/** Counts this run as a user; the undo stops the postmaster, if it ever started, when no other run is using it. */
export function holdTestPostmaster(): () => Promise<void> {
  mkdirSync(users, { recursive: true });
  writeFileSync(join(users, String(process.pid)), '');
  return async () => {
    rmSync(join(users, String(process.pid)), { force: true });
    const living = readdirSync(users).filter((name) => isAlive(Number(name)));
    if (living.length > 0 || !existsSync(join(folder, 'pg', 'data', 'postmaster.pid'))) return;
    const { stop } = await openTestPostmaster();
    await stop();
  };
}

/** `mkdir` is atomic: whoever makes the folder may start the postmaster; one left by a killed run is taken over. */
async function lock(): Promise<() => void> {
  const path = join(folder, 'starting');
  for (;;) {
    try {
      mkdirSync(path);
      writeFileSync(join(path, String(process.pid)), '');
      return () => rmSync(path, { recursive: true, force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      let holder = 0;
      try {
        holder = Number(readdirSync(path)[0] ?? 0);
      } catch {
        continue;
      }
      if (holder > 0 && !isAlive(holder)) rmSync(path, { recursive: true, force: true });
      await delay(50);
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
