import { randomUUID } from 'node:crypto';
import type { Media } from '@medplum/fhirtypes';
import { ssinSystem } from '../../../contracts/identifiers.ts';
import { toImagingStudyId } from '../../../server/mapping/imaging-study-id.ts';
import { aDicomSeries, aStowRequest } from '../../builders/dicom.ts';
import {
  aBinary,
  aLetter,
  aNiss,
  anObservation,
  aPatient,
  aReport,
  aTransaction,
  type Stored,
} from '../../builders/fhir.ts';
import type { Practice } from '../links/practice.ts';

/** Ids of one half of a record: what a question may be asked about. */
export interface Half {
  readonly observation: string;
  readonly report: string;
  readonly letter: string;
  readonly binary: string;
  readonly media: string;
  /** Binary of the photograph. */
  readonly picture: string;
  readonly imagingStudy: string;
  readonly study: string;
  readonly series: string;
  readonly instance: string;
  /** Whatever in an answer would betray that this half exists: its ids, UIDs and the words in it, in every spelling an answer has. */
  readonly marks: readonly string[];
}

/** A patient whose record has a half that may be seen and a half that the patient had hidden. */
export interface MarkedRecord {
  readonly patient: string;
  readonly typed: {
    readonly niss: string;
    readonly family: string;
    readonly given: string;
    readonly birthDate: string;
  };
  readonly seen: Half;
  readonly hidden: Half;
  /** Name, number, birth date: what says that somebody is a patient here. */
  readonly identity: readonly string[];
}

let counter = 0;

/** A base64 of a text holds the base64 of its middle at one of three offsets: the whole is given where the mark begins the content. */
function inBase64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64').slice(0, -4);
}

function aHalf(number: number, which: 'seen' | 'hidden'): Omit<Half, 'marks'> & { readonly word: string } {
  const study = `2.25.9${String(number).padStart(4, '0')}${which === 'seen' ? '1' : '2'}`;
  return {
    observation: randomUUID(),
    report: randomUUID(),
    letter: randomUUID(),
    binary: randomUUID(),
    media: randomUUID(),
    picture: randomUUID(),
    imagingStudy: toImagingStudyId(study),
    study,
    series: `${study}.1`,
    instance: `${study}.1.1`,
    word: `Canari${which}${number}x${randomUUID().slice(0, 8)}`,
  };
}

function withMarks({ word, ...half }: ReturnType<typeof aHalf>): Half {
  return { ...half, marks: [...Object.values(half), word, inBase64(`${word} et la suite de la lettre.`)] };
}

/** Files one marked record as the hospital's own systems do; nothing of it is hidden yet. */
export async function fileMarkedRecord(practice: Practice): Promise<MarkedRecord> {
  counter += 1;
  const number = counter;
  const chart = `LEAK-${String(number).padStart(4, '0')}`;
  const family = `Pérsonne${number}q`;
  const niss = aNiss('1955-03-12', 2 * number);
  const patient = aPatient({ niss, number: chart, name: [{ use: 'official', family, given: ['Marie'] }] });
  const halves = { seen: aHalf(number, 'seen'), hidden: aHalf(number, 'hidden') };
  const resources = Object.values(halves).flatMap((half) => {
    const note = `${half.word} et la suite de la lettre.`;
    const observation = anObservation(patient, { id: half.observation, note: [{ text: note }] });
    const binary = { ...aBinary(note), id: half.binary };
    const picture = { ...aBinary(note, 'image/jpeg'), id: half.picture };
    const media: Stored<Media> = {
      resourceType: 'Media',
      id: half.media,
      status: 'completed',
      subject: { reference: `Patient/${patient.id}` },
      createdDateTime: '2026-11-19',
      bodySite: { text: half.word },
      content: { contentType: 'image/jpeg', url: `Binary/${half.picture}`, title: half.word },
    };
    const report = aReport(patient, [observation], {
      id: half.report,
      conclusion: note,
      presentedForm: [{ contentType: 'text/plain', url: `Binary/${half.binary}` }],
      imagingStudy: [{ reference: `ImagingStudy/${half.imagingStudy}` }],
      media: [{ link: { reference: `Media/${half.media}` } }],
    });
    return [
      observation,
      binary,
      picture,
      media,
      report,
      aLetter(patient, binary, { id: half.letter, description: half.word }),
    ];
  });
  const filed = await practice.ask(practice.system, 'POST', '/fhir', aTransaction(patient, ...resources));
  if (filed.status !== 200) throw new Error(filed.text);
  for (const { study, series, instance, word } of Object.values(halves)) {
    const files = aDicomSeries(1, {
      study,
      series,
      instance,
      patientId: chart,
      patientName: `${family}^Marie`,
      studyDescription: word,
      accession: word.slice(-8),
    });
    const { contentType, body } = aStowRequest(files);
    const stored = await practice.ask(practice.system, 'POST', '/dicomweb/studies', body, {
      'content-type': contentType,
    });
    if (stored.status !== 200) throw new Error(stored.text);
  }
  return {
    patient: patient.id,
    typed: { niss, family, given: 'Marie', birthDate: '1955-03-12' },
    seen: withMarks(halves.seen),
    hidden: withMarks(halves.hidden),
    identity: [family, niss, chart, `${ssinSystem}|${niss}`],
  };
}

/** A record that exists nowhere: what an answer about an unknown one looks like. */
export function anUnknownRecord(): MarkedRecord {
  counter += 1;
  return {
    patient: randomUUID(),
    typed: { niss: aNiss('1961-07-21', 2 * counter), family: 'Inconnue', given: 'Anne', birthDate: '1961-07-21' },
    seen: withMarks(aHalf(counter, 'seen')),
    hidden: withMarks(aHalf(counter, 'hidden')),
    identity: [],
  };
}
