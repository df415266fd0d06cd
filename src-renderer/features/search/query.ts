import { readWords, toStem } from './word.ts';

/** One word that must be found; `near` holds the words of the record taken for it where it stands nowhere as it was typed. */
export interface QueryWord {
  readonly typed: string;
  readonly term: string;
  readonly stem: string;
  readonly near: ReadonlySet<string> | null;
}

/** What was typed, as words; every one of them must be found. */
export type Query = readonly QueryWord[];

const MOST_WORDS = 8;
/** Shorter words are looked for at the beginning of a word only: `art` is not asked for in « départ ». */
const INSIDE_FROM = 4;
/** What French leaves out before an apostrophe says nothing. */
const ELIDED = /\b(?:[cdjlmnst]|qu)['’]/gi;

/** The words that were typed; none for a text without letters and digits. */
export function toQuery(typed: string): Query {
  const text = typed.replace(ELIDED, '');
  const words = [...readWords(text)].map(({ from, to, term }) => ({
    typed: text.slice(from, to),
    term,
    stem: toStem(term),
    near: null,
  }));
  return words.slice(0, MOST_WORDS);
}

function isNumber(term: string): boolean {
  return /^[\d.]+$/.test(term);
}

/** Whether a word stands as it was typed, in another form (plural, feminine), or begun or inside another. Numbers match whole ones. */
export function isMatch({ term, stem }: QueryWord, other: string, otherStem: string): boolean {
  if (other === term) return true;
  // 20 asks neither for 2026 nor for 200; 5 does ask for 5.9, and a long number may be begun.
  if (isNumber(term) && term.length < 5) return other.startsWith(term.includes('.') ? term : `${term}.`);
  if (other.startsWith(term)) return true;
  if (term.length >= INSIDE_FROM && other.includes(term)) return true;
  return stem.length > 3 && otherStem === stem;
}

/** Whether a word begins with what was typed but for one letter: wrong, missing, too many, or two exchanged. The first letter must be right. */
export function isNear({ term }: QueryWord, other: string): boolean {
  if (term.length < INSIDE_FROM || /\d/.test(term) || other[0] !== term[0]) return false;
  let same = 1;
  while (same < term.length && term[same] === other[same]) same += 1;
  if (same >= term.length - 1) return term.length >= 5 || other.length <= term.length + 1;
  // A short word stands for itself alone: more than half of the dictionary is near it otherwise.
  const fits = (rest: string, at: number): boolean =>
    term.length < 5 ? other.slice(at) === rest : other.startsWith(rest, at);
  return (
    fits(term.slice(same + 1), same + 1) ||
    fits(term.slice(same), same + 1) ||
    fits(term.slice(same + 1), same) ||
    (term[same] === other[same + 1] && term[same + 1] === other[same] && fits(term.slice(same + 2), same + 2))
  );
}

/** Which word of the query a word of a text answers; -1 for none. */
export function findMatch(query: Query, term: string): number {
  const stem = toStem(term);
  return query.findIndex((word) => word.near?.has(term) ?? isMatch(word, term, stem));
}
