import { z } from 'zod';
import { DocumentRef, PatientId } from './identifiers.ts';

/** One result of the record, as the laboratory wrote it, with the document that it stands in. */
export const LaboratoryResult = z.strictObject({
  document: DocumentRef,
  /** When the sample was taken, else when it was reported, as precise as the laboratory says. */
  at: z.string().nullable(),
  /** The laboratory's own digits and comparator (`5.90`, `<0.1`), or its words. */
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
  performer: z.string().nullable(),
  notes: z.array(z.string()),
});
export type LaboratoryResult = z.infer<typeof LaboratoryResult>;

/** One analysis through the whole record, newest result first, whichever laboratory made it. */
export const Analyte = z.strictObject({
  key: z.string(),
  panel: z.string(),
  name: z.string(),
  results: z.array(LaboratoryResult),
});
export type Analyte = z.infer<typeof Analyte>;

const Named = z.strictObject({ document: DocumentRef, title: z.string(), at: z.string().nullable() });

/** All laboratory results of an open record, in the order in which the newest report names them. */
export const LaboratoryHistory = z.strictObject({
  analytes: z.array(Analyte),
  /** Documents whose results stand in no table, since the hospital could not validate them. */
  faulty: z.array(Named),
  /** Documents with an antibiogram, which is read germ by germ in its own document. */
  antibiograms: z.array(Named),
});
export type LaboratoryHistory = z.infer<typeof LaboratoryHistory>;

/** What the window asks of the laboratory results of an open record. */
export const laboratoryIpc = {
  /** Every result of the record; kept as looked at, once for each opening of the record. */
  'laboratory/read': { input: z.strictObject({ patient: PatientId }), output: LaboratoryHistory },
  /** Saves the table of a document (null: of the whole record) as CSV where the user says; null when the dialog was closed. Traced as exported before it is written. */
  'laboratory/export': {
    input: z.strictObject({ patient: PatientId, document: DocumentRef.nullable() }),
    output: z.strictObject({ saved: z.string().nullable() }),
  },
} as const;
