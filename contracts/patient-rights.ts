import { z } from 'zod';
import { none } from './api-row.ts';
import { documentKinds } from './document-kind.ts';
import { CalendarDate, DocumentRef, Instant, PatientId, PersonId, ResourceId } from './identifiers.ts';
import { LinkState } from './link.ts';
import { Copy } from './reach.ts';

/** How a request reached the desk: the patient with the identity card, a signed letter, or a legal representative. */
export const askedBy = ['in-person', 'letter', 'representative'] as const;

/** What every deed of the desk is given with; `askedOn` is the day of the request or of its signature, Europe/Brussels, never later than today. */
export const RequestFacts = z.strictObject({ askedBy: z.enum(askedBy), askedOn: CalendarDate });
export type RequestFacts = z.infer<typeof RequestFacts>;

/** A request as it was noted, and by whom. */
const NotedRequest = z.strictObject({ ...RequestFacts.shape, notedAt: Instant, notedBy: z.string() });

/** Since when a fact stands; `request` is null for one that the hospital set before requests were noted. */
const Standing = z.strictObject({ since: Instant, request: NotedRequest.nullable() });
export type Standing = z.infer<typeof Standing>;

const shape = {
  id: PatientId,
  family: z.string(),
  given: z.string(),
  /** `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, or unknown. */
  birthDate: z.string().nullable(),
  sex: z.enum(['female', 'male', 'other', 'unknown']),
  address: z.array(z.string()),
};

/** Enough to tell a patient from his namesakes; no number. */
export const FoundPatient = z.strictObject(shape);
export type FoundPatient = z.infer<typeof FoundPatient>;

/** A physician who has or had a link with the patient, or whom he excluded. `reads`: may read the record outside now. */
export const TreatingPhysician = z.strictObject({
  person: PersonId,
  name: z.string(),
  nihdi: z.string().nullable(),
  /** State of the latest link; null without any. */
  state: LinkState.nullable(),
  validUntil: CalendarDate.nullable(),
  reads: z.boolean(),
  exclusion: Standing.nullable(),
});
export type TreatingPhysician = z.infer<typeof TreatingPhysician>;

/** One request of the patient, newest first in a list. */
export const PatientRequest = z.strictObject({
  id: z.uuid(),
  deed: z.enum(['refuse', 'allow', 'exclude', 'readmit', 'hide', 'show']),
  physician: z.string().nullable(),
  document: DocumentRef.nullable(),
  ...NotedRequest.shape,
});
export type PatientRequest = z.infer<typeof PatientRequest>;

/** The state of one patient's rights. `hidden` counts the documents that he asked to hide, not what goes with them. */
export const PatientRights = z.strictObject({
  ...shape,
  refusal: Standing.nullable(),
  hidden: z.number().int(),
  physicians: z.array(TreatingPhysician),
  requests: z.array(PatientRequest),
});
export type PatientRights = z.infer<typeof PatientRights>;

/** A document as the desk sees it: what a patient can say of it himself. `asked`: it is the one that he asked to hide, or is about to. */
export const DeskDocument = z.strictObject({
  document: DocumentRef,
  kind: z.enum([...documentKinds, 'record', 'other']),
  date: CalendarDate.nullable(),
  title: z.string().nullable(),
  author: z.string().nullable(),
  hidden: z.boolean(),
  asked: z.boolean(),
});
export type DeskDocument = z.infer<typeof DeskDocument>;

/** How many documents the desk is shown at once. */
export const documentsAtOnce = 500;

const Name = z.string().trim().min(1).max(100).nullable();
const byPatient = z.strictObject({ patient: PatientId });
const row = { listener: 'medical', method: 'POST', params: byPatient, input: none } as const;
const at = '/api/patient-rights/:patient';

/** The desk's rows for the rights of a patient. Whoever is looked for stands in a body, never in a path. */
export const patientRightsRows = {
  /** By number, or by two at least of the three others; more than ten answer `tooMany` and nobody. */
  'patient-rights/find': {
    ...row,
    path: '/api/patient-rights',
    params: none,
    input: z.strictObject({
      niss: z
        .string()
        .regex(/^\d{11}$/)
        .nullable(),
      family: Name,
      given: Name,
      birthDate: z
        .string()
        .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/)
        .nullable(),
    }),
    output: z.strictObject({ patients: z.array(FoundPatient), tooMany: z.boolean() }),
  },
  'patient-rights/read': { ...row, method: 'GET', path: at, output: PatientRights },
  'patient-rights/copies': { ...row, method: 'GET', path: `${at}/copies`, output: z.array(Copy) },
  /** Newest first, `documentsAtOnce` from the one named in `after` (null: the newest). */
  'patient-rights/documents': {
    ...row,
    path: `${at}/documents`,
    input: z.strictObject({ after: DocumentRef.nullable() }),
    output: z.array(DeskDocument),
  },
  /** What hiding this document takes along, the document itself first. */
  'patient-rights/closure': {
    ...row,
    path: `${at}/closure`,
    input: z.strictObject({ document: DocumentRef }),
    output: z.array(DeskDocument),
  },
  /** Any physician, by a part of the name or the whole number: ten at most. */
  'patient-rights/physicians': {
    ...row,
    path: '/api/patient-rights/physicians',
    params: none,
    input: z.strictObject({ text: z.string().trim().min(3).max(100) }),
    output: z.array(z.strictObject({ person: PersonId, name: z.string(), nihdi: z.string().nullable() })),
  },
  'patient-rights/refuse': {
    ...row,
    path: `${at}/refusal`,
    input: z.strictObject({ refuses: z.boolean(), ...RequestFacts.shape }),
    output: none,
  },
  'patient-rights/exclude': {
    ...row,
    path: `${at}/exclusion`,
    input: z.strictObject({ person: ResourceId, excludes: z.boolean(), ...RequestFacts.shape }),
    output: none,
  },
  'patient-rights/hide': {
    ...row,
    path: `${at}/hiding`,
    input: z.strictObject({ document: DocumentRef, hides: z.boolean(), ...RequestFacts.shape }),
    output: none,
  },
} as const;
