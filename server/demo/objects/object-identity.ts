import type { Calendar } from '../calendar.ts';
import { type DicomElement, toText } from '../dicom-file.ts';
import { demoUid } from '../identity.ts';
import { type DescribedStudy, toDescription } from '../study-description.ts';

/** A study of objects that the demonstration makes itself. */
export interface ObjectStudy extends DescribedStudy {
  readonly key: string;
  /** Days before today, and the time. */
  readonly day: (calendar: Calendar) => string;
  readonly time: string;
  readonly accession: string;
}

/** One object of such a study. */
export interface ObjectPlace {
  readonly sopClass: string;
  readonly modality: string;
  readonly series: string;
  /** Series Number; one series an object. */
  readonly number: number;
}

/** Study Instance UID of a made study. */
export const toObjectStudyUid = (key: string): string => demoUid(`study/${key}`);
/** SOP Instance UID of its object number `number`. */
export const toObjectUid = (key: string, number: number): string => demoUid(`instance/${key}/${number}`);

/** Everything that says whose object this is, when and of what. */
export function toIdentity(study: ObjectStudy, place: ObjectPlace, calendar: Calendar): DicomElement[] {
  const day = study.day(calendar);
  const date = day.replaceAll('-', '');
  const time = `${study.time.replace(':', '')}00`;
  return [
    toText('00080005', 'CS', 'ISO_IR 192'),
    toText('00080016', 'UI', place.sopClass),
    toText('00080018', 'UI', toObjectUid(study.key, place.number)),
    ...['00080020', '00080021', '00080023'].map((tag) => toText(tag, 'DA', date)),
    toText('0008002a', 'DT', `${date}${time}`),
    ...['00080030', '00080031', '00080033'].map((tag) => toText(tag, 'TM', time)),
    toText('00080050', 'SH', study.accession),
    toText('00080060', 'CS', place.modality),
    toText('00080070', 'LO', 'Passerelle (démonstration)'),
    ...toDescription(study, place.series, day),
    toText('0020000d', 'UI', toObjectStudyUid(study.key)),
    toText('0020000e', 'UI', demoUid(`series/${study.key}/${place.number}`)),
    toText('00200010', 'SH', study.accession),
    toText('00200011', 'IS', String(place.number)),
    toText('00200013', 'IS', '1'),
  ];
}
