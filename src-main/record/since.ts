import type { LastVisit } from '../../contracts/mirror.ts';
import type { NewsChange, NewsLine } from '../../contracts/reading-order.ts';
import type { TimelineEntry } from '../../contracts/record.ts';
import { toPartsOf } from './document-parts.ts';
import { type Json, text } from './fhir-json.ts';
import type { History } from './laboratory.ts';
import type { PatientRecord } from './patient-record.ts';
import { isWithdrawn, toAbnormalRows, toRanked } from './ranked.ts';
import { toNewsOrder } from './ranking.ts';

/** What the manifest says of one document: when its first version came and when this one was recorded, milliseconds since 1970. */
interface Written {
  readonly first: number;
  readonly recorded: number;
}

/** What stands inside other documents. */
const INNER: ReadonlySet<string> = new Set(['Binary', 'ImagingStudy', 'Media', 'Observation']);
const CORRECTED: ReadonlySet<string> = new Set(['corrected', 'amended', 'appended']);

function toWritten(record: PatientRecord): ReadonlyMap<string, Written> {
  return new Map(
    record.items.flatMap((item) =>
      item.kind === 'resource' && item.recorded !== undefined && item.first !== undefined
        ? [[item.ref, { first: Date.parse(item.first), recorded: Date.parse(item.recorded) }] as const]
        : [],
    ),
  );
}

const isTakenBack = (resource: Json | undefined): boolean => isWithdrawn(text(resource, 'status') ?? '');

/** What became of one line since; null when nothing did, or when nobody saw what was taken back. `cancelled`: results taken back inside it. */
function toChange(
  record: PatientRecord,
  entry: TimelineEntry,
  written: ReadonlyMap<string, Written>,
  since: number,
  isPartFresh: boolean,
): { change: NewsChange; cancelled: number } | null {
  const own = written.get(entry.document);
  if (own === undefined) return null;
  if (own.first > since) return isWithdrawn(entry.status) ? null : { change: 'new', cancelled: 0 };
  const isFresh = (ref: string): boolean => (written.get(ref)?.recorded ?? 0) > since;
  const fresh = (isPartFresh ? [...toPartsOf(record, entry.document)] : [entry.document]).filter(isFresh);
  if (fresh.length === 0) return null;
  if (isWithdrawn(entry.status)) return { change: 'cancelled', cancelled: 0 };
  const rewritten = fresh.filter((ref) => (written.get(ref)?.first ?? 0) <= since);
  const inner = rewritten.filter((ref) => ref !== entry.document).map((ref) => record.resources.get(ref));
  const cancelled = inner.filter(isTakenBack).length;
  const isCorrected =
    cancelled > 0 ||
    (CORRECTED.has(entry.status) && rewritten.includes(entry.document)) ||
    inner.some((one) => CORRECTED.has(text(one, 'status') ?? ''));
  if (isCorrected) return { change: 'corrected', cancelled };
  return { change: fresh.length > rewritten.length ? 'completed' : 'changed', cancelled };
}

/** `Potassium 5.9 mmol/l`: the first thing to know of a laboratory report; null when nothing in it is out of the ordinary. */
function toFinding(record: PatientRecord, entry: TimelineEntry, history: History): string | null {
  if (entry.abnormal === 0) return null;
  const row = toAbnormalRows(record, entry.document, history).find(({ value }) => value !== null);
  if (row === undefined) return null;
  return [row.name, row.value, row.unit].filter((part) => part !== null && part !== '').join(' ');
}

/**
 * What is new, corrected or taken back since this physician's last visit, abnormal first [X01]; nothing at a first visit. Made of what the
 * hospital shows him now and of nothing else: what is hidden is not in the record, and so in none of these lines.
 */
export function toNews(
  record: PatientRecord,
  history: History,
  entries: readonly TimelineEntry[],
  lastVisit: LastVisit | null,
  now: Date,
): NewsLine[] {
  if (lastVisit === null) return [];
  const since = Date.parse(lastVisit.sawUntil);
  const written = toWritten(record);
  const fresh = [...written].flatMap(([ref, { recorded }]) => (recorded > since ? [ref] : []));
  if (fresh.length === 0) return [];
  const isPartFresh = fresh.some((ref) => INNER.has(ref.split('/')[0] ?? ''));
  const cancelled = new Map<string, number>();
  const lines = entries.flatMap((entry) => {
    const found = toChange(record, entry, written, since, isPartFresh);
    if (found === null) return [];
    cancelled.set(entry.document, found.cancelled);
    return [toRanked(record, history, entry, now, found.change)];
  });
  return toNewsOrder(lines).flatMap(({ entry, change }) =>
    change === null
      ? []
      : [
          {
            document: entry.document,
            change,
            cancelled: cancelled.get(entry.document) ?? 0,
            finding: change === 'cancelled' ? null : toFinding(record, entry, history),
          },
        ],
  );
}
