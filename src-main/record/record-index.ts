import type { Mark } from '../../contracts/mark.ts';
import type { LastVisit } from '../../contracts/mirror.ts';
import type { Language } from '../../contracts/language.ts';
import type { Fold } from '../../contracts/reading-order.ts';
import type { RecordIndex as Index, TimelineEntry } from '../../contracts/record.ts';
import { toTop } from './at-the-top.ts';
import { toFolds } from './folds.ts';
import { readLabelLanguage } from './labels.ts';
import type { History } from './laboratory.ts';
import { toShownMarks } from './marked.ts';
import type { PatientRecord } from './patient-record.ts';
import { toRanked } from './ranked.ts';
import { toReadFirst } from './ranking.ts';
import { toNews } from './since.ts';
import { toTimeline } from './timeline.ts';

/** What an index says beside the record itself. */
export interface IndexFacts extends Pick<Index, 'link' | 'asOf' | 'leaseUntil' | 'sync'> {
  readonly lastVisit: LastVisit | null;
  /** The physician's own, those that the hospital does not hold yet among them. */
  readonly marks: readonly Mark[];
}

interface Lines {
  readonly language: Language;
  readonly entries: readonly TimelineEntry[];
  readonly folds: readonly Fold[];
}

const known = new WeakMap<PatientRecord, Lines>();

/** The lines of a record, made once for as long as it stands as it was read: a mark that is set changes none of them. */
function readLines(record: PatientRecord, history: History): Lines {
  const language = readLabelLanguage();
  const before = known.get(record);
  if (before?.language === language) return before;
  const entries = toTimeline(record, history);
  const lines = { language, entries, folds: toFolds(record, entries) };
  known.set(record, lines);
  return lines;
}

/** Documents of a record in whose place a newer version stands. */
export function readSuperseded(record: PatientRecord, history: History): ReadonlySet<string> {
  return new Set(readLines(record, history).folds.flatMap(({ document, why }) => (why === 'older' ? [document] : [])));
}

/** The index of a record as the window opens it. */
export function toRecordIndex(record: PatientRecord, history: History, now: Date, facts: IndexFacts): Index {
  const { lastVisit, marks: made, ...copy } = facts;
  const { entries, folds } = readLines(record, history);
  const folded = new Set(folds.map(({ document }) => document));
  const standing = entries.filter(({ document }) => !folded.has(document));
  const marks = toShownMarks(record, made);
  const settled = new Set(marks.flatMap(({ document, state, stale }) => (state === 'todo' || stale ? [] : [document])));
  const ranked = standing.map((entry) => toRanked(record, history, entry, now, null));
  return {
    ...copy,
    ...toTop(record, now),
    entries: [...entries],
    news: { visit: lastVisit?.endedAt ?? null, lines: toNews(record, history, standing, lastVisit, now) },
    first: toReadFirst(ranked, (document) => settled.has(document)),
    folds: [...folds],
    marks,
  };
}
