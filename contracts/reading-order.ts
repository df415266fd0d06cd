import { z } from 'zod';
import { CalendarDate, DocumentRef, Instant } from './identifiers.ts';

/**
 * What became of a document since the last visit: `new`; `corrected` (it or a result in it was corrected, or a result taken back); `cancelled` (taken
 * back as a whole); `completed` (something was added); `changed` in any other way.
 */
export const NewsChange = z.enum(['new', 'corrected', 'cancelled', 'completed', 'changed']);
export type NewsChange = z.infer<typeof NewsChange>;

/** One line of « since your last visit » [X01]. */
export const NewsLine = z.strictObject({
  document: DocumentRef,
  change: NewsChange,
  /** Results taken back inside a document that stands. */
  cancelled: z.number().int(),
  /** The first thing to know of it (`Potassium 5.9 mmol/l`), digits and unit as the laboratory wrote them; null when nothing is out of the ordinary. */
  finding: z.string().nullable(),
});
export type NewsLine = z.infer<typeof NewsLine>;

/** `visit`: end of the visit before this one, null at the first. `lines`: in the order in which they are read. */
export const News = z.strictObject({ visit: Instant.nullable(), lines: z.array(NewsLine) });
export type News = z.infer<typeof News>;

/** Why a document stands under « read first » [X04]. */
export const ReadFirstWhy = z.enum(['critical', 'discharge', 'specialist', 'abnormal', 'pending']);
export type ReadFirstWhy = z.infer<typeof ReadFirstWhy>;

/** A document that stands under another: an `older` version that was replaced, or another `copy` of the same. It stays in the index and opens like any. */
export const Fold = z.strictObject({ document: DocumentRef, under: DocumentRef, why: z.enum(['older', 'copy']) });
export type Fold = z.infer<typeof Fold>;

/** The physician's own mark of a document [X20]; `stale` when the document was written anew since. */
export const ShownMark = z.strictObject({
  document: DocumentRef,
  state: z.enum(['seen', 'todo', 'done']),
  due: CalendarDate.nullable(),
  stale: z.boolean(),
});
export type ShownMark = z.infer<typeof ShownMark>;

/** What was ranked of a record, beside its lines. */
export const readingOrder = {
  news: News,
  first: z.array(z.strictObject({ document: DocumentRef, why: ReadFirstWhy })),
  folds: z.array(Fold),
  marks: z.array(ShownMark),
} as const;
