import type { Agenda, AgendaEntry } from '../../../contracts/agenda.ts';
import { aDicomSeries } from '../../builders/dicom.ts';
import { aBinary, aLetter, aNiss, anObservation, aPatient, aReport } from '../../builders/fhir.ts';
import { feedImages, feedResources } from '../../server/support/feed-hospital.ts';
import type { TestHospital } from '../../server/support/test-hospital.ts';
import { type TestPractice, until } from '../support/test-practice.ts';

let counter = 400;

/** One patient of the day, with a record at the hospital. */
export interface DayPatient {
  readonly id: string;
  readonly family: string;
  readonly niss: string;
  readonly letter: string;
  readonly studies: readonly string[];
}

/** A patient with a letter, a laboratory report and, of each date, a study of so many images; `pixels` is the side of an image. */
export async function aDayPatient(
  hospital: TestHospital,
  family: string,
  studies: readonly { readonly date: string; readonly images: number; readonly pixels?: number }[] = [],
): Promise<DayPatient> {
  counter += 2;
  const niss = aNiss('1955-03-12', counter);
  const number = `DAY-${counter}`;
  const patient = aPatient({ niss, number, name: [{ use: 'official', family, given: ['Marie'] }] });
  const potassium = anObservation(patient);
  const file = aBinary(`Cher confrère, votre patiente ${family} va bien.`);
  const letter = aLetter(patient, file);
  await feedResources(hospital, patient, potassium, aReport(patient, [potassium]), file, letter);
  const uids: string[] = [];
  for (const [place, { date, images, pixels = 8 }] of studies.entries()) {
    const study = `2.25.${counter}${place}`;
    uids.push(study);
    const wish = {
      study,
      patientId: number,
      patientName: `${family}^Marie`,
      studyDate: date,
      rows: pixels,
      columns: pixels,
    };
    await feedImages(hospital, aDicomSeries(images, wish));
  }
  return { id: patient.id, family, niss, letter: letter.id, studies: uids };
}

/** Links this physician with the patient; the link is active. */
export async function linkWith(
  practice: TestPractice,
  { niss, family }: Pick<DayPatient, 'niss' | 'family'>,
): Promise<string> {
  const person = { niss, family, given: 'Marie', birthDate: '1955-03-12', careOnly: true as const };
  const { id } = await practice.links.propose(person);
  await practice.links.printConsent(id);
  await practice.links.confirmSignature(id);
  return id;
}

/** The line of this family name. */
export async function lineOf(practice: TestPractice, family: string): Promise<AgendaEntry> {
  const { entries } = await practice.agenda.read();
  const line = entries.find(({ written }) => written.includes(family));
  if (line === undefined) throw new Error(`${family} is not expected`);
  return line;
}

/** Waits until the line of each of these says what is wanted. */
export async function untilStanding(
  practice: TestPractice,
  families: readonly string[],
  isIt: (standing: AgendaEntry['standing']) => boolean,
  patience = 30_000,
): Promise<void> {
  let last: Agenda | undefined;
  try {
    await until(
      'the day stands so',
      async () => {
        last = await practice.agenda.read();
        return families.every((family) =>
          last?.entries.some(({ written, standing }) => written.includes(family) && isIt(standing)),
        );
      },
      patience,
    );
  } catch {
    throw new Error(
      `never: ${JSON.stringify(last?.entries.map(({ written, standing }) => [written, standing]))} ${JSON.stringify(practice.log.lines.filter(({ event }) => event.startsWith('prefetch')))}`,
    );
  }
}

/** True for a copy whose documents and key images are there. */
export const isReady = ({ state }: AgendaEntry['standing']): boolean => state === 'ready';
/** True for a copy of which nothing is missing. */
export const isWhole = (standing: AgendaEntry['standing']): boolean => standing.state === 'ready' && standing.whole;

/** What the hospital has traced of these patients, in its order. */
export async function readTrace(
  hospital: TestHospital,
  ...patients: readonly DayPatient[]
): Promise<{ kind: string; patient: string; object: string; outcome: string }[]> {
  const ids = patients.map(({ id }) => id);
  const rows = await hospital.test.sql<{ kind: string; patient: string; body: string }>(
    'select kind, patient, body from trace.entry where patient = any($1::text[]) order by at, writer, seq',
    [ids],
  );
  return rows.map(({ kind, patient, body }) => {
    const { object = '', outcome = '' } = JSON.parse(body) as { object?: string; outcome?: string };
    return { kind, patient, object, outcome };
  });
}
