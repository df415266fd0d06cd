import type { Resource } from '@medplum/fhirtypes';
import { expect } from 'vitest';
import { aDicomSeries, aStowRequest } from '../../builders/dicom.ts';
import {
  aBinary,
  aLetter,
  aNiss,
  anObservation,
  aPatient,
  aReport,
  aTransaction,
  type Stored,
} from '../../builders/fhir.ts';
import type { TestHospital } from '../../server/support/test-hospital.ts';
import type { TestPractice } from '../support/test-practice.ts';

let counter = 200;

/** The hospital's own software sends these. */
export async function sendTo(hospital: TestHospital, ...resources: readonly Stored<Resource>[]): Promise<void> {
  const answer = await hospital.system.ask('POST', '/fhir', { body: aTransaction(...resources) });
  expect(answer.status, answer.bytes.toString('utf8')).toBe(200);
}

/** A new patient with a record and an active link to the physician of this practice. */
export async function linkRecord(hospital: TestHospital, practice: TestPractice) {
  counter += 2;
  const niss = aNiss('1955-03-12', counter);
  const patient = aPatient({ niss, number: `HOSP-${counter}` });
  const potassium = anObservation(patient);
  const report = aReport(patient, [potassium]);
  const file = aBinary('Cher confrère, tout va bien.');
  const letter = aLetter(patient, file);
  await sendTo(hospital, patient, potassium, report, file, letter);
  const study = `2.25.${counter}`;
  const { contentType, body } = aStowRequest(
    aDicomSeries(4, { study, patientId: `HOSP-${counter}`, patientName: 'Essai^Marie' }),
  );
  const stored = await hospital.system.ask('POST', '/dicomweb/studies', {
    body,
    headers: { 'content-type': contentType },
  });
  expect(stored.status, stored.bytes.toString('utf8')).toBe(200);
  const proposed = await practice.links.propose({
    niss,
    family: 'Essai',
    given: 'Marie',
    birthDate: '1955-03-12',
    careOnly: true,
  });
  await practice.links.printConsent(proposed.id);
  const link = await practice.links.confirmSignature(proposed.id);
  return {
    patient: patient.id,
    link,
    potassium,
    report,
    letter,
    file,
    study,
    resources: { patient, potassium, report, file, letter },
  };
}
