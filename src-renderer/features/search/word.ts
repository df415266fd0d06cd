/** A word of a text: where it stands, and how it is compared. */
export interface Word {
  readonly from: number;
  readonly to: number;
  readonly term: string;
}

/** A number with its decimals is one word (`5,9`, `12.03.2026`), so is a run of letters and digits (`HbA1c`); a soft hyphen parts nothing. */
const WORD = /\d+(?:[.,]\d+)+|[\p{L}\p{M}\p{N}\u00ad]+/gu;
const PLAIN = /^[a-z0-9]+$/;
/** Letters that no decomposition takes apart. */
const JOINED: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd' };
/** Longer runs are no words but codes; their beginning is enough. */
const LONGEST = 48;

/** A word as it is compared: without capitals, accents, ligatures and soft hyphens, a decimal comma as a point. */
export function toTerm(written: string): string {
  const cut = written.length > LONGEST ? written.slice(0, LONGEST) : written;
  if (PLAIN.test(cut)) return cut;
  return cut
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\p{M}\u00ad]/gu, '')
    .replace(/[œæßøłđ]/g, (letter) => JOINED[letter] ?? letter)
    .replaceAll(',', '.');
}

/** The words of a text in their order, one after the other. */
export function* readWords(text: string): Generator<Word> {
  for (const found of text.matchAll(WORD)) {
    const term = toTerm(found[0]);
    if (term !== '') yield { from: found.index, to: found.index + found[0].length, term };
  }
}

/**
 * What the forms of one word have in common: singular and plural, masculine and feminine of French (`rénal`, `rénales`, `rénaux`),
 * the plural in -en of Dutch. Only for telling whether two words are forms of one, never shown.
 */
export function toStem(term: string): string {
  if (term.length < 4 || /\d/.test(term)) return term;
  if (term === 'yeux') return 'oeil';
  let stem = term.replace(/(?<=[^s])[sx]$/, '');
  if (stem.length > 4) stem = stem.replace(/e+$/, '');
  return stem
    .replace(/([lnt])\1$/, '$1')
    .replace(/(?<=.{3})(?:er|en)$/, '')
    .replace(/eus$/, 'eu')
    .replace(/iv$/, 'if')
    .replace(/a[lu]$/, 'a');
}
