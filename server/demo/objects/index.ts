import { toImagingStudyId } from '../../mapping/imaging-study-id.ts';
import type { Calendar } from '../calendar.ts';
import { toEcgFile } from './ecg-file.ts';
import { toEchoFile } from './echo-film.ts';
import { toEchoReport } from './echo-report.ts';
import { type ObjectStudy, toObjectStudyUid } from './object-identity.ts';
import { toPhotograph } from './photograph-file.ts';

/** Studies whose objects the demonstration draws itself, so that they weigh nothing in the repository. */
export const objectStudies = {
  ecg: {
    key: 'ecg',
    patient: 'dubois',
    day: (calendar) => calendar.day(3),
    time: '11:25',
    title: 'Électrocardiogramme de repos',
    bodyPart: 'HEART',
    accession: 'EC24099',
    referrer: 'lejeune',
  },
  echo: {
    key: 'echo',
    patient: 'dubois',
    day: (calendar) => calendar.workday(136),
    time: '10:40',
    title: 'Échocardiographie transthoracique',
    bodyPart: 'HEART',
    accession: 'CU23871',
    referrer: 'collin',
  },
  'wound-before': {
    key: 'wound-before',
    patient: 'kovalenko',
    day: (calendar) => calendar.day(207),
    time: '09:15',
    title: 'Plaie de jambe gauche, lendemain de l’opération',
    bodyPart: 'LEG',
    accession: 'PH23990',
    referrer: 'renard',
  },
  'wound-after': {
    key: 'wound-after',
    patient: 'kovalenko',
    day: (calendar) => calendar.workday(163),
    time: '14:30',
    title: 'Cicatrice de jambe gauche, contrôle',
    bodyPart: 'LEG',
    accession: 'PH24071',
    referrer: 'renard',
  },
} as const satisfies Record<string, ObjectStudy>;
/** Short name of such a study. */
export type ObjectStudyKey = keyof typeof objectStudies;

/** What a report needs to point at its objects. */
export function toObjectLink(key: ObjectStudyKey): { id: string; uid: string; title: string } {
  const uid = toObjectStudyUid(key);
  return { id: toImagingStudyId(uid), uid, title: objectStudies[key].title };
}

/** The files of a study, ready for STOW-RS. */
export function toObjectInstances(key: ObjectStudyKey, calendar: Calendar): readonly Uint8Array<ArrayBuffer>[] {
  const study: ObjectStudy = objectStudies[key];
  switch (key) {
    case 'ecg':
      return [toEcgFile(study, calendar)];
    case 'echo':
      return [toEchoFile(study, calendar), toEchoReport(study, calendar)];
    case 'wound-before':
      return [toPhotograph(study, calendar, 0)];
    case 'wound-after':
      return [toPhotograph(study, calendar, 1)];
  }
}
