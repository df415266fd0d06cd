import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openGuidance } from '../../../src-main/storage/guidance.ts';

const one = 'aaaaaaaa-0000-4000-8000-000000000001';
const other = 'aaaaaaaa-0000-4000-8000-000000000002';

it('keeps for each person of a PC which hints are done, two at once too, and survives a file that is none [R04]', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-guidance-'));
  try {
    const guidance = openGuidance(folder);
    await Promise.all([guidance.note(one, 'patient'), guidance.note(one, 'document'), guidance.note(other, 'images')]);
    expect(await openGuidance(folder).read(one)).toEqual({ done: ['patient', 'document'] });
    expect(await guidance.read(other)).toEqual({ done: ['images'] });
    await guidance.beginAgain(one);
    expect(await guidance.read(one)).toEqual({ done: [] });
    expect(JSON.parse(readFileSync(join(folder, 'guidance.json'), 'utf8'))).toEqual({ [one]: [], [other]: ['images'] });
    writeFileSync(join(folder, 'guidance.json'), '{"a');
    expect(await guidance.read(one)).toEqual({ done: [] });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
