import { aDicomSeries } from '../../builders/dicom.ts';
import { aBinary, aLetter, aNiss, anObservation, aPatient, aReport } from '../../builders/fhir.ts';
import { feedImages, feedResources } from '../../server/support/feed-hospital.ts';
import type { TestHospital } from '../../server/support/test-hospital.ts';
import { signLink } from '../support/linked-patient.ts';
import type { TestPractice } from '../support/test-practice.ts';

let counter = 200;

/** A new patient with a record and an active link to the physician of this practice. */
export async function linkRecord(hospital: TestHospital, practice: TestPractice) {
  counter += 2;
  const niss = aNiss('1955-03-12', counter);
  const patient = aPatient({ niss, number: `HOSP-${counter}` });
  const potassium = anObservation(patient);
  const report = aReport(patient, [potassium]);
  const file = aBinary('Cher confrère, tout va bien.');
  const letter = aLetter(patient, file);
  await feedResources(hospital, patient, potassium, report, file, letter);
  const study = `2.25.${counter}`;
  await feedImages(hospital, aDicomSeries(4, { study, patientId: `HOSP-${counter}`, patientName: 'Essai^Marie' }));
  const link = await signLink(practice, { niss });
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
