import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failureCodes } from '../../../contracts/failure.ts';
import { catalogue } from '../../../src-renderer/words/fr/catalogue.ts';
import { readFailureSentence } from '../../../src-renderer/words/failure-sentence.ts';
import { toTypography } from '../../../src-renderer/words/typography.ts';
import { words, type WordId } from '../../../src-renderer/words/words.ts';

const root = join(import.meta.dirname, '../../../src-renderer');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/^words.fr/.test(file))
  .map((file) => readFileSync(join(root, file), 'utf8'))
  .join('\n');

/** Names of the values a sentence wants. */
const placeholders = (sentence: string) => [...sentence.matchAll(/\{(\w+)[,}]/g)].map((found) => found[1] ?? '');

describe('the catalogue', () => {
  it('writes every sentence with non-breaking spaces before ; : ? ! and inside « » [X17]', () => {
    for (const [id, sentence] of Object.entries<string>(catalogue)) {
      const values = Object.fromEntries(placeholders(sentence).map((name) => [name, 2]));
      const shown = words(id as WordId, values);
      expect(shown, id).not.toMatch(/ [;:?!»]|« /);
      expect(shown, id).not.toContain("'");
      expect(shown.trim(), id).not.toBe('');
    }
  });

  it('fills in every value and leaves no brace on the screen', () => {
    for (const [id, sentence] of Object.entries<string>(catalogue)) {
      const values = Object.fromEntries(placeholders(sentence).map((name) => [name, 2]));
      expect(words(id as WordId, values), id).not.toMatch(/[{}]/);
    }
  });

  it('holds no sentence that no screen says', () => {
    const dynamic = [...sources.matchAll(/`([a-z][\w-]*\.[^`$\s]*)\$\{/g)].map((found) => found[1] ?? '');
    const silent = Object.keys(catalogue).filter(
      (id) => !sources.includes(`'${id}'`) && !dynamic.some((start) => id.startsWith(start)),
    );
    expect(silent).toEqual([]);
  });

  it('counts in French: one, several, none', () => {
    expect(words('timeline.abnormal', { count: 1 })).toBe('1 anormal');
    expect(words('timeline.abnormal', { count: 3 })).toBe('3 anormaux');
    expect(words('patients.count', { count: 0 })).toBe('aucun patient');
  });
});

describe('failure sentences', () => {
  it('say what happened and what to do next, each its own, for every failure code [C3]', () => {
    const said = failureCodes.map((code) => readFailureSentence(code));
    for (const [place, { what, next }] of said.entries()) {
      expect(what, failureCodes[place]).toMatch(/\.$/);
      expect(next, failureCodes[place]).toMatch(/[.!]$/);
      expect(`${what} ${next}`, failureCodes[place]).not.toMatch(/ [;:?!»]|« |'/);
    }
    expect(new Set(said.map(({ what }) => what)).size).toBe(failureCodes.length);
  });

  it('never tell whether a person or a document exists [R10]', () => {
    for (const code of ['link-not-possible', 'record-not-available', 'document-not-available', 'not-found'] as const) {
      const { what, next } = readFailureSentence(code);
      expect(`${what} ${next}`).not.toMatch(/inconnu|existe|caché|masqué|refus/i);
    }
  });
});

describe('toTypography', () => {
  it('puts the spaces and apostrophes of printed French', () => {
    expect(toTypography("Prêt ? L'hôpital : « oui » ; 5 % !")).toBe(
      'Prêt\u202f? L’hôpital\u00a0: «\u00a0oui\u00a0»\u202f; 5\u00a0%\u202f!',
    );
  });
});
