import type { Routes } from '../deps.ts';
import { accessRequestRoutes } from './medical/access-requests.ts';
import { activationRoutes } from './medical/activation-routes.ts';
import { approvalRoutes } from './medical/approvals.ts';
import { consentRoutes } from './medical/consent.ts';
import { dicomwebQueryRoutes } from './medical/dicomweb-query.ts';
import { dicomwebReadRoutes } from './medical/dicomweb-read.ts';
import { dicomwebStoreRoutes } from './medical/dicomweb-store.ts';
import { disputeRoutes } from './medical/disputes.ts';
import { eventRoutes } from './medical/events.ts';
import { evidenceRoutes } from './medical/evidence.ts';
import { fhirConsentRoutes } from './medical/fhir-consent.ts';
import { fhirReadRoutes } from './medical/fhir-read.ts';
import { fhirSearchRoutes } from './medical/fhir-search.ts';
import { fhirUnsupportedRoutes } from './medical/fhir-unsupported.ts';
import { fhirWriteRoutes } from './medical/fhir-write.ts';
import { intakeRoutes } from './medical/intake.ts';
import { inboxRoutes } from './medical/inbox.ts';
import { letterRoutes } from './medical/letters.ts';
import { linkRoutes } from './medical/links.ts';
import { messageRoutes } from './medical/messages.ts';
import { markRoutes } from './medical/marks.ts';
import { mirrorRoutes } from './medical/mirror.ts';
import { mySessionRoutes } from './medical/my-sessions.ts';
import { pcReportRoutes } from './medical/pc-reports.ts';
import { patientRightsRoutes } from './medical/patient-rights.ts';
import { pcRoutes } from './medical/pcs.ts';
import { physicianRoutes } from './medical/physicians.ts';
import { quarantineRoutes } from './medical/quarantine.ts';
import { reachRoutes } from './medical/reach.ts';
import { receiptRoutes } from './medical/receipt.ts';
import { releaseRoutes } from './medical/releases.ts';
import { sessionRoutes } from './medical/session-routes.ts';
import { traceCheckRoutes } from './medical/trace-check.ts';
import { traceRoutes } from './medical/trace.ts';
import { signedFormRoutes } from './medical/signed-forms.ts';
import { updateRoutes } from './medical/updates.ts';

/** Every file of routes behind mutual TLS: add one line for yours. */
export const medicalRoutes: readonly Routes[] = [
  accessRequestRoutes,
  activationRoutes,
  approvalRoutes,
  consentRoutes,
  dicomwebQueryRoutes,
  dicomwebReadRoutes,
  dicomwebStoreRoutes,
  disputeRoutes,
  eventRoutes,
  evidenceRoutes,
  fhirConsentRoutes,
  fhirReadRoutes,
  fhirSearchRoutes,
  fhirUnsupportedRoutes,
  fhirWriteRoutes,
  intakeRoutes,
  inboxRoutes,
  letterRoutes,
  linkRoutes,
  messageRoutes,
  markRoutes,
  mirrorRoutes,
  mySessionRoutes,
  pcReportRoutes,
  patientRightsRoutes,
  pcRoutes,
  physicianRoutes,
  quarantineRoutes,
  reachRoutes,
  receiptRoutes,
  releaseRoutes,
  sessionRoutes,
  traceCheckRoutes,
  traceRoutes,
  signedFormRoutes,
  updateRoutes,
];
