import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { removeLeftovers, writeSafely } from '../../../src-main/storage/safe-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'passerelle-safe-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('removes what a killed write left, and nothing that is being written now [C5]', async () => {
  const left = join(folder, 'looks.0123456789ab.tmp');
  writeFileSync(left, 'half');
  const names = Array.from({ length: 40 }, (_, place) => join(folder, `looks-${place}`));
  const removing = [removeLeftovers(folder)];
  const writing = names.map((name) => writeSafely(name, 'whole'));
  // Looked for again and again while files come and go: neither a file under way nor one that has just gone is a fault.
  for (let turn = 0; turn < 20; turn += 1) {
    removing.push(removeLeftovers(folder), removeLeftovers(folder));
    // oxlint-disable-next-line no-await-in-loop -- each look happens at another moment of the writing.
    await new Promise((done) => setTimeout(done, 1));
  }
  await Promise.all([...writing, ...removing]);
  expect(names.map((name) => readFileSync(name, 'utf8'))).toEqual(names.map(() => 'whole'));
  expect(readdirSync(folder)).toHaveLength(names.length);
});
