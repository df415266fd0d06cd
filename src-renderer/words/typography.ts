import type { Language } from '../../contracts/language.ts';

const narrow = '\u202f';
const wide = '\u00a0';

/**
 * The typography of one sentence written with plain spaces and straight apostrophes. French: narrow non-breaking space before
 * `; ? !`, non-breaking space before `: %` and inside « ». Dutch and English write “ ”, German „ “, and have
 * no such spaces. Every apostrophe becomes curly, which ICU messages do not take for a quote.
 */
export function toTypography(sentence: string, language: Language = 'fr'): string {
  const curly = sentence.replaceAll("'", '’');
  if (language !== 'fr')
    return curly.replaceAll(' %', `${wide}%`).replace(/"([^"]*)"/g, language === 'de' ? '„$1“' : '“$1”');
  return curly
    .replace(/ ([;?!])/g, `${narrow}$1`)
    .replace(/ ([:»%])/g, `${wide}$1`)
    .replaceAll('« ', `«${wide}`);
}
