import { z } from 'zod';
import { atTheTop } from './at-the-top.ts';
import { documentKinds } from './document-kind.ts';
import { FileFormat } from './file-format.ts';
import { StudySummary } from './imaging.ts';
import { DocumentRef, Instant, PatientId } from './identifiers.ts';
import { TherapeuticLink } from './link.ts';
import { readingOrder } from './reading-order.ts';

/** What a line of the timeline is, in the order of the filters. */
export const DocumentKind = z.enum(documentKinds);
export type DocumentKind = z.infer<typeof DocumentKind>;

/** One line of the timeline. A report and the study it belongs to are one line. */
export const TimelineEntry = z.strictObject({
  document: DocumentRef,
  kind: DocumentKind,
  /** When it happened in care: instant or bare date, exactly as precise as the source says. Null when unknown. */
  at: z.string().nullable(),
  title: z.string(),
  detail: z.string().nullable(),
  /** FHIR status of the document (`final`, `preliminary`, `amended`, `entered-in-error`…). */
  status: z.string(),
  abnormal: z.number().int(),
  results: z.number().int(),
  images: z.number().int(),
  /** How much of it lies in the vault: everything, a part, nothing yet. */
  copy: z.enum(['ready', 'partial', 'absent']),
  /** Part of the body that a photograph shows, as its source codes (`system|code`) or names it; absent when it says none. */
  site: z.string().optional(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

/** The whole index of an open record, from the vault. */
export const RecordIndex = z.strictObject({
  link: TherapeuticLink,
  /** When the vault last equalled the hospital's manifest; null before the first copy is complete. */
  asOf: Instant.nullable(),
  /** End of the lease of this copy. */
  leaseUntil: Instant.nullable(),
  sync: z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('up-to-date') }),
    z.strictObject({ state: z.literal('copying'), done: z.number().int(), total: z.number().int() }),
    z.strictObject({ state: z.literal('waiting'), reason: z.string() }),
  ]),
  ...atTheTop,
  entries: z.array(TimelineEntry),
  ...readingOrder,
});
export type RecordIndex = z.infer<typeof RecordIndex>;

/** A laboratory line, as the laboratory wrote it: `value` keeps its digits (`5.90`), point as decimal sign. */
export interface LaboratoryRow {
  readonly code: string | null;
  readonly name: string;
  readonly value: string | null;
  readonly unit: string | null;
  readonly range: string | null;
  readonly low: number | null;
  readonly high: number | null;
  /** HL7 v3 ObservationInterpretation code (`H`, `L`, `HH`, `LL`, `A`, `N`…), null when none was given. */
  readonly flag: string | null;
  readonly status: string;
  readonly absent: string | null;
  readonly method: string | null;
  readonly specimen: string | null;
  /** When the sample was taken, as precise as the laboratory says; null where it does not. */
  readonly at: string | null;
  /** Who measured it, where it is not said of the whole report. */
  readonly performer?: string | undefined;
  /** Results with the same name here are of the same analysis; absent where nothing tells it. */
  readonly series?: string | undefined;
  readonly notes: readonly string[];
  /** Earlier results of the same code, oldest first, whatever their unit. */
  readonly previous: readonly {
    readonly at: string;
    readonly value: number;
    /** The laboratory's own digits and comparator (`5.90`, `<0.1`). */
    readonly written: string;
    readonly unit: string | null;
    readonly performer: string | null;
    readonly method: string | null;
    /** Reference limits as they were given with that result. */
    readonly low?: number | null | undefined;
    readonly high?: number | null | undefined;
  }[];
  readonly members: readonly LaboratoryRow[];
}
export const LaboratoryRow: z.ZodType<LaboratoryRow> = z.lazy(() =>
  z.strictObject({
    code: z.string().nullable(),
    name: z.string(),
    value: z.string().nullable(),
    unit: z.string().nullable(),
    range: z.string().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    flag: z.string().nullable(),
    status: z.string(),
    absent: z.string().nullable(),
    method: z.string().nullable(),
    specimen: z.string().nullable(),
    at: z.string().nullable(),
    performer: z.string().optional(),
    series: z.string().optional(),
    notes: z.array(z.string()),
    previous: z.array(
      z.strictObject({
        at: z.string(),
        value: z.number(),
        written: z.string(),
        unit: z.string().nullable(),
        performer: z.string().nullable(),
        method: z.string().nullable(),
        low: z.number().nullable().optional(),
        high: z.number().nullable().optional(),
      }),
    ),
    members: z.array(LaboratoryRow),
  }),
);

/** One readable part of a document. `unreadable` stands in the place of a part that could not be read, and loses nothing else. */
export const DocumentPart = z.discriminatedUnion('show', [
  z.strictObject({
    show: z.literal('laboratory'),
    performer: z.string().nullable(),
    panels: z.array(z.strictObject({ name: z.string(), rows: z.array(LaboratoryRow) })),
  }),
  z.strictObject({ show: z.literal('text'), title: z.string().nullable(), text: z.string() }),
  z.strictObject({ show: z.literal('html'), title: z.string().nullable(), html: z.string() }),
  z.strictObject({ show: z.literal('pdf'), title: z.string().nullable(), bytes: z.instanceof(Uint8Array) }),
  z.strictObject({ show: z.literal('facts'), rows: z.array(z.strictObject({ label: z.string(), value: z.string() })) }),
  /** A list of like things, one a row; every row has as many cells as there are heads. */
  z.strictObject({
    show: z.literal('table'),
    title: z.string().nullable(),
    head: z.array(z.string()),
    rows: z.array(z.array(z.string())),
  }),
  /** Other documents of this record that belong to this one, each opened by a click. */
  z.strictObject({
    show: z.literal('related'),
    title: z.string(),
    entries: z.array(TimelineEntry.pick({ document: true, kind: true, title: true, at: true })),
  }),
  /** A file that the window reads itself, by the format its bytes tell; the texts among them (CDA, KMEHR…) are UTF-8 here. */
  z.strictObject({
    show: z.literal('file'),
    format: FileFormat,
    title: z.string().nullable(),
    bytes: z.instanceof(Uint8Array),
  }),
  z.strictObject({ show: z.literal('study'), study: StudySummary }),
  z.strictObject({
    show: z.literal('unreadable'),
    title: z.string().nullable(),
    code: z.enum(['document-unreadable', 'not-copied-yet', 'resource-invalid']),
    mime: z.string().nullable(),
  }),
]);
export type DocumentPart = z.infer<typeof DocumentPart>;

/** What the reading pane shows after one click, whatever the kind [R23]. */
export const DocumentView = z.strictObject({
  document: DocumentRef,
  patient: PatientId,
  kind: DocumentKind,
  title: z.string(),
  at: z.string().nullable(),
  author: z.string().nullable(),
  status: z.string(),
  parts: z.array(DocumentPart),
  /** What it is made of, each with its version, copied yet or not: by it the window tells what the hospital changed from what has only now come. */
  versions: z.record(z.string(), z.string()).optional(),
});
export type DocumentView = z.infer<typeof DocumentView>;
