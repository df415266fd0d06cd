import { z } from 'zod';
import { failureCodes } from './failure.ts';
import { CalendarDate, Instant, LinkId, PatientId } from './identifiers.ts';
import { PatientFacts } from './link.ts';

/** Largest list that is read, in characters or bytes. */
export const longestAgenda = 2_000_000;

/** Why copying ahead stands still: a failure, or what this PC allows itself of the line or of the disk is used up. */
export const AheadReason = z.enum([...failureCodes, 'line-budget', 'disk-budget']);
export type AheadReason = z.infer<typeof AheadReason>;

/**
 * What is known of one appointment before the patient sits down [X02]. `ready`: every document and key image is in the vault and equals
 * what the hospital shows; `whole` when every image is too. `waiting`: why not, and of when an older whole copy is (null: none).
 */
export const AgendaStanding = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('ready'), whole: z.boolean(), asOf: Instant }),
  z.strictObject({
    state: z.literal('copying'),
    part: z.enum(['documents', 'key-images']),
    done: z.number().int(),
    total: z.number().int(),
  }),
  z.strictObject({
    state: z.literal('waiting'),
    reason: z.enum(['turn', ...AheadReason.options]),
    asOf: Instant.nullable(),
  }),
  /** Several of my patients may be meant: asked, never guessed. */
  z.strictObject({ state: z.literal('choose'), candidates: z.array(PatientFacts).min(1) }),
  z.strictObject({ state: z.literal('no-link') }),
  z.strictObject({ state: z.literal('to-finish'), step: z.enum(['draft', 'printed']) }),
  z.strictObject({ state: z.literal('ended') }),
  /** There is a link and nothing to read: which of the reasons is told nowhere [X03]. */
  z.strictObject({ state: z.literal('unavailable') }),
]);
export type AgendaStanding = z.infer<typeof AgendaStanding>;

/** Given by the PC, for as long as the day is kept. */
export const AgendaEntryId = z.uuid();

/** One appointment of today. */
export const AgendaEntry = z.strictObject({
  id: AgendaEntryId,
  /** `HH:MM` in Europe/Brussels, null when the list said none. */
  at: z
    .string()
    .regex(/^\d{2}:\d{2}$/)
    .nullable(),
  /** Who is meant, as the list wrote it, without numbers. */
  written: z.string().max(200),
  patient: PatientFacts.nullable(),
  link: LinkId.nullable(),
  /** In the waiting room: comes before everybody else. */
  arrived: z.boolean(),
  /** The record was opened today, from whichever list. */
  seen: z.boolean(),
  standing: AgendaStanding,
});
export type AgendaEntry = z.infer<typeof AgendaEntry>;

/** The day of one physician on this PC, in the order of its hours; `halted` holds for all of it. */
export const Agenda = z.strictObject({
  day: CalendarDate,
  entries: z.array(AgendaEntry),
  halted: AheadReason.nullable(),
});
export type Agenda = z.infer<typeof Agenda>;

/** What became of a list that was handed in; `unread` are lines that say nobody, cut short. */
export const AgendaTaken = z.strictObject({
  added: z.number().int(),
  moved: z.number().int(),
  cancelled: z.number().int(),
  /** Already there, at the same hour. */
  known: z.number().int(),
  /** Appointments of another day. */
  elsewhere: z.number().int(),
  unread: z.array(z.string()),
});
export type AgendaTaken = z.infer<typeof AgendaTaken>;

const none = z.strictObject({});
const byEntry = z.strictObject({ entry: AgendaEntryId });

/** What the window may ask of the agenda; it stays on this PC, and the hospital never hears of it. */
export const agendaIpc = {
  'agenda/read': { input: none, output: Agenda },
  /** One line as « 9:20 Dubois », or a whole list pasted. */
  'agenda/take-text': { input: z.strictObject({ text: z.string().max(longestAgenda) }), output: AgendaTaken },
  /** An iCalendar or CSV file, told apart by what stands in it. */
  'agenda/take-file': { input: z.strictObject({ bytes: z.instanceof(Uint8Array) }), output: AgendaTaken },
  /** Which of the candidates is meant; null: none of them. */
  'agenda/choose': { input: byEntry.extend({ patient: PatientId.nullable() }), output: none },
  'agenda/arrive': { input: byEntry.extend({ arrived: z.boolean() }), output: none },
  'agenda/remove': { input: byEntry, output: none },
  'agenda/clear': { input: none, output: none },
} as const satisfies Record<string, { readonly input: z.ZodType; readonly output: z.ZodType }>;
