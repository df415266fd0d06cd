import type { Language } from '../../../contracts/language.ts';
import type { Catalogue, WordId } from '../../../src-renderer/words/language.ts';

/** The whole of a language under one id a sentence: the catalogue, and each failure as `failure <code> <part>`. */
export function toSentences(one: Catalogue): ReadonlyMap<string, string> {
  const failures = Object.entries(one.failureSentences).flatMap(([code, parts]) =>
    Object.entries(parts as unknown as Record<string, string>).map(
      ([part, said]) => [`failure ${code} ${part}`, said] as const,
    ),
  );
  const called = Object.entries(one.calledSentences).map(([code, said]) => [`failure ${code} called`, said] as const);
  return new Map([...Object.entries(one.catalogue), ...failures, ...called]);
}

/** Fetches a language as the window does. */
export async function readCatalogue(language: Language): Promise<Catalogue> {
  switch (language) {
    case 'fr':
      return await import('../../../src-renderer/words/fr/catalogue.ts');
    case 'nl':
      return await import('../../../src-renderer/words/nl/catalogue.ts');
    case 'de':
      return await import('../../../src-renderer/words/de/catalogue.ts');
    case 'en':
      return await import('../../../src-renderer/words/en/catalogue.ts');
  }
}

/** Names of the values a sentence wants, each once, sorted, with what is done with it: `count, plural` or `name`. */
export function readPlaceholders(sentence: string): readonly string[] {
  const found = [...sentence.matchAll(/\{(\w+)(?:\}|,\s*(plural|select|number)\b)/g)].map(([, name, kind]) =>
    kind === undefined ? (name ?? '') : `${name}, ${kind}`,
  );
  return [...new Set(found)].toSorted();
}

/** Values for every placeholder, so that the sentence can be said: a number where it is counted. */
export function toValues(sentence: string, count: number): Record<string, string | number> {
  return Object.fromEntries(
    readPlaceholders(sentence).map((one) => {
      const [name = '', kind] = one.split(', ');
      return [name, kind === undefined ? 'X' : count];
    }),
  );
}

/** Sentences that are the same in French and in this language, and rightly so: names, units, words both share. */
export function isSharedWithFrench(id: WordId | (string & {}), sentence: string, shared: ReadonlySet<string>): boolean {
  const plain = sentence.replaceAll(/\{\w+\}/g, '');
  return !/\p{L}{2}/u.test(plain) || shared.has(sentence.replaceAll('\u00a0', ' ')) || shared.has(id);
}
