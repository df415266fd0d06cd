import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aDicomSeries } from '../../builders/dicom.ts';
import { aBinary, aLetter, anObservation, aPatient, aPractitioner, aReport } from '../../builders/fhir.ts';
import { activateLink } from '../fhir/activate-link.ts';
import { feedImages, feedResources } from '../support/feed-hospital.ts';
import { openTestHospital, type SignedIn, testAccounts, type TestHospital } from '../support/test-hospital.ts';

/** What a client certificate needs, in PEM. */
export interface ClientCertificate {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

const patient = aPatient();
const doctor = aPractitioner();
const binary = aBinary('Cher confrère,');
const results = [1, 2, 3, 4, 5].map((day) => anObservation(patient, { effectiveDateTime: `2026-11-0${day}` }));
const by = [{ reference: `Practitioner/${doctor.id}` }];

/** The record that every standard client reads: five results, one report of them, one letter, one CT of three slices (study 2.25.1001). */
export const clientRecord = {
  patient,
  doctor,
  binary,
  results,
  report: aReport(patient, results, { performer: by }),
  letter: aLetter(patient, binary, { author: by }),
} as const;

/** A hospital over real mutual TLS, with that record and a physician whose link is active. */
export interface LinkedPractice {
  readonly hospital: TestHospital;
  readonly physician: SignedIn;
  /** Addresses of FHIR and DICOMweb. */
  readonly fhir: string;
  readonly dicomweb: string;
  readonly token: string;
  readonly pc: ClientCertificate;
  readonly system: ClientCertificate;
  close(): Promise<void>;
}

/** Opens it; about two seconds. */
export async function openLinkedPractice(): Promise<LinkedPractice> {
  const hospital = await openTestHospital();
  const { report, letter } = clientRecord;
  await feedResources(hospital, patient, doctor, ...results, report, binary, letter);
  await feedImages(hospital, aDicomSeries(3));
  const physician = await hospital.signIn('physician');
  await activateLink(hospital.test, testAccounts.physician.id, patient.id);
  const read = (name: string): string => readFileSync(join(hospital.data, name), 'utf8');
  return {
    hospital,
    physician,
    fhir: `${hospital.medicalUrl}/fhir`,
    dicomweb: `${hospital.medicalUrl}/dicomweb`,
    token: physician.session.token,
    pc: { ca: hospital.rootPem, cert: physician.enrolment.certificate, key: physician.key.keyPem },
    system: { ca: hospital.rootPem, cert: read('system.pem'), key: read('system.key') },
    close: () => hospital.close(),
  };
}

/** Prints, per client, each thing that was tried and what became of it: `works`, or in words what this server does not do. */
export function printClientTable(client: string, rows: readonly (readonly [what: string, outcome: string])[]): void {
  const width = Math.max(...rows.map(([what]) => what.length));
  console.log([client, ...rows.map(([what, outcome]) => `  ${what.padEnd(width)}  ${outcome}`)].join('\n'));
}
