import { documentKinds } from '../../../contracts/document-kind.ts';
import type { DocumentKind, TimelineEntry } from '../../../contracts/record.ts';

/** What the timeline lets through: one kind, all or what is to be done, and the words typed in the field. */
export interface TimelineFilter {
  readonly kind: DocumentKind | 'all' | 'todo';
  readonly text: string;
}

/** Newest first; what has no date stands at the end, each in the order it came. */
export function toTimeline(entries: readonly TimelineEntry[]): readonly TimelineEntry[] {
  return entries.toSorted((a, b) => compare(toSortKey(b.at), toSortKey(a.at)));
}

/** A bare date counts as the end of its day, so that a discharge letter stands above the results of that morning. */
function toSortKey(at: string | null): string {
  if (at === null) return '';
  return at.includes('T') ? new Date(at).toISOString() : `${at}~`;
}

/** By code units, since the keys are digits and signs, not words. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The entries that pass the filter: by their title, accents and capitals apart, or because the search `found` the words in them. */
export function filterTimeline(
  entries: readonly TimelineEntry[],
  { kind, text }: TimelineFilter,
  found: ReadonlySet<string> | null = null,
  todo: ReadonlySet<string> = new Set(),
): readonly TimelineEntry[] {
  const wanted = toPlain(text).split(/\s+/).filter(Boolean);
  return entries.filter((entry) => {
    if (kind === 'todo' ? !todo.has(entry.document) : kind !== 'all' && entry.kind !== kind) return false;
    if (found?.has(entry.document) === true) return true;
    const plain = toPlainLine(entry);
    return wanted.every((word) => plain.includes(word));
  });
}

/** The kinds that occur, in the order of the filters. */
export function listKinds(entries: readonly TimelineEntry[]): readonly DocumentKind[] {
  const occurring = new Set(entries.map((entry) => entry.kind));
  return documentKinds.filter((kind) => occurring.has(kind));
}

const plainLines = new WeakMap<TimelineEntry, string>();

/** What a line says, for comparing; a long record is gone through at every letter typed. */
function toPlainLine(entry: TimelineEntry): string {
  const known = plainLines.get(entry);
  if (known !== undefined) return known;
  const plain = toPlain(`${entry.title} ${entry.detail ?? ''}`);
  plainLines.set(entry, plain);
  return plain;
}

function toPlain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
