import { type FSWatcher, watch } from 'node:fs';
import { chmod, lstat, mkdir, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { HandOverId, handOverLife } from '../../contracts/hand-over.ts';
import type { Log } from '../log/log.ts';

/** The folders of hand-overs: `called` for those that a link names, `dropped` for those taken as they appear. */
export interface HandOverFolders {
  readonly called: string;
  readonly dropped: string;
}

/** Where hand-overs lie in a profile. */
export function toHandOverFolders(userData: string): HandOverFolders {
  const called = join(userData, 'hand-over');
  return { called, dropped: join(called, 'drop') };
}

/** Makes both folders, closed to everybody else. */
export async function makeFolders(folders: HandOverFolders): Promise<void> {
  for (const folder of [folders.called, folders.dropped]) {
    // oxlint-disable-next-line no-await-in-loop -- one lies in the other.
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // oxlint-disable-next-line no-await-in-loop -- as above.
    const stats = await lstat(folder);
    // oxlint-disable-next-line no-await-in-loop -- as above.
    if (stats.isDirectory()) await chmod(folder, 0o700);
  }
}

function toId(name: string): string | null {
  const id = /^(.+)\.json$/.exec(name)?.[1] ?? '';
  return HandOverId.safeParse(id).success ? id : null;
}

/** Hand-overs that lie in a folder, oldest first. */
export async function listIds(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(
    names.map(async (name) => {
      const id = toId(name);
      const stats = id === null ? null : await lstat(join(folder, name)).catch(() => null);
      return id === null || stats === null ? [] : [{ id, at: stats.mtimeMs }];
    }),
  );
  return found
    .flat()
    .toSorted((a, b) => a.at - b.at)
    .map(({ id }) => id);
}

/** Removes what nobody came for: hand-overs past their time, and what a stopped process left of one. */
export async function sweep(folder: string, now: Date): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  await Promise.all(
    names.map(async (name) => {
      if (!/\.(json|tmp)$/.test(name)) return;
      const path = join(folder, name);
      const stats = await lstat(path).catch(() => null);
      if (stats === null || stats.isDirectory() || now.getTime() - stats.mtimeMs <= handOverLife) return;
      await unlink(path).catch(() => undefined);
    }),
  );
}

/** Calls `appeared` whenever something changes in the folder; a folder that cannot be watched is looked at every two seconds. */
export function watchFolder(folder: string, appeared: () => void, log: Log): { stop(): void } {
  let watcher: FSWatcher | null = null;
  let timer: NodeJS.Timeout | null = null;
  const poll = (): void => {
    watcher?.close();
    watcher = null;
    timer ??= setInterval(appeared, 2_000);
    timer.unref();
  };
  try {
    watcher = watch(folder, { persistent: false }, appeared);
    watcher.on('error', (cause) => {
      log.write('hand-over/not-watched', {}, cause);
      poll();
    });
  } catch (cause) {
    log.write('hand-over/not-watched', {}, cause);
    poll();
  }
  return {
    stop() {
      watcher?.close();
      if (timer !== null) clearInterval(timer);
    },
  };
}
