import { z } from 'zod';
import { AgendaTaken } from './agenda.ts';
import { DocumentRef, PatientId } from './identifiers.ts';
import { PatientFacts } from './link.ts';

/** Name of a hand-over: 128 random bits that mean nothing, the only thing of it that stands in a URL, an argument or a file's name. */
export const HandOverId = z.string().regex(/^[0-9a-f]{32}$/);

/** A file is at most so long. */
export const longestHandOver = 4096;
/** A file older than this is destroyed unread, in milliseconds. */
export const handOverLife = 60_000;

const Niss = z.string().regex(/^\d{11}$/);
const Name = z.string().trim().min(1).max(100);
const BirthDate = PatientFacts.shape.birthDate;

/** What the practice's software writes into a hand-over file: a patient, today's appointments, or both; docs/practice-software.md. */
export const HandOverFile = z
  .strictObject({
    format: z.literal('passerelle-hand-over-1'),
    niss: Niss.optional(),
    family: Name.optional(),
    given: Name.optional(),
    birthDate: BirthDate.optional(),
    appointments: z
      .array(
        z.strictObject({
          /** `HH:MM` in Belgium. */
          at: z
            .string()
            .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
            .nullable(),
          name: z.string().trim().min(1).max(120),
          birthDate: BirthDate.nullable(),
          niss: Niss.nullable(),
        }),
      )
      .min(1)
      .max(60)
      .optional(),
    /** Absolute path of the folder that takes what is sent back. */
    returnFolder: z.string().min(1).max(1024).optional(),
  })
  .refine(
    ({ niss, family, given, birthDate, appointments }) =>
      niss !== undefined ||
      (family !== undefined && given !== undefined && birthDate !== undefined) ||
      (appointments !== undefined && family === undefined && given === undefined && birthDate === undefined),
  );
export type HandOverFile = z.output<typeof HandOverFile>;

/**
 * Why a hand-over came to nothing: not there (or already used), too old, not as documented, not the user's own file alone, or a link or a
 * command line that holds a patient's number, which is not read.
 */
export const handOverFaults = ['absent', 'expired', 'invalid', 'unsafe', 'said-in-clear'] as const;
export type HandOverFault = (typeof handOverFaults)[number];

/** What the practice's software asks for, as the physician is asked about it; no national number. */
export const HandOverRequest = z.strictObject({
  id: HandOverId,
  /** Who is asked for, in the software's own words; null when it gave a number alone, or appointments alone. */
  written: z.strictObject({ family: z.string(), given: z.string(), birthDate: z.string() }).nullable(),
  /** One, several or none of the physician's own patients; `asked` is false for appointments alone. */
  asked: z.boolean(),
  patients: z.array(PatientFacts),
  /** Found by the number, and not by name and birth date alone. */
  byNumber: z.boolean(),
  /** The number is of this patient, and the name or the birth date written beside it is not. */
  differs: z.boolean(),
  appointments: z.number().int(),
});
export type HandOverRequest = z.infer<typeof HandOverRequest>;

/** Where hand-overs stand: `waiting` says only that there is one, also on a locked window. */
export const HandOverState = z.strictObject({
  waiting: z.boolean(),
  request: HandOverRequest.nullable(),
  fault: z.enum(handOverFaults).nullable(),
  /** The patient whose documents can be sent back, null when the software named no folder for the one that is open. */
  returning: PatientId.nullable(),
});
export type HandOverState = z.infer<typeof HandOverState>;

/** What becomes of a request at the physician's click. */
export const HandOverAccepted = z.strictObject({
  /** His record may be opened, or his link be finished. */
  patient: PatientId.nullable(),
  /** A new patient: what the software said of him, for the steps of the link. */
  fill: z
    .strictObject({
      niss: z.string().nullable(),
      family: z.string(),
      given: z.string(),
      birthDate: z.string(),
    })
    .nullable(),
  taken: AgendaTaken.nullable(),
});
export type HandOverAccepted = z.infer<typeof HandOverAccepted>;

/** How a document is sent back: its PDF (as it came, else PDF/A made of its words), a FHIR document, or its words to the clipboard. */
export const sentForms = ['pdf', 'fhir', 'text'] as const;
export const SentForm = z.enum(sentForms);
export type SentForm = z.infer<typeof SentForm>;

/** What a PDF that was sent back is: the hospital's own as it came, PDF/A made here, or a plain PDF where PDF/A could not be made. */
export const sentPdfs = ['own', 'archive', 'plain'] as const;

/** Why nothing was sent back. */
export const sendFaults = ['no-folder', 'other-patient', 'folder-refused', 'disk-full', 'nothing-to-send'] as const;

/** What became of a document that was to be sent back; files by name, in the order of the document's parts; `pdf` null for FHIR. */
export const Sent = z.discriminatedUnion('sent', [
  z.strictObject({ sent: z.literal('files'), names: z.array(z.string()), pdf: z.enum(sentPdfs).nullable() }),
  z.strictObject({ sent: z.literal('clipboard') }),
  z.strictObject({ sent: z.literal('no'), why: z.enum(sendFaults) }),
]);
export type Sent = z.infer<typeof Sent>;

/** Why a card was not read. */
export const cardFaults = [
  'no-service',
  'no-reader',
  'no-card',
  'pulled-out',
  'busy',
  'foreign',
  'unreadable',
] as const;
export type CardFault = (typeof cardFaults)[number];

/** What an eID card says of its bearer; nothing else of it is read. */
export const CardIdentity = z.strictObject({
  niss: Niss,
  family: z.string(),
  given: z.string(),
  birthDate: BirthDate,
});
export type CardIdentity = z.infer<typeof CardIdentity>;

/** The card in the reader, or why there is nothing of it. */
export const CardReading = z.discriminatedUnion('read', [
  z.strictObject({ read: z.literal('card'), card: CardIdentity }),
  z.strictObject({ read: z.literal('no'), why: z.enum(cardFaults) }),
]);
export type CardReading = z.infer<typeof CardReading>;

const none = z.strictObject({});
const byId = z.strictObject({ id: HandOverId });

/** What the window may ask of the practice's software and of the card reader. */
export const handOverIpc = {
  'hand-over/read': { input: none, output: HandOverState },
  /** The physician's click; `patient` names one of those that the request offers, null a new one. */
  'hand-over/accept': { input: byId.extend({ patient: PatientId.nullable() }), output: HandOverAccepted },
  'hand-over/dismiss': { input: none, output: none },
  'hand-over/send': {
    input: z.strictObject({ patient: PatientId, document: DocumentRef, as: SentForm }),
    output: Sent,
  },
  'card/read': { input: none, output: CardReading },
} as const satisfies Record<string, { readonly input: z.ZodType; readonly output: z.ZodType }>;
