import { type Calendar, toAge } from '../calendar.ts';
import { type DicomElement, toText } from '../dicom-file.ts';
import { type DoctorKey, doctors, hospital } from '../hospital.ts';
import { demoUid } from '../identity.ts';
import { type DemoPerson, type PersonKey, people } from '../people.ts';

/** A study of objects that the demonstration makes itself. */
export interface ObjectStudy {
  readonly key: string;
  readonly patient: PersonKey;
  /** Days before today, and the time. */
  readonly day: (calendar: Calendar) => string;
  readonly time: string;
  readonly title: string;
  readonly bodyPart: string;
  readonly accession: string;
  readonly referrer: DoctorKey;
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
  const person: DemoPerson = people[study.patient];
  const day = study.day(calendar);
  const date = day.replaceAll('-', '');
  const time = `${study.time.replace(':', '')}00`;
  const doctor = doctors[study.referrer];
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
    toText('00080080', 'LO', hospital.name),
    toText('00080090', 'PN', `${doctor.family}^${doctor.given}^^Dr`),
    toText('00081030', 'LO', study.title),
    toText('0008103e', 'LO', place.series),
    toText('00100010', 'PN', `${person.family}^${person.given[0] ?? ''}`),
    toText('00100020', 'LO', person.number),
    toText('00100030', 'DA', person.birthDate.replaceAll('-', '')),
    toText('00100040', 'CS', person.gender === 'female' ? 'F' : 'M'),
    toText('00101010', 'AS', `${String(toAge(person.birthDate, day)).padStart(3, '0')}Y`),
    toText('00180015', 'CS', study.bodyPart),
    toText('0020000d', 'UI', toObjectStudyUid(study.key)),
    toText('0020000e', 'UI', demoUid(`series/${study.key}/${place.number}`)),
    toText('00200010', 'SH', study.accession),
    toText('00200011', 'IS', String(place.number)),
    toText('00200013', 'IS', '1'),
  ];
}
