import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { addRelease } from '../../../server/command/release-add.ts';
import type { ReleaseBook } from '../../../server/postgres/release-book.ts';
import { makeFolder } from '../backup/backed-up.ts';
import { makeSafeKey, writeSigned } from './safe.ts';

const { path, remove } = makeFolder('full-disk');
const releases = join(path, 'small-disk');
let isMounted = false;
afterAll(() => {
  if (isMounted) execFileSync('umount', [releases]);
  remove();
});

test('says that there is no room for a release, keeps nothing of it, and takes a smaller one [C6]', async (context) => {
  mkdirSync(releases);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k,mode=0700', 'tmpfs', releases], { stdio: 'pipe' });
    isMounted = true;
  } catch {
    return context.skip('a small disk needs the right to mount a tmpfs');
  }
  const key = makeSafeKey();
  const added: number[] = [];
  const book: ReleaseBook = {
    list: () => Promise.resolve([]),
    add: ({ release }) => Promise.resolve(void added.push(release.counter)),
    decide: () => Promise.reject(new Error('nothing is decided')),
    close: () => Promise.resolve(),
  };
  const add = (counter: number, bytes: number, kinds: Parameters<typeof writeSigned>[2]['kinds']) => {
    const from = writeSigned(path, key, { counter, bytes, ...(kinds === undefined ? {} : { kinds }) }).folder;
    const order = { from, releases, keys: [key.publicKey], by: 'Jean Dupont', trace: () => () => Promise.resolve() };
    return addRelease(book, order, { say: () => undefined });
  };
  // The first package has room, the second one has not.
  await expect(add(1, 200_000, ['linux-x64-deb', 'linux-x64-rpm'])).rejects.toThrow(
    `There is no room in ${releases} for the 1 MiB of this release: nothing was kept.`,
  );
  expect([readdirSync(releases), added]).toEqual([[], []]);
  await add(1, 200_000, ['linux-x64-deb']);
  expect([readdirSync(releases), added]).toEqual([['1'], [1]]);
});
