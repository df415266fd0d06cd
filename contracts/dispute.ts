import { z } from 'zod';
import { none } from './api-row.ts';
import { CalendarDate, Instant, LinkId, PatientId, PersonId } from './identifiers.ts';
import { HospitalFile } from './hospital-file.ts';
import { LinkState } from './link.ts';
import { Copy } from './reach.ts';

/** Given by the hospital; its first eight digits are the reference on the screen and on paper. */
export const DisputeId = z.uuid();

/** Whom a dispute closes out: the physician, or this physician’s access to this patient alone [R15]. */
export const DisputeScope = z.enum(['physician', 'link']);
export type DisputeScope = z.infer<typeof DisputeScope>;

/** Access suspended; claim letter posted; form received; decided one way or the other. Overdue is no state. */
export const DisputeState = z.enum(['opened', 'claimed', 'received', 'reinstated', 'ended']);
export type DisputeState = z.infer<typeof DisputeState>;

/** The Director’s decision: everything as before, this access ended, or every link ended and the account still suspended. */
export const DisputeDecision = z.enum(['reinstate', 'end-link', 'end-physician']);
export type DisputeDecision = z.infer<typeof DisputeDecision>;

/** What a deed of weight is given with; the hospital keeps it. */
export const DeedReason = z.string().trim().min(3).max(400);

/** The hospital’s setting: how far a new dispute reaches, and days to produce the form [R15]. */
export const DisputeSetting = z.strictObject({ scope: DisputeScope, delayDays: z.number().int().min(1).max(90) });
export type DisputeSetting = z.infer<typeof DisputeSetting>;

/** The physician as a decision names him or her. */
export const DisputePhysician = z.strictObject({ id: PersonId, name: z.string(), nihdi: z.string() });

/** The contested link with its patient. */
export const DisputedLink = z.strictObject({
  id: LinkId,
  patient: PatientId,
  family: z.string(),
  given: z.string(),
  birthDate: z.string().nullable(),
  state: LinkState,
  signedOn: CalendarDate,
  validUntil: CalendarDate,
  formReference: z.string().nullable(),
});
export type DisputedLink = z.infer<typeof DisputedLink>;

/** One dispute. Days are Europe/Brussels. */
export const Dispute = z.strictObject({
  id: DisputeId,
  state: DisputeState,
  scope: DisputeScope,
  /** Claimed, and the day on which the form was due is over; nothing follows from it by itself. */
  overdue: z.boolean(),
  delayDays: z.number().int(),
  openedAt: Instant,
  printedAt: Instant.nullable(),
  claimedOn: CalendarDate.nullable(),
  dueOn: CalendarDate.nullable(),
  receivedOn: CalendarDate.nullable(),
  closedAt: Instant.nullable(),
  ended: DisputeScope.nullable(),
  physician: DisputePhysician,
  /** Null when the dispute is about the physician as such. */
  link: DisputedLink.nullable(),
});
export type Dispute = z.infer<typeof Dispute>;

/** One line of a dispute’s history. */
export const DisputeEvent = z.strictObject({
  at: Instant,
  by: z.string(),
  deed: z.enum([
    'opened',
    'widened',
    'letter-printed',
    'claimed',
    'received',
    'reinstated',
    'ended-link',
    'ended-physician',
  ]),
  note: z.string().nullable(),
});
export type DisputeEvent = z.infer<typeof DisputeEvent>;

/** A scan of the signed form that the practice filed by its barcode [X08]. */
export const FiledScan = z.strictObject({ filedAt: Instant, pages: z.number().int() });

/** One dispute with its history, the copies it concerns, and whether another ground keeps the physician suspended. */
export const DisputeDetail = z.strictObject({
  dispute: Dispute,
  events: z.array(DisputeEvent),
  scans: z.array(FiledScan),
  copies: z.array(Copy),
  /** Links of this physician that are active now. */
  activeLinks: z.number().int(),
  /** Grounds beside this dispute that keep the physician suspended. */
  otherGrounds: z.number().int(),
});
export type DisputeDetail = z.infer<typeof DisputeDetail>;

/** Open disputes, oldest first, then the newest 200 decided, and the setting in force. */
export const DisputeList = z.strictObject({ setting: DisputeSetting, disputes: z.array(Dispute) });
export type DisputeList = z.infer<typeof DisputeList>;

const byDispute = z.strictObject({ dispute: DisputeId });

/** Disputes, for the Medical Director; the desk may open one about a link, which closes that link alone. */
export const disputeRows = {
  'dispute/list': {
    listener: 'medical',
    method: 'GET',
    path: '/api/disputes',
    params: none,
    input: none,
    output: DisputeList,
  },
  'dispute/read': {
    listener: 'medical',
    method: 'GET',
    path: '/api/disputes/:dispute',
    params: byDispute,
    input: none,
    output: DisputeDetail,
  },
  /** About a link or about a physician, the other null. */
  'dispute/open': {
    listener: 'medical',
    method: 'POST',
    path: '/api/disputes',
    params: none,
    input: z.strictObject({ link: LinkId.nullable(), person: PersonId.nullable(), reason: DeedReason }),
    output: z.strictObject({ id: DisputeId }),
  },
  /** At the counter: the patient contests what this physician confirmed; closes this physician’s access to this record at once. */
  'dispute/contest': {
    listener: 'medical',
    method: 'POST',
    path: '/api/patients/:patient/contest',
    params: z.strictObject({ patient: PatientId }),
    input: z.strictObject({ person: PersonId, reason: DeedReason }),
    output: z.strictObject({ id: DisputeId }),
  },
  'dispute/widen': {
    listener: 'medical',
    method: 'POST',
    path: '/api/disputes/:dispute/widening',
    params: byDispute,
    input: z.strictObject({ reason: DeedReason }),
    output: none,
  },
  'dispute/letter': {
    listener: 'medical',
    method: 'POST',
    path: '/api/disputes/:dispute/letter',
    params: byDispute,
    input: none,
    output: HospitalFile,
    delivers: 'print',
  },
  /** The newest scan that the practice filed of the contested form; `not-found` where there is none. */
  'dispute/scan': {
    listener: 'medical',
    method: 'POST',
    path: '/api/disputes/:dispute/scan',
    params: byDispute,
    input: none,
    output: HospitalFile,
    delivers: 'print',
  },
  'dispute/sent': {
    listener: 'medical',
    method: 'POST',
    path: '/api/disputes/:dispute/sending',
    params: byDispute,
    input: z.strictObject({ sentOn: CalendarDate }),
    output: none,
  },
  'dispute/received': {
    listener: 'medical',
    method: 'POST',
    path: '/api/disputes/:dispute/form',
    params: byDispute,
    input: z.strictObject({ receivedOn: CalendarDate }),
    output: none,
  },
  'dispute/decide': {
    listener: 'medical',
    method: 'POST',
    path: '/api/disputes/:dispute/decision',
    params: byDispute,
    input: z.strictObject({ decision: DisputeDecision, reason: DeedReason }),
    output: none,
  },
  'dispute/set': {
    listener: 'medical',
    method: 'POST',
    path: '/api/dispute-setting',
    params: none,
    input: DisputeSetting,
    output: none,
  },
} as const;
