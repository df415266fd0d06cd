import type { Routes } from '../deps.ts';
import { activationRoutes } from './medical/activation-routes.ts';
import { consentRoutes } from './medical/consent.ts';
import { dicomwebQueryRoutes } from './medical/dicomweb-query.ts';
import { dicomwebReadRoutes } from './medical/dicomweb-read.ts';
import { dicomwebStoreRoutes } from './medical/dicomweb-store.ts';
import { eventRoutes } from './medical/events.ts';
import { fhirConsentRoutes } from './medical/fhir-consent.ts';
import { fhirReadRoutes } from './medical/fhir-read.ts';
import { fhirSearchRoutes } from './medical/fhir-search.ts';
import { fhirUnsupportedRoutes } from './medical/fhir-unsupported.ts';
import { fhirWriteRoutes } from './medical/fhir-write.ts';
import { intakeRoutes } from './medical/intake.ts';
import { inboxRoutes } from './medical/inbox.ts';
import { linkRoutes } from './medical/links.ts';
import { messageRoutes } from './medical/messages.ts';
import { mirrorRoutes } from './medical/mirror.ts';
import { pcReportRoutes } from './medical/pc-reports.ts';
import { pcRoutes } from './medical/pcs.ts';
import { quarantineRoutes } from './medical/quarantine.ts';
import { reachRoutes } from './medical/reach.ts';
import { sessionRoutes } from './medical/session-routes.ts';
import { traceCheckRoutes } from './medical/trace-check.ts';
import { traceRoutes } from './medical/trace.ts';

/** Every file of routes behind mutual TLS: add one line for yours. */
export const medicalRoutes: readonly Routes[] = [
  activationRoutes,
  consentRoutes,
  dicomwebQueryRoutes,
  dicomwebReadRoutes,
  dicomwebStoreRoutes,
  eventRoutes,
  fhirConsentRoutes,
  fhirReadRoutes,
  fhirSearchRoutes,
  fhirUnsupportedRoutes,
  fhirWriteRoutes,
  intakeRoutes,
  inboxRoutes,
  linkRoutes,
  messageRoutes,
  mirrorRoutes,
  pcReportRoutes,
  pcRoutes,
  quarantineRoutes,
  reachRoutes,
  sessionRoutes,
  traceCheckRoutes,
  traceRoutes,
];
