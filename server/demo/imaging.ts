import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toImagingStudyId } from '../mapping/imaging-study-id.ts';
import type { Calendar } from './calendar.ts';
import { type DicomElement, toText, withElements } from './dicom-file.ts';
import type { DoctorKey } from './hospital.ts';
import { demoUid } from './identity.ts';
import { type DescribedStudy, toDescription } from './study-description.ts';

interface DemoStudy extends DescribedStudy {
  /** Files of `imaging/` whose names start so, in the order of their numbers. */
  readonly files: string;
  /** Days before today, and the time. */
  readonly days: number;
  readonly time: string;
  readonly modality: 'CT' | 'MR';
  readonly series: string;
  readonly accession: string;
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
  const day = calendar.day(study.days);
  const date = day.replaceAll('-', '');
  const time = `${study.time.replace(':', '')}00`;
  return [
    toText('00080005', 'CS', 'ISO_IR 192'),
    toText('00080018', 'UI', demoUid(`instance/${key}/${number}`)),
    ...['00080020', '00080021', '00080022', '00080023'].map((tag) => toText(tag, 'DA', date)),
    ...['00080030', '00080031', '00080032', '00080033'].map((tag) => toText(tag, 'TM', time)),
    toText('00080050', 'SH', study.accession),
    ...toDescription(study, study.series, day),
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
