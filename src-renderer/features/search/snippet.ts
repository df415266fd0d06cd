import type { FindWord } from './query.ts';
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

const BEFORE = 14;
const LONGEST = 150;
/** Hits that are weighed against each other: a word on every line needs no better place than one of the first. */
const MOST_HITS = 60;

interface Hit {
  readonly from: number;
  readonly to: number;
  readonly word: number;
}

function* readHits(text: string, find: FindWord): Generator<Hit> {
  for (const { from, to, term } of readWords(text)) {
    const word = find(term);
    if (word >= 0) yield { from, to, word };
  }
}

/** The first place where most of the words stand together, and the hits around it; the text is read no further than needed. */
function chooseHits(
  text: string,
  words: number,
  find: FindWord,
): { readonly hit: Hit; readonly hits: readonly Hit[] } | null {
  const hits: Hit[] = [];
  let best: Hit | null = null;
  let most = 0;
  for (const next of readHits(text, find)) {
    if (best !== null && (most === words || hits.length >= MOST_HITS) && next.from > best.from + LONGEST) break;
    hits.push(next);
    if (most === words) continue;
    // Each hit that has this one in its line may have become the best place.
    for (let place = hits.length - 1; place >= 0; place -= 1) {
      const first = hits[place];
      if (first === undefined || next.to > first.from + LONGEST - BEFORE) break;
      const together = new Set(hits.slice(place).map(({ word }) => word)).size;
      if (together <= most) continue;
      most = together;
      best = first;
    }
  }
  return best === null ? null : { hit: best, hits };
}

/** The line of a text in which most of so many words stand; null when none stands there (the title has them). */
export function toSnippet(text: string, words: number, find: FindWord): Snippet | null {
  const chosen = chooseHits(text, words, find);
  if (chosen === null) return null;
  const { hit, hits } = chosen;
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
export function listPages(text: string, find: FindWord): readonly number[] {
  return text.split(pageBreak).flatMap((page, place) => (readHits(page, find).next().done === true ? [] : [place]));
}

/** Every word of a text that is one of those looked for: where it stands. */
export function listHits(text: string, find: FindWord): readonly { readonly from: number; readonly to: number }[] {
  return [...readHits(text, find)];
}
