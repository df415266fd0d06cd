import { execFileSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRootState } from '../../../src-main/updates/root-state.ts';
import {
  canInstall,
  handOver,
  makeDeb,
  makeFolder,
  makeSmallPc,
  putAside,
  readInstalled,
  restore,
  runHelper,
  runLauncher,
  type SmallPc,
} from './small-pc.ts';

const MEGABYTE = 1 << 20;

function mountSmallDisk(folder: string, megabytes: number): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const base = makeFolder();
const mounted = canInstall && mountSmallDisk(base, 96);
if (!mounted) console.log('skipped: a disk that fills up needs root, dpkg and the right to mount a small one');

afterAll(() => {
  if (mounted) execFileSync('umount', [base]);
  rmSync(base, { recursive: true, force: true });
});

describe.skipIf(!mounted)('an update on a disk that is full', () => {
  let pc: SmallPc;
  let folder: string;
  let fresh: string;
  beforeAll(() => {
    pc = makeSmallPc(base, { version: '1.0.0', ballast: 2 * MEGABYTE });
    // It says that it takes a tenth of what it takes, as a package that was made carelessly might.
    const deb = makeDeb(pc, { version: '2.0.0', ballast: 16 * MEGABYTE, claims: MEGABYTE });
    folder = handOver(pc, { counter: 5, version: '2.0.0', deb });
    fresh = putAside(pc, 'fresh');
  });

  /** Fills the disk until so many megabytes are left. */
  function leave(megabytes: number): void {
    rmSync(join(base, 'ballast'), { force: true });
    const { bavail, bsize } = statfsSync(base);
    writeFileSync(join(base, 'ballast'), Buffer.alloc(Math.max(0, bavail * bsize - megabytes * MEGABYTE)));
  }

  it.each([
    ['before it is copied', 20],
    ['for the way back and the new files', 26],
    ['while dpkg unpacks', 30],
  ])('ends without harm where room is missing %s, and is done once there is room [C6]', async (when, left) => {
    rmSync(join(base, 'ballast'), { force: true });
    restore(pc, fresh);
    leave(left);
    expect(runHelper(pc, ['install', folder])).toBe(17);
    const { end, highest } = await readRootState(pc.kept);
    expect(end).toMatchObject({ end: 'failed', reason: 'disk-full', counter: 5 });
    expect(readInstalled(pc)).toBe('installed 1.0.0');
    expect(runLauncher(pc)).toEqual({ said: ['# version 1.0.0'], code: 0 });
    // Only what dpkg has begun uses a counter up: its release is not tried on this PC again.
    expect(highest).toBe(when.startsWith('while') ? 5 : 0);
    rmSync(join(base, 'ballast'));
    expect(runHelper(pc, ['install', folder])).toBe(when.startsWith('while') ? 12 : 0);
  });
});
