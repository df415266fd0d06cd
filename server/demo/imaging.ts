import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toImagingStudyId } from '../mapping/imaging-study-id.ts';
import { type Calendar, toAge } from './calendar.ts';
import { type DicomElement, toText, withElements } from './dicom-file.ts';
import { type DoctorKey, doctors, hospital } from './hospital.ts';
import { demoUid } from './identity.ts';
import { type DemoPerson, type PersonKey, people } from './people.ts';

interface DemoStudy {
  readonly patient: PersonKey;
  /** Files of `imaging/` whose names start so, in the order of their numbers. */
  readonly files: string;
  /** Days before today, and the time. */
  readonly days: number;
  readonly time: string;
  readonly modality: 'CT' | 'MR';
  readonly title: string;
  readonly series: string;
  readonly bodyPart: string;
  readonly accession: string;
  readonly referrer: DoctorKey;
  readonly reader: DoctorKey;
  /** What differs from the original beside identity: windows a French radiology department sets, true distance of the kept slices. */
  readonly elements: readonly DicomElement[];
}

/** The real images of the demonstration (see ATTRIBUTION.md), given to fictitious patients. */
export const studies = {
  thorax: {
    patient: 'dubois',
    files: 'ct-thorax-',
    days: 1,
    time: '11:20',
    modality: 'CT',
    title: 'Scanner du thorax sans contraste',
    series: 'Thorax axial 1 mm / 2 mm',
    bodyPart: 'CHEST',
    accession: 'SE24117',
    referrer: 'marchal',
    reader: 'janssens',
    elements: [
      toText('00281050', 'DS', '-600', '40'),
      toText('00281051', 'DS', '1500', '400'),
      toText('00281055', 'LO', 'Poumon', 'Médiastin'),
    ],
  },
  brain: {
    patient: 'muller',
    files: 'mr-brain-',
    days: 40,
    time: '15:40',
    modality: 'MR',
    title: 'IRM cérébrale',
    series: 'Axiale T2 TSE',
    bodyPart: 'HEAD',
    accession: 'SE23602',
    referrer: 'stassart',
    reader: 'haddad',
    elements: [toText('00180088', 'DS', '5'), toText('00281055', 'LO', 'T2')],
  },
} as const satisfies Record<string, DemoStudy>;
/** Short name of a demonstration study. */
export type StudyKey = keyof typeof studies;

const studyUid = (key: StudyKey): string => demoUid(`study/${key}`);
const seriesUid = (key: StudyKey): string => demoUid(`series/${key}`);
const folder = join(import.meta.dirname, 'imaging');

/** What a report needs to point at its images: the hospital makes the ImagingStudy itself, from the stored instances, under this id. */
export function toStudyLink(key: StudyKey): { id: string; uid: string; title: string } {
  return { id: toImagingStudyId(studyUid(key)), uid: studyUid(key), title: studies[key].title };
}

/** Names of the study's files in `imaging/`, first slice first. */
export function listStudyFiles(key: StudyKey): string[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith(studies[key].files))
    .toSorted();
}

function toIdentity(key: StudyKey, calendar: Calendar, number: number): DicomElement[] {
  const study: DemoStudy = studies[key];
  const person: DemoPerson = people[study.patient];
  const day = calendar.day(study.days);
  const date = day.replaceAll('-', '');
  const time = `${study.time.replace(':', '')}00`;
  const toPersonName = (doctor: DoctorKey): string => `${doctors[doctor].family}^${doctors[doctor].given}^^Dr`;
  return [
    toText('00080005', 'CS', 'ISO_IR 192'),
    toText('00080018', 'UI', demoUid(`instance/${key}/${number}`)),
    ...['00080020', '00080021', '00080022', '00080023'].map((tag) => toText(tag, 'DA', date)),
    ...['00080030', '00080031', '00080032', '00080033'].map((tag) => toText(tag, 'TM', time)),
    toText('00080050', 'SH', study.accession),
    toText('00080080', 'LO', hospital.name),
    toText('00080090', 'PN', toPersonName(study.referrer)),
    toText('00081030', 'LO', study.title),
    toText('0008103e', 'LO', study.series),
    toText('00100010', 'PN', `${person.family}^${person.given[0] ?? ''}`),
    toText('00100020', 'LO', person.number),
    toText('00100030', 'DA', person.birthDate.replaceAll('-', '')),
    toText('00100040', 'CS', person.gender === 'female' ? 'F' : 'M'),
    toText('00101010', 'AS', `${String(toAge(person.birthDate, day)).padStart(3, '0')}Y`),
    toText('00180015', 'CS', study.bodyPart),
    toText('0020000d', 'UI', studyUid(key)),
    toText('0020000e', 'UI', seriesUid(key)),
    toText('00200010', 'SH', study.accession),
    toText('00200011', 'IS', '1'),
    toText('00200013', 'IS', String(number)),
    toText('00200052', 'UI', demoUid(`frame-of-reference/${key}`)),
    ...study.elements,
  ];
}

/** The study's instances, one after the other, as the fictitious patient's: only identity and descriptions differ from the original, never a pixel. */
export function* toStudyInstances(key: StudyKey, calendar: Calendar): Generator<Uint8Array<ArrayBuffer>> {
  for (const [index, name] of listStudyFiles(key).entries()) {
    yield withElements(readFileSync(join(folder, name)), toIdentity(key, calendar, index + 1));
  }
}
