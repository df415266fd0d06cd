import type { Resource } from '@medplum/fhirtypes';
import type { AnalyteKey } from './analytes.ts';
import type { Calendar } from './calendar.ts';
import { type DocumentWish, type ReportWish, toDocument, toReport } from './documents.ts';
import {
  type AllergyWish,
  type AppointmentWish,
  type ConditionWish,
  type MedicationWish,
  type StayWish,
  toAllergy,
  toAppointment,
  toCondition,
  toMedication,
  toStay,
} from './facts.ts';
import { demoId } from './identity.ts';
import { type LaboratoryWish, toLaboratory } from './laboratory.ts';
import { type PersonKey, toPatient } from './people.ts';

/** A stored resource always has its id. */
export type Entry = Resource & { readonly id: string };

/** One patient's record while a story writes it. Days count back from today; negative ones are still to come. */
export interface Chart {
  readonly ago: Calendar['day'];
  readonly workday: Calendar['workday'];
  /** Answers the stay's id, for what happened during it. */
  stay(wish: StayWish): string;
  appointment(wish: AppointmentWish): void;
  allergy(wish: AllergyWish): void;
  medication(wish: MedicationWish): void;
  condition(wish: ConditionWish): void;
  laboratory(wish: LaboratoryWish): void;
  letter(wish: DocumentWish): void;
  report(wish: ReportWish): void;
  add(...resources: readonly Resource[]): void;
}

/** Writes one patient's record. */
export type Story = (chart: Chart) => void;

/** Every resource of one patient's record, the patient first, in the order of the story. `usual` are the patient's ordinary laboratory values. */
export function toRecord(
  key: PersonKey,
  calendar: Calendar,
  usual: Partial<Record<AnalyteKey, number>>,
  story: Story,
): Entry[] {
  const resources: Resource[] = [toPatient(key)];
  const add = (...more: readonly Resource[]): void => {
    resources.push(...more);
  };
  story({
    ago: calendar.day,
    workday: calendar.workday,
    stay: (wish) => {
      add(toStay(key, wish));
      return demoId(`${key}/stay/${wish.name}`);
    },
    appointment: (wish) => add(toAppointment(key, wish)),
    allergy: (wish) => add(toAllergy(key, wish)),
    medication: (wish) => add(toMedication(key, wish)),
    condition: (wish) => add(toCondition(key, wish)),
    laboratory: (wish) => add(...toLaboratory(key, wish, usual)),
    letter: (wish) => add(...toDocument(key, wish)),
    report: (wish) => add(...toReport(key, wish)),
    add,
  });
  return resources.map((resource): Entry => {
    if (resource.id === undefined) throw new Error(`${resource.resourceType} of ${key} has no id`);
    return { ...resource, id: resource.id };
  });
}
