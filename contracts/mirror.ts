import { z } from 'zod';
import { DocumentRef, Instant, PatientId, Sha256 } from './identifiers.ts';
import { DicomUid } from './imaging.ts';
import { Mark } from './mark.ts';

/** One thing a PC may hold a copy of: a FHIR resource (with its Binary) or a DICOM instance. */
export const MirrorItem = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('resource'),
    ref: DocumentRef,
    version: z.number().int(),
    sha256: Sha256,
    bytes: z.number().int(),
    /** When this version was recorded at the hospital, and when the first one came into the record; absent from copies of former days. */
    recorded: Instant.optional(),
    first: Instant.optional(),
  }),
  z.strictObject({
    kind: z.literal('instance'),
    study: DicomUid,
    series: DicomUid,
    instance: DicomUid,
    sha256: Sha256,
    bytes: z.number().int(),
  }),
]);
export type MirrorItem = z.infer<typeof MirrorItem>;

/** The last visit of a person to a record before the present one, over all his PCs: its end, and up to when what he saw was complete. */
export const LastVisit = z.strictObject({ endedAt: Instant, sawUntil: Instant });
export type LastVisit = z.infer<typeof LastVisit>;

/** What the gate lets this physician see of this patient, complete: the vault becomes its exact mirror. */
export const Manifest = z.strictObject({
  patient: PatientId,
  /** Opaque; equal revisions mean equal manifests. */
  revision: z.string(),
  asOf: Instant,
  /** The lease: JWS ES256 by the hospital's statement key, claims below. */
  lease: z.string(),
  items: z.array(MirrorItem),
  /** Null at the first visit. */
  lastVisit: LastVisit.nullable(),
  /** This physician's own, of what is in `items`. */
  marks: z.array(Mark),
});
export type Manifest = z.infer<typeof Manifest>;

/** A lease binds one person, one PC, one patient: a deadline and a reading budget in seconds, whichever ends first. */
export const LeaseClaims = z.object({
  person: z.string(),
  pc: z.string(),
  patient: z.string(),
  iat: z.number(),
  exp: z.number(),
  budget: z.number(),
});
export type LeaseClaims = z.infer<typeof LeaseClaims>;

/** One line of what was looked at on the PC: numbered without gaps, chained, each signed by the PC's key. */
export const JournalLine = z.strictObject({
  number: z.number().int().positive(),
  at: Instant,
  person: z.string(),
  patient: PatientId,
  object: z.string().max(200),
  /**
   * `exported`: written into a file of the physician's own, or sent back to his software, which Passerelle no longer guards.
   * `received`: his software asked for this patient, and he agreed.
   */
  action: z.enum(['looked-at', 'printed', 'exported', 'received', 'copied', 'lease-ended']),
  offline: z.boolean(),
  /** Up to when what stood on the screen was complete, where that can be told. */
  sawUntil: Instant.optional(),
  /** SHA-256 (hex) of the previous line's `signed` text; zeros for line 1. */
  previous: Sha256,
});
export type JournalLine = z.infer<typeof JournalLine>;

/** `signed` is the exact JSON text of a JournalLine; `signature` ECDSA P-256/SHA-256, IEEE P1363, base64url. */
export const JournalUpload = z.strictObject({
  certificate: z.string().max(8192),
  lines: z
    .array(z.strictObject({ signed: z.string().max(2048), signature: z.string() }))
    .min(1)
    .max(500),
});
/** Number of the last line the hospital holds durably. */
export const JournalReceipt = z.strictObject({ held: z.number().int() });

/** An event of the push stream (SSE): ids only, it says "compare again"; `links-changed` says compare everything. */
export const PushEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('record-changed'), patient: PatientId }),
  z.strictObject({ type: z.literal('links-changed') }),
  z.strictObject({ type: z.literal('access-closed'), patient: PatientId.nullable() }),
  /** Some copy on this PC must be compared or destroyed: ask `reach/read` which. */
  z.strictObject({ type: z.literal('copy-asked') }),
  /** Something was asked or decided about this person's own account: ask `notice/list`. */
  z.strictObject({ type: z.literal('account-changed') }),
  z.strictObject({ type: z.literal('session-ended') }),
]);
export type PushEvent = z.infer<typeof PushEvent>;
