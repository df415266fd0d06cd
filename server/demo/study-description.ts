import { toAge } from './calendar.ts';
import { type DicomElement, toText } from './dicom-file.ts';
import { type DoctorKey, doctors, hospital } from './hospital.ts';
import { type DemoPerson, type PersonKey, people } from './people.ts';

/** What the images of a study of the demonstration say of it. */
export interface DescribedStudy {
  readonly patient: PersonKey;
  readonly referrer: DoctorKey;
  readonly title: string;
  readonly bodyPart: string;
}

/** Where and for whom an image was made, of whom, and of what: (0008,0080) to (0018,0015); the age is that of the day of the study. */
export function toDescription(study: DescribedStudy, series: string, day: string): DicomElement[] {
  const person: DemoPerson = people[study.patient];
  const doctor = doctors[study.referrer];
  return [
    toText('00080080', 'LO', hospital.name),
    toText('00080090', 'PN', `${doctor.family}^${doctor.given}^^Dr`),
    toText('00081030', 'LO', study.title),
    toText('0008103e', 'LO', series),
    toText('00100010', 'PN', `${person.family}^${person.given[0] ?? ''}`),
    toText('00100020', 'LO', person.number),
    toText('00100030', 'DA', person.birthDate.replaceAll('-', '')),
    toText('00100040', 'CS', person.gender === 'female' ? 'F' : 'M'),
    toText('00101010', 'AS', `${String(toAge(person.birthDate, day)).padStart(3, '0')}Y`),
    toText('00180015', 'CS', study.bodyPart),
  ];
}
