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

/** Which word of a query (its place) a word of a text answers; -1 for none. */
export type FindWord = (term: string) => number;

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

/**
 * Tells of a word and its stem whether it is the one that was typed: as it stands, in another form (plural, feminine), begun or inside
 * another. Numbers match whole ones: 20 asks neither for 2026 nor for 200; 5 does ask for 5.9, and a long number may be begun.
 */
export function toMatcher({ term, stem }: QueryWord): (other: string, otherStem: string) => boolean {
  if (/^[\d.]+$/.test(term) && term.length < 5) {
    const begun = term.includes('.') ? term : `${term}.`;
    return (other) => other === term || other.startsWith(begun);
  }
  const isBegun =
    term.length < INSIDE_FROM
      ? (other: string): boolean => other.startsWith(term)
      : (other: string): boolean => other.includes(term);
  return stem.length > 3 ? (other, otherStem) => isBegun(other) || otherStem === stem : isBegun;
}

/** Whether a word begins with what was typed but for one letter: wrong, missing, too many, or two exchanged. The first letter must be right. */
export function isNear({ term }: QueryWord, other: string): boolean {
  if (term.length < INSIDE_FROM || other[0] !== term[0] || /\d/.test(term)) return false;
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

/** Finds the words of a query in any text; a word that was judged once is remembered. */
export function openFindWord(query: Query): FindWord {
  const matchers = query.map((word) => [word, toMatcher(word)] as const);
  const known = new Map<string, number>();
  return (term) => {
    let place = known.get(term);
    if (place === undefined) {
      const stem = toStem(term);
      place = matchers.findIndex(([{ near }, matches]) => near?.has(term) ?? matches(term, stem));
      known.set(term, place);
    }
    return place;
  };
}
