import { z } from 'zod';
import { type ApiRow, none } from './api-row.ts';
import {
  ActivationConfirm,
  ActivationSecret,
  ActivationStart,
  Enrolment,
  EnrolmentRequest,
  RecoveryCodes,
  RenewalRequest,
  Statement,
  StatementRequest,
} from './enrolment.ts';
import { LinkId, PatientId } from './identifiers.ts';
import { ConsentForm, LinkProposal, SignatureConfirmation, TherapeuticLink } from './link.ts';
import { markRows } from './mark.ts';
import { JournalReceipt, JournalUpload, Manifest } from './mirror.ts';
import { reachRows } from './reach.ts';
import { ownReceiptRows } from './receipt.ts';
import { pcReportRows } from './pc-report.ts';
import { HospitalFacts } from './person.ts';
import { Session, SignIn, Unlock } from './session.ts';
import { formRows } from './signed-form.ts';
import { staff } from './staff.ts';
import { updateRows } from './updates.ts';

const byLink = z.strictObject({ link: LinkId });

/**
 * Every JSON route under `/api`: one row is the whole agreement between client and hospital. Input of a GET or DELETE stands in
 * the path alone. Failures are `{ code, incident }` (contracts/failure.ts). Beside these stand `/fhir`, `/dicomweb` and the
 * event stream `GET /api/events`, which follow their own standards.
 */
export const api = {
  'enrolment/create': {
    listener: 'open',
    method: 'POST',
    path: '/api/enrolments',
    params: none,
    input: EnrolmentRequest,
    output: Enrolment,
  },
  'enrolment/renew': {
    listener: 'open',
    method: 'POST',
    path: '/api/renewals',
    params: none,
    input: RenewalRequest,
    output: Enrolment,
  },
  'pc/statement': {
    listener: 'open',
    method: 'POST',
    path: '/api/statements',
    params: none,
    input: StatementRequest,
    output: Statement,
  },
  /** What the hospital says of itself, as in the public `.passerelle` file: a PC learns by it that a number or its hours changed. */
  'hospital/facts': {
    listener: 'open',
    method: 'GET',
    path: '/api/hospital',
    params: none,
    input: none,
    output: HospitalFacts,
  },
  'journal/upload': {
    listener: 'open',
    method: 'POST',
    path: '/api/journal',
    params: none,
    input: JournalUpload,
    output: JournalReceipt,
  },
  'activation/start': {
    listener: 'medical',
    method: 'POST',
    path: '/api/activation',
    params: none,
    input: ActivationStart,
    output: ActivationSecret,
  },
  'activation/confirm': {
    listener: 'medical',
    method: 'POST',
    path: '/api/activation/confirm',
    params: none,
    input: ActivationConfirm,
    output: RecoveryCodes,
  },
  'session/create': {
    listener: 'medical',
    method: 'POST',
    path: '/api/session',
    params: none,
    input: SignIn,
    output: Session,
  },
  'session/unlock': {
    listener: 'medical',
    method: 'POST',
    path: '/api/session/unlock',
    params: none,
    input: Unlock,
    output: none,
  },
  'session/end': {
    listener: 'medical',
    method: 'DELETE',
    path: '/api/session',
    params: none,
    input: none,
    output: none,
  },
  'link/list': {
    listener: 'medical',
    method: 'GET',
    path: '/api/links',
    params: none,
    input: none,
    output: z.array(TherapeuticLink),
  },
  'link/propose': {
    listener: 'medical',
    method: 'POST',
    path: '/api/links',
    params: none,
    input: LinkProposal,
    output: TherapeuticLink,
  },
  'link/consent': {
    listener: 'medical',
    method: 'POST',
    path: '/api/links/:link/consent',
    params: byLink,
    input: none,
    output: ConsentForm,
  },
  'link/confirm-signature': {
    listener: 'medical',
    method: 'POST',
    path: '/api/links/:link/signature',
    params: byLink,
    input: SignatureConfirmation,
    output: TherapeuticLink,
  },
  'link/renew': {
    listener: 'medical',
    method: 'POST',
    path: '/api/links/:link/renewal',
    params: byLink,
    input: z.strictObject({ careOnly: z.literal(true) }),
    output: TherapeuticLink,
  },
  'link/abandon': {
    listener: 'medical',
    method: 'DELETE',
    path: '/api/links/:link',
    params: byLink,
    input: none,
    output: none,
  },
  'consent/blank': {
    listener: 'medical',
    method: 'GET',
    path: '/api/consent-form',
    params: none,
    input: none,
    output: ConsentForm,
  },
  'mirror/manifest': {
    listener: 'medical',
    method: 'GET',
    path: '/api/patients/:patient/manifest',
    params: z.strictObject({ patient: PatientId }),
    input: none,
    output: Manifest,
  },
  ...ownReceiptRows,
  ...reachRows,
  ...markRows,
  ...formRows,
  ...pcReportRows,
  ...updateRows,
  ...staff,
} as const satisfies Record<string, ApiRow>;

/** The rows by their names, `noun/verb`. */
export type Api = typeof api;
export type ApiName = keyof Api;
