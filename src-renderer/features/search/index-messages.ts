import type { Query } from './query.ts';
import type { Snippet } from './snippet.ts';

/** One document for the index: its line, and what is inside it. */
export interface IndexedText {
  readonly document: string;
  readonly head: string;
  readonly text: string;
}

/** What the window asks the index. */
export type IndexQuestion =
  | { readonly ask: 'put'; readonly texts: readonly IndexedText[] }
  | { readonly ask: 'remove'; readonly documents: readonly string[] }
  /** The documents of the timeline in their order: snippets come for the first of them first. Told once, since a long one takes longer on its way than a search. */
  | { readonly ask: 'order'; readonly order: readonly string[] }
  | { readonly ask: 'search'; readonly id: number; readonly typed: string }
  | { readonly ask: 'pages'; readonly id: number; readonly document: string; readonly typed: string };

/** Where the words stand, by document; the title alone has them where there is none. */
export type Snippets = readonly (readonly [document: string, snippet: Snippet])[];

/** What the index answers; snippets that do not fit into the first answer follow it. */
export type IndexAnswer =
  | {
      readonly is: 'found';
      readonly id: number;
      readonly documents: ReadonlySet<string>;
      readonly query: Query;
      readonly snippets: Snippets;
    }
  | { readonly is: 'snippets'; readonly id: number; readonly snippets: Snippets }
  | { readonly is: 'nothing-typed'; readonly id: number }
  | { readonly is: 'pages'; readonly id: number; readonly pages: readonly number[] };

/** The way to an index and back: a worker in the window, the same thread in a test. `close` ends it and all it knows. */
export interface IndexPort {
  post(question: IndexQuestion): void;
  close(): void;
}

/** Opens an index; `hear` is told its answers, `fail` that it stopped by itself. */
export type OpenIndex = (hear: (answer: IndexAnswer) => void, fail: () => void) => IndexPort;
