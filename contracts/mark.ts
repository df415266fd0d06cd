import { z } from 'zod';
import { CalendarDate, DocumentRef, Instant, PatientId } from './identifiers.ts';
import { documentKinds } from './document-kind.ts';

/** What a physician keeps for himself of a document; `none` takes it back. */
export const MarkState = z.enum(['none', 'seen', 'todo', 'done']);
export type MarkState = z.infer<typeof MarkState>;

/** His last word of one document [X20]; whichever of two words comes first, the one with the later `at` stands. */
export const Mark = z.strictObject({
  document: DocumentRef,
  state: MarkState,
  /** Day until which it is to be done; only of `todo`. */
  due: CalendarDate.nullable(),
  /** The newest of what stood in the document when it was marked; what was recorded later was not seen. Null when nobody can tell. */
  saw: Instant.nullable(),
  at: Instant,
});
export type Mark = z.infer<typeof Mark>;

/** Something to do, of any patient. `title` as the source calls it. */
export const TodoLine = z.strictObject({
  patient: PatientId,
  document: DocumentRef,
  kind: z.enum([...documentKinds, 'record', 'other']),
  title: z.string().nullable(),
  /** Day of the document. */
  dated: CalendarDate.nullable(),
  due: CalendarDate.nullable(),
});
export type TodoLine = z.infer<typeof TodoLine>;

/** Most marks that are sent at once. */
export const mostMarks = 200;

/** What the physician keeps at the hospital: his own rows, of documents that he may read. */
export const markRows = {
  'mark/save': {
    listener: 'medical',
    method: 'POST',
    path: '/api/patients/:patient/marks',
    params: z.strictObject({ patient: PatientId }),
    input: z.strictObject({ marks: z.array(Mark).min(1).max(mostMarks) }),
    output: z.strictObject({}),
  },
  'mark/list-todo': {
    listener: 'medical',
    method: 'GET',
    path: '/api/todo',
    params: z.strictObject({}),
    input: z.strictObject({}),
    output: z.strictObject({ lines: z.array(TodoLine) }),
  },
} as const;
