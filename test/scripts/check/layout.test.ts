import { describe, expect, it } from 'vitest';
import { findLayoutFaults } from '../../../scripts/check/layout.ts';

const folders = ['server'];
const readme = { path: 'server/README.md', lines: 30 };

describe('layout', () => {
  it('finds nothing in a folder as it should be', () => {
    const files = [readme, { path: 'server/main.ts', lines: 300 }, { path: 'server/a/b/c/deep.ts', lines: 1 }];
    expect(findLayoutFaults(files, folders)).toEqual([]);
  });

  it('names what is too long, too deep, without a subject or without a README', () => {
    const files = [
      { path: 'server/long.ts', lines: 301 },
      { path: 'server/utils/x.ts', lines: 1 },
      { path: 'server/types.ts', lines: 1 },
      { path: 'server/a/b/c/d/deep.ts', lines: 1 },
    ];
    expect(findLayoutFaults(files, folders)).toEqual([
      'server/long.ts: 301 lines; split it by subject (at most 300).',
      'server/utils/x.ts: "utils" names no subject; call it after what it holds.',
      'server/types.ts: "types.ts" names no subject; call it after what it holds.',
      'server/a/b/c/d/deep.ts: deeper than 3 folders; move it up.',
      'server/README.md is missing: what it is, what it may import, how to add one.',
    ]);
  });

  it('refuses a README that nobody would read', () => {
    const files = [{ path: 'server/README.md', lines: 31 }];
    expect(findLayoutFaults(files, folders)).toEqual(['server/README.md: 31 lines; a folder README has at most 30.']);
  });
});
