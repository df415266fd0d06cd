import { findMatch, type Query } from './query.ts';
import { readWords } from './word.ts';

/** A stretch of text, marked or not. */
export interface Piece {
  readonly text: string;
  readonly isHit: boolean;
}

/** Where the words stand in a text, shortened to one line; pieces in their order. */
export type Snippet = readonly Piece[];

/** Sign before each page of a text; what stands on no page comes before the first. */
const pageBreak = '\f';

const BEFORE = 24;
const LONGEST = 150;
/** Hits that are weighed against each other: a word on every line needs no better place than one of the first. */
const MOST_HITS = 60;

interface Hit {
  readonly from: number;
  readonly to: number;
  readonly word: number;
}

function readHits(text: string, query: Query, most: number): Hit[] {
  const hits: Hit[] = [];
  const known = new Map<string, number>();
  for (const { from, to, term } of readWords(text)) {
    let word = known.get(term);
    if (word === undefined) {
      word = findMatch(query, term);
      known.set(term, word);
    }
    if (word >= 0 && hits.push({ from, to, word }) >= most) break;
  }
  return hits;
}

/** The first place where most of the words stand together. */
function chooseHit(hits: readonly Hit[]): Hit | undefined {
  let best = hits[0];
  let most = 0;
  for (const [place, hit] of hits.entries()) {
    const near = new Set<number>();
    for (let next = place; next < hits.length; next += 1) {
      const other = hits[next];
      if (other === undefined || other.to > hit.from + LONGEST - BEFORE) break;
      near.add(other.word);
    }
    if (near.size > most) {
      most = near.size;
      best = hit;
    }
  }
  return best;
}

/** The line of a text in which most of the words stand; null when none stands there (the title has them). */
export function toSnippet(text: string, query: Query): Snippet | null {
  const hits = readHits(text, query, MOST_HITS);
  const hit = chooseHit(hits);
  if (hit === undefined) return null;
  const from = toStart(text, hit.from);
  const to = Math.min(text.length, from + LONGEST);
  const pieces: Piece[] = [];
  let at = from;
  const add = (end: number, isHit: boolean): void => {
    const shown = text.slice(at, end).replace(/\s+/g, ' ');
    if (shown !== '') pieces.push({ text: shown, isHit });
    at = end;
  };
  if (from > 0) pieces.push({ text: '… ', isHit: false });
  for (const one of hits) {
    if (one.from < from || one.to > to) continue;
    add(one.from, false);
    add(one.to, true);
  }
  add(to, false);
  if (to < text.length) pieces.push({ text: ' …', isHit: false });
  return pieces;
}

/** Where the line of a hit begins: at its own line in the text (a result by its name), else with a whole word not far before it. */
function toStart(text: string, hit: number): number {
  const earliest = Math.max(0, hit - BEFORE);
  const line = Math.max(text.lastIndexOf('\n', hit), text.lastIndexOf(pageBreak, hit)) + 1;
  if (line >= earliest) return line;
  for (let place = earliest; place < hit; place += 1) if (/\s/.test(text[place] ?? '')) return place + 1;
  return earliest;
}

/** Pages of a text on which a word stands, from 1; 0 for what stands on no page. */
export function listPages(text: string, query: Query): readonly number[] {
  return text.split(pageBreak).flatMap((page, place) => (readHits(page, query, 1).length > 0 ? [place] : []));
}

/** Every word of a text that answers the query: where it stands. */
export function listHits(text: string, query: Query): readonly { readonly from: number; readonly to: number }[] {
  return readHits(text, query, Number.POSITIVE_INFINITY);
}
