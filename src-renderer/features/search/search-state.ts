import type { Failure } from '../../../contracts/failure.ts';
import type { Query } from './query.ts';
import type { Snippet } from './snippet.ts';

/**
 * Why the words of a document are not all known, or not certain: recognised in the picture of a page; pictures that are still to be read, or
 * in which nothing could be recognised; what cannot be read, is locked or too long.
 */
export type Unsearched = 'recognised' | 'waiting' | 'scan' | 'unreadable';

/** What a search found; documents in no order. */
export interface Shown {
  readonly typed: string;
  readonly documents: ReadonlySet<string>;
  readonly query: Query;
  readonly snippets: ReadonlyMap<string, Snippet>;
}

/** The search in the open record. It holds nothing once the record is closed. */
export type SearchState =
  | { readonly phase: 'none' }
  | {
      readonly phase: 'open';
      readonly patient: string;
      readonly typed: string;
      /** Null while nothing is typed, or its answer is not there yet. */
      readonly found: Shown | null;
      /** Documents whose words are known, of those that can be read on this PC. */
      readonly done: number;
      readonly total: number;
      /** Documents that are not copied yet, wholly or in part; null until that is known. */
      readonly awaited: number | null;
      readonly unsearched: ReadonlyMap<string, Unsearched>;
      /** Why only the titles are searched; null when the texts are too. */
      readonly failure: Failure | null;
    };

/** True while something is typed and its answer, or a text that is still being read, is not there: nothing is said to be missing before. */
export function isSearching(state: SearchState): boolean {
  if (state.phase === 'none' || state.typed.trim() === '' || state.failure !== null) return false;
  return state.found?.typed !== state.typed || state.done < state.total;
}

/** The search while a record is open. */
export type OpenSearch = Extract<SearchState, { phase: 'open' }>;
