import { type FindWord, isNear, type Query, type QueryWord, toMatcher, toQuery } from './query.ts';
import { readWords, toStem } from './word.ts';

/** What was found: documents in no order, and the query with the words that were taken for those found nowhere. */
export interface Found {
  readonly documents: ReadonlySet<string>;
  readonly query: Query;
  /** Which word of the query a word of these documents answers. */
  readonly find: FindWord;
}

/** Every word of the open record, in memory alone. What is removed leaves nothing behind: no word, no count, no suggestion. */
export interface TextIndex {
  /** Takes a document in, in the place of what it said before; `head` is its line (title, date…), `text` what is inside it. */
  put(document: string, head: string, text: string): void;
  remove(document: string): void;
  clear(): void;
  /** Documents in which every word stands; null when nothing to be looked for was typed. */
  search(typed: string): Found | null;
  /** What is inside a document, for showing where a word stands; empty for one that is not here. */
  readText(document: string): string;
  /** How many words are known. */
  readonly size: number;
}

/** A word with the documents in which it stands. */
interface Term {
  readonly term: string;
  readonly stem: string;
  readonly holders: number[];
}

interface Held {
  readonly slot: number;
  readonly text: string;
  readonly terms: readonly Term[];
}

/** How many words of a record are taken for one that stands nowhere. */
const MOST_NEAR = 24;

/** The same word in memory of its own: as a part of a text it would keep the whole text. */
function toOwn(term: string): string {
  return String.fromCodePoint(...[...term].map((letter) => letter.codePointAt(0) ?? 0));
}

/** An empty index. A search goes through every word known, not through every document: its time follows the vocabulary. */
export function createTextIndex(): TextIndex {
  const terms = new Map<string, Term>();
  const held = new Map<string, Held>();
  const names: (string | null)[] = [];
  const free: number[] = [];

  function remove(document: string): void {
    const before = held.get(document);
    if (before === undefined) return;
    for (const term of before.terms) {
      const place = term.holders.indexOf(before.slot);
      const last = term.holders.pop();
      if (last !== undefined && place < term.holders.length) term.holders[place] = last;
      if (term.holders.length === 0) terms.delete(term.term);
    }
    names[before.slot] = null;
    free.push(before.slot);
    held.delete(document);
  }

  function take(term: string, slot: number): Term {
    let known = terms.get(term);
    if (known === undefined) {
      const own = toOwn(term);
      known = { term: own, stem: toStem(own), holders: [] };
      terms.set(own, known);
    }
    known.holders.push(slot);
    return known;
  }

  function findTerms(word: QueryWord): Term[] {
    const found: Term[] = [];
    const matches = toMatcher(word);
    for (const term of terms.values()) if (matches(term.term, term.stem)) found.push(term);
    return found;
  }

  function findNear(word: QueryWord): Term[] {
    const found: Term[] = [];
    for (const term of terms.values()) if (isNear(word, term.term)) found.push(term);
    return found.toSorted((one, other) => other.holders.length - one.holders.length).slice(0, MOST_NEAR);
  }

  return {
    remove,
    put(document, head, text) {
      remove(document);
      const slot = free.pop() ?? names.length;
      names[slot] = document;
      const distinct = new Set<string>();
      for (const { term } of readWords(head)) distinct.add(term);
      for (const { term } of readWords(text)) distinct.add(term);
      held.set(document, { slot, text, terms: [...distinct].map((term) => take(term, slot)) });
    },
    clear() {
      terms.clear();
      held.clear();
      names.length = 0;
      free.length = 0;
    },
    search(typed) {
      const words = toQuery(typed);
      if (words.length === 0) return null;
      const met = new Uint8Array(names.length);
      const answers = new Map<string, number>();
      const query = words.map((word, place): QueryWord => {
        const direct = findTerms(word);
        const near = direct.length > 0 ? null : findNear(word);
        for (const { term, holders } of near ?? direct) {
          if (!answers.has(term)) answers.set(term, place);
          for (const slot of holders) if (met[slot] === place) met[slot] = place + 1;
        }
        return near === null ? word : { ...word, near: new Set(near.map(({ term }) => term)) };
      });
      const documents = new Set<string>();
      for (const [slot, name] of names.entries()) if (name !== null && met[slot] === words.length) documents.add(name);
      return { documents, query, find: (term) => answers.get(term) ?? -1 };
    },
    readText: (document) => held.get(document)?.text ?? '',
    get size() {
      return terms.size;
    },
  };
}
