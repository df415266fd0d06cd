import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildIfChanged } from '../../../scripts/build/stamp.ts';

describe('a part of the build', () => {
  let folder = '';
  let builds = 0;
  const part = {
    name: 'main',
    inputs: ['src/**/*'],
    outputs: ['build/main.js'],
    build: async () => {
      builds += 1;
      mkdirSync(join(folder, 'build'), { recursive: true });
      writeFileSync(join(folder, 'build/main.js'), '');
    },
  };
  beforeEach(() => {
    builds = 0;
    folder = mkdtempSync(join(tmpdir(), 'passerelle-stamp-'));
    mkdirSync(join(folder, 'src/deep'), { recursive: true });
    writeFileSync(join(folder, 'src/deep/a.ts'), 'one');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is built once while nothing changes', async () => {
    expect([await buildIfChanged(folder, part), await buildIfChanged(folder, part), builds]).toEqual([true, false, 1]);
  });

  it.each([
    ['an input changes', () => writeFileSync(join(folder, 'src/deep/a.ts'), 'two')],
    ['an input appears', () => writeFileSync(join(folder, 'src/b.ts'), '')],
    ['an input goes', () => rmSync(join(folder, 'src/deep/a.ts'))],
    ['its output goes', () => rmSync(join(folder, 'build/main.js'))],
  ])('is built again when %s', async (_when, change) => {
    await buildIfChanged(folder, part);
    change();
    expect(await buildIfChanged(folder, part)).toBe(true);
  });

  it('is built again after a build that failed', async () => {
    const failing = { ...part, build: () => Promise.reject(new Error('no')) };
    await expect(buildIfChanged(folder, failing)).rejects.toThrow('no');
    expect(await buildIfChanged(folder, part)).toBe(true);
  });
});
