import type { NewsChange, ShownMark } from '../../../contracts/reading-order.ts';
import type { RecordIndex } from '../../../contracts/record.ts';

/** What a line of the timeline says beside its document. */
export interface RowNotes {
  /** What became of it since the last visit; null when nothing did. */
  readonly change: NewsChange | null;
  readonly mark: ShownMark | null;
  /** Further copies of the same, and older versions, that stand under it. */
  readonly copies: number;
  readonly older: number;
}

/** The notes of each document that has any. */
export function toRowNotes(index: Pick<RecordIndex, 'news' | 'marks' | 'folds'>): ReadonlyMap<string, RowNotes> {
  const changes = new Map(index.news.lines.map(({ document, change }) => [document, change]));
  const marks = new Map(index.marks.map((mark) => [mark.document, mark]));
  const documents = new Set([...changes.keys(), ...marks.keys(), ...index.folds.map(({ under }) => under)]);
  const count = (under: string, why: 'copy' | 'older'): number =>
    index.folds.filter((fold) => fold.under === under && fold.why === why).length;
  return new Map(
    [...documents].map((document) => [
      document,
      {
        change: changes.get(document) ?? null,
        mark: marks.get(document) ?? null,
        copies: count(document, 'copy'),
        older: count(document, 'older'),
      },
    ]),
  );
}

/** The line under which a document stands: its own, or the one it is folded under. */
export function toLineOf(index: Pick<RecordIndex, 'folds'>, document: string | null): string | null {
  return index.folds.find((fold) => fold.document === document)?.under ?? document;
}

/** The lines of the timeline: what is folded stands under another, and is reached from there. */
export function toStanding(index: Pick<RecordIndex, 'entries' | 'folds'>): RecordIndex['entries'] {
  const folded = new Set(index.folds.map(({ document }) => document));
  return index.entries.filter(({ document }) => !folded.has(document));
}

/** Documents that are to be done, whichever the filter of kinds. */
export function toTodo(index: Pick<RecordIndex, 'marks'>): ReadonlySet<string> {
  return new Set(index.marks.flatMap(({ document, state }) => (state === 'todo' ? [document] : [])));
}
