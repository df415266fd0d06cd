import { z } from 'zod';
import { none } from './api-row.ts';
import { HospitalFile } from './hospital-file.ts';
import { CalendarDate, Instant, PatientId, PcId, PersonId } from './identifiers.ts';
import { PatientFacts } from './link.ts';
import { Role } from './person.ts';
import { traceCheckRows } from './trace-check.ts';

/** What the trace keeps apart: *copied* left for a PC, *looked-at* was on a screen or on paper there. */
export const traceKinds = [
  'copied',
  'looked-at',
  'denied',
  'searched',
  'link',
  'session',
  'identity',
  'oversight',
  'ingest',
] as const;
export const TraceKind = z.enum(traceKinds);
export type TraceKind = z.infer<typeof TraceKind>;

/** Days in Brussels, the last one included; or exact instants, which a question gives. By the hospital's clock, when it wrote the entry. */
const TraceTime = z.union([CalendarDate, Instant]);

/** What is asked of the trace: every part narrows it, null asks nothing. Ids only, so that the trace of reading names nobody. */
export const TraceFilter = z.strictObject({
  patient: PatientId.nullable(),
  person: PersonId.nullable(),
  pc: PcId.nullable(),
  from: TraceTime.nullable(),
  to: TraceTime.nullable(),
  kind: TraceKind.nullable(),
  /** `ok`, or anything else: refused, failed, ended. */
  outcome: z.enum(['ok', 'other']).nullable(),
});
export type TraceFilter = z.infer<typeof TraceFilter>;

/** Where an entry stands: after which the next page begins, and how a line is quoted in a letter. */
export const TracePlace = z.strictObject({
  at: Instant,
  writer: z.number().int(),
  seq: z.number().int(),
});
export type TracePlace = z.infer<typeof TracePlace>;

/** An entry that says nothing a reader knows: somebody put it there. The verification says where. */
const unreadable = 'unreadable';

/** One entry as the Director reads it. Ids stay where nobody is known by them any more; of a document its kind and date alone. */
export const TraceLine = z.strictObject({
  ...TracePlace.shape,
  kind: z.enum([...traceKinds, unreadable]),
  person: z
    .strictObject({
      id: z.string(),
      name: z.string().nullable(),
      role: Role.nullable(),
      nihdi: z.string().nullable(),
    })
    .nullable(),
  pc: z.strictObject({ id: z.string(), name: z.string().nullable() }).nullable(),
  patient: z.strictObject({ id: z.string(), name: z.string().nullable(), birthDate: z.string().nullable() }).nullable(),
  /** FHIR reference, DICOM path or route with its id, as the trace has it. */
  object: z.string(),
  /** From when the document is, in Brussels; null where the object is none, or the record does not say. */
  dated: CalendarDate.nullable(),
  outcome: z.string(),
  requestId: z.string(),
  /** For how many alike it stands. */
  count: z.number().int(),
  /** What the PC's own signed journal says: when by its clock, and whether it was offline (null: its line is not held). */
  journal: z
    .strictObject({
      at: z.string(),
      offline: z.boolean().nullable(),
      action: z.enum(['looked-at', 'printed', 'exported', 'other']),
    })
    .nullable(),
});
export type TraceLine = z.infer<typeof TraceLine>;

/** A page, newest first; `next` is null on the last one. `total` stands on the first page alone; at 10,001 it says "more than 10,000". */
export const TraceList = z.strictObject({
  lines: z.array(TraceLine),
  next: TracePlace.nullable(),
  total: z.number().int().nullable(),
});
export type TraceList = z.infer<typeof TraceList>;

/** Counted one by one up to here. */
export const countedTraceLines = 10_000;
/** An extract holds at most so many lines, and says when there are more. */
export const exportedTraceLines = 100_000;

/** Who and which PCs a filter may name: physicians first, then staff. */
export const TraceChoices = z.strictObject({
  persons: z.array(z.strictObject({ id: PersonId, name: z.string(), role: Role, nihdi: z.string().nullable() })),
  pcs: z.array(z.strictObject({ id: PcId, name: z.string() })),
});
export type TraceChoices = z.infer<typeof TraceChoices>;

/** By number, or by family name and birth date; the number stands in a body and nowhere else. */
export const TracePatientSearch = z.strictObject({
  niss: z.string().max(30).nullable(),
  family: z.string().trim().max(100),
  birthDate: z.union([PatientFacts.shape.birthDate, z.literal('')]),
});

/** Patterns that are worth a question; their thresholds are the hospital's (table trace.pattern). */
export const tracePatterns = [
  'many-patients',
  'at-night',
  'after-refusal',
  'long-after-visit',
  'pc-denials',
  'copies-unseen',
] as const;
export const TracePattern = z.enum(tracePatterns);
export type TracePattern = z.infer<typeof TracePattern>;

/** A pattern that was found, with who it is about and the filter that shows its entries. `answer` is null while it is open. */
export const TraceQuestion = z.strictObject({
  pattern: TracePattern,
  threshold: z.number().int(),
  /** Ids it is about, `/` between them. */
  subject: z.string(),
  /** Hour, day, night or week in Brussels that it is about. */
  moment: z.string(),
  found: z.number().int(),
  person: TraceLine.shape.person,
  pc: TraceLine.shape.pc,
  patient: TraceLine.shape.patient,
  filter: TraceFilter,
  answer: z.strictObject({ note: z.string(), by: z.string(), at: Instant }).nullable(),
});
export type TraceQuestion = z.infer<typeof TraceQuestion>;

/** Open ones first, newest first; 500 at most. */
export const TraceQuestions = z.strictObject({ from: Instant, questions: z.array(TraceQuestion) });
export type TraceQuestions = z.infer<typeof TraceQuestions>;

/** The Director's analysis of the trace [R20] [R21]. Reading it is traced before it is answered. */
export const traceRows = {
  ...traceCheckRows,
  'trace/choices': {
    listener: 'medical',
    method: 'GET',
    path: '/api/trace/choices',
    params: none,
    input: none,
    output: TraceChoices,
  },
  'trace/find-patient': {
    listener: 'medical',
    method: 'POST',
    path: '/api/trace/patients',
    params: none,
    input: TracePatientSearch,
    output: z.array(PatientFacts),
  },
  'trace/list': {
    listener: 'medical',
    method: 'POST',
    path: '/api/trace/entries',
    params: none,
    input: z.strictObject({ filter: TraceFilter, before: TracePlace.nullable() }),
    output: TraceList,
    patience: 60,
  },
  'trace/export': {
    listener: 'medical',
    method: 'POST',
    path: '/api/trace/extract',
    params: none,
    input: z.strictObject({ filter: TraceFilter }),
    output: HospitalFile,
    delivers: 'save',
    patience: 300,
  },
  'trace/questions': {
    listener: 'medical',
    method: 'POST',
    path: '/api/trace/questions',
    params: none,
    input: z.strictObject({ days: z.union([z.literal(7), z.literal(30), z.literal(90)]) }),
    output: TraceQuestions,
    patience: 60,
  },
  'trace/answer-question': {
    listener: 'medical',
    method: 'POST',
    path: '/api/trace/answers',
    params: none,
    input: z.strictObject({
      pattern: TracePattern,
      subject: z.string().regex(/^[0-9a-f-]{36}(\/[0-9a-f-]{36})?$/),
      moment: z.string().regex(/^[0-9: -]{10,16}$/),
      found: z.number().int().positive(),
      note: z.string().trim().min(3).max(400),
    }),
    output: none,
  },
} as const;
