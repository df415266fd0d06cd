import { z } from 'zod';
import { none } from './api-row.ts';
import { CalendarDate, Instant, ResourceId } from './identifiers.ts';
import { HospitalFile } from './hospital-file.ts';

/** What became of a letter; nothing that is over is ever changed again. */
export const LetterState = z.enum(['queued', 'printed', 'posted', 'cancelled']);
export type LetterState = z.infer<typeof LetterState>;

/** Number that the post gave a registered letter; null for an ordinary one. */
const Registered = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9 .-]{3,39}$/)
  .nullable();

/** The way of a letter from the queue to the post, and who did what. */
const LetterCourse = z.strictObject({
  id: ResourceId,
  state: LetterState,
  queuedAt: Instant,
  /** How often it was printed. */
  prints: z.number().int().min(0),
  printedAt: Instant.nullable(),
  printedBy: z.string().nullable(),
  postedAt: Instant.nullable(),
  postedBy: z.string().nullable(),
  registered: z.string().nullable(),
  cancelledAt: Instant.nullable(),
  cancelledBy: z.string().nullable(),
  cancelReason: z.string().nullable(),
});
export type LetterCourse = z.infer<typeof LetterCourse>;

/** A letter that tells a patient of a new or renewed access, with what it says; it says the same however often it is printed. */
export const PatientLetter = z.strictObject({
  ...LetterCourse.shape,
  kind: z.enum(['created', 'renewed']),
  family: z.string(),
  given: z.array(z.string()),
  /** Lines of the envelope; none where the hospital knows no address. */
  address: z.array(z.string()),
  physician: z.string(),
  signedOn: CalendarDate,
  validUntil: CalendarDate,
  /** Why it may have lost its sense; null for most. It may then be cancelled, and no other may. */
  doubt: z.enum(['patient-deceased', 'patient-merged', 'link-ended', 'link-expired']).nullable(),
  /** Letters printed together. */
  batch: ResourceId.nullable(),
});
export type PatientLetter = z.infer<typeof PatientLetter>;

/** A letter to a physician that carries a one-time code, which exists on the paper alone. */
export const CodeLetter = z.strictObject({
  ...LetterCourse.shape,
  reason: z.enum(['access', 'new-pc', 'reset']),
  approvedBy: z.string(),
  name: z.string(),
  nihdi: z.string().nullable(),
  /** Lines of the practice's envelope; none where they are not known. */
  address: z.array(z.string()),
  /** Why it cannot go as it is: nothing may be posted then. */
  doubt: z.enum(['suspended', 'code-used', 'code-over']).nullable(),
  /** When the printed code stops working. */
  codeEndsAt: Instant.nullable(),
});
export type CodeLetter = z.infer<typeof CodeLetter>;

/** What waits, oldest first, and what was over within sixty days, newest first: at most 500 of each state. */
export const LetterLists = z.strictObject({
  letters: z.array(PatientLetter),
  /** How many patients' letters there are in each state, those beyond the list included. */
  totals: z.record(LetterState, z.number().int()),
  codes: z.array(CodeLetter),
});
export type LetterLists = z.infer<typeof LetterLists>;

/** Most letters in one batch: one PDF is made at once, and nothing else is answered meanwhile. */
export const LARGEST_BATCH = 50;

/** How often the asker believes each letter was printed (0: not yet): whoever believes wrong is refused `conflict`. */
const Printing = z.strictObject({ id: ResourceId, prints: z.number().int().min(0) });

const byLetter = z.strictObject({ letter: ResourceId });
const Reason = z.strictObject({ reason: z.string().trim().min(3).max(400) });
const row = { listener: 'medical', method: 'POST' } as const;

/** The desk's letters. */
export const letterRows = {
  'letter/list': { ...row, method: 'GET', path: '/api/letters', params: none, input: none, output: LetterLists },
  /** One PDF of many letters, each on a page of its own, in the order of the queue. */
  'letter/print': {
    ...row,
    path: '/api/letters/print',
    params: none,
    input: z.strictObject({ letters: z.array(Printing).min(1).max(LARGEST_BATCH) }),
    output: HospitalFile,
    delivers: 'print',
    patience: 60,
  },
  'letter/post': {
    ...row,
    path: '/api/letters/post',
    params: none,
    input: z.strictObject({ letters: z.array(ResourceId).min(1).max(500), registered: Registered }),
    output: none,
  },
  'letter/cancel': { ...row, path: '/api/letters/:letter/cancellation', params: byLetter, input: Reason, output: none },
  'code-letter/print': {
    ...row,
    path: '/api/code-letters/:letter/print',
    params: byLetter,
    input: z.strictObject({ prints: z.number().int().min(0) }),
    output: HospitalFile,
    delivers: 'print',
    patience: 30,
  },
  'code-letter/post': {
    ...row,
    path: '/api/code-letters/:letter/post',
    params: byLetter,
    input: z.strictObject({ registered: Registered }),
    output: none,
  },
  'code-letter/cancel': {
    ...row,
    path: '/api/code-letters/:letter/cancellation',
    params: byLetter,
    input: Reason,
    output: none,
  },
} as const;
