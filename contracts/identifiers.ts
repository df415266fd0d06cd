import { z } from 'zod';

/** FHIR logical id of the hospital: a UUID in lower case. */
export const ResourceId = z.uuid();
export const PatientId = ResourceId;
export const LinkId = ResourceId;
export const PersonId = ResourceId;
export const PcId = ResourceId;

/** A FHIR literal reference `Type/id`, the name of every document between window, main process and vault. */
export const DocumentRef = z.string().regex(/^[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}$/);
export type DocumentRef = z.infer<typeof DocumentRef>;

/** SHA-256 in lower-case hexadecimal. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Instant, RFC 3339 in UTC (`2026-11-22T08:30:00.000Z`). */
export const Instant = z.iso.datetime();

/** Calendar date `YYYY-MM-DD`. */
export const CalendarDate = z.iso.date();

/** FHIR NamingSystem of the Belgian national register number (hl7-be/core 2.1.2). */
export const ssinSystem = 'https://www.ehealth.fgov.be/standards/fhir/core/NamingSystem/ssin';
/** FHIR NamingSystem of the NIHDI number of a professional (hl7-be/core 2.1.2). */
export const nihdiSystem = 'https://www.ehealth.fgov.be/standards/fhir/core/NamingSystem/nihdi-professional';
