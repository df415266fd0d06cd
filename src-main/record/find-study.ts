import type { StudySummary } from '../../contracts/imaging.ts';
import type { PatientFacts } from '../../contracts/link.ts';
import { ofType, type PatientRecord } from './patient-record.ts';
import { toStudySummary, toStudyUid } from './studies.ts';

/** The study of a record by its Study Instance UID; null when the record shows none of its images, or no longer. */
export function findStudy(record: PatientRecord, uid: string, link: PatientFacts): StudySummary | null {
  const found = ofType(record, 'ImagingStudy').find(([, study]) => toStudyUid(study) === uid);
  const summary = found === undefined ? null : toStudySummary(record, found[1], link);
  return summary === null || summary.series.length === 0 ? null : summary;
}
