import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { listWrittenTests } from '../support/test-titles.ts';

const read = (name: string): string => readFileSync(join(import.meta.dirname, '../../docs', name), 'utf8');
const titles = new Set(listWrittenTests().map(({ title }) => title));

/** What stands in back quotes in a page's tables and reads as a sentence: a title. */
const toNamed = (page: string): readonly string[] =>
  page
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .flatMap((line) => [...line.matchAll(/`([^`]+)`/g)].map(([, text]) => text ?? ''))
    .filter((text) => text.split(' ').length > 4);

it.each(['threat-model.md', 'traps.md'])('finds every test that %s names [R08]', (name) => {
  const named = toNamed(read(name));
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((title) => !titles.has(title))).toEqual([]);
});

it('has one test title for each of the nine traps', () => {
  const page = read('traps.md');
  for (let trap = 1; trap <= 9; trap += 1) {
    const found = [...titles].filter((title) => title.startsWith(`trap ${trap}: `));
    expect([trap, found.length]).toEqual([trap, 1]);
    expect(page).toContain(`| \`${found[0]}\` |`);
  }
});

it('keeps the threat model to one page', () => {
  expect(read('threat-model.md').split('\n').length).toBeLessThanOrEqual(60);
});
