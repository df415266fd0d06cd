import type { DocumentPart } from '../../contracts/record.ts';
import { toAllergyPage } from './allergy-page.ts';
import { toAppointmentPage } from './appointment-page.ts';
import { toConditionPage } from './condition-page.ts';
import type { Json } from './fhir-json.ts';
import type { History } from './laboratory.ts';
import { toMedicationPage } from './medication-page.ts';
import type { PatientRecord } from './patient-record.ts';
import { toStayPage } from './stay-page.ts';

/** What the hospital's database holds beside files and results, as a page a colleague would write: stays, appointments, allergies, medicines, diagnoses. */
export function toPage(record: PatientRecord, ref: string, resource: Json, history: History): DocumentPart[] {
  switch (resource['resourceType']) {
    case 'Encounter':
      return toStayPage(record, ref, resource, history);
    case 'Appointment':
      return toAppointmentPage(record, resource);
    case 'AllergyIntolerance':
      return toAllergyPage(record, resource);
    case 'MedicationStatement':
    case 'MedicationRequest':
      return toMedicationPage(record, resource);
    case 'Condition':
      return toConditionPage(record, resource);
    default:
      return [{ show: 'facts', rows: [] }];
  }
}
