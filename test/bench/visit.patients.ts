import type { Patient, Resource } from '@medplum/fhirtypes';
import { toLetterPdf } from '../../server/demo/letter-pdf.ts';
import { aDicomInstance } from '../builders/dicom.ts';
import { aBinary, aLetter, aNiss, anObservation, aPatient, aReport, type Stored } from '../builders/fhir.ts';

/** Somebody who sits down today. */
export interface Visitor {
  readonly place: number;
  readonly family: string;
  readonly given: string;
  readonly birthDate: string;
  readonly patient: Stored<Patient>;
}

const begins = ['Bal', 'Cor', 'Dam', 'Fer', 'Gil', 'Lor', 'Mar', 'Nor', 'Pol', 'Ver'] as const;
const ends = ['bois', 'court', 'mont', 'ville'] as const;
const letters = 6;
const reports = 3;
const analytes = 15;

/** So many patients with names that nobody else of the list has. */
export function listVisitors(count: number): readonly Visitor[] {
  return Array.from({ length: count }, (_, place) => {
    const family = `${begins[place % begins.length]}${ends[Math.floor(place / begins.length) % ends.length]}`;
    const birthDate = `${1940 + place}-03-12`;
    const number = `HOSP-${toNumber(place)}`;
    const name = [{ use: 'official' as const, family, given: ['Marie'] }];
    const patient = aPatient({ niss: aNiss(birthDate, 214), number, name, birthDate });
    return { place, family, given: 'Marie', birthDate, patient };
  });
}

const toNumber = (place: number): string => String(1000 + place);
const toDay = (place: number): string => `2026-10-${String(1 + (place % 28)).padStart(2, '0')}`;

let pdf: string | null = null;

/** One page with its fonts embedded, as the hospital's own letters are. */
function readPdf(): string {
  pdf ??= toLetterPdf({
    title: 'Lettre de consultation',
    patient: 'dubois',
    day: '2026-10-12',
    author: 'collin',
    addressee: 'lambert',
    courteous: true,
    body: '# Évolution\n\nLe contrôle est rassurant, la tension reste stable sous traitement.\n\n- lisinopril 10 mg\n- bisoprolol 5 mg',
  }).toString('base64');
  return pdf;
}

/** His record: letters in PDF and HTML, the newest in PDF, and laboratory reports. */
export function toResources({ patient, place }: Visitor): Stored<Resource>[] {
  const all: Stored<Resource>[] = [patient];
  for (let number = 0; number < letters; number += 1) {
    const paragraphs = `<p>Contrôle ${number} du patient ${place}.</p>`.repeat(20);
    const binary =
      number % 2 === 0
        ? { ...aBinary('', 'application/pdf'), data: readPdf() }
        : aBinary(`<!doctype html><title>Lettre</title><h1>Consultation</h1>${paragraphs}`, 'text/html; charset=utf-8');
    all.push(binary, aLetter(patient, binary, { date: `${toDay(28 - number - 1)}T09:00:00+01:00` }));
  }
  for (let number = 0; number < reports; number += 1) {
    const at = `${toDay(20 - number)}T08:15:00+02:00`;
    const results = Array.from({ length: analytes }, (_, row) =>
      anObservation(patient, {
        effectiveDateTime: at,
        code: { coding: [{ system: 'http://loinc.org', code: '2823-3' }], text: `Analyse ${row + 1}` },
        valueQuantity: { value: 3 + ((place + row) % 30) / 10, unit: 'mmol/l' },
      }),
    );
    all.push(...results, aReport(patient, results, { effectiveDateTime: at, issued: at }));
  }
  return all;
}

const drawn = new Map<string, readonly number[]>();

/** The stored values of one slice: a disc that grows smaller from slice to slice. */
function draw(number: number, side: number): readonly number[] {
  const key = `${number}/${side}`;
  const known = drawn.get(key);
  if (known !== undefined) return known;
  const pixels = Array.from({ length: side * side }, (_, at) => {
    const [x, y] = [(at % side) - side / 2, Math.floor(at / side) - side / 2];
    return Math.hypot(x, y) < side / 2.6 - number ? 1024 + ((x * 7 + y * 3 + number * 11) & 63) : 24;
  });
  drawn.set(key, pixels);
  return pixels;
}

/** Some slices of his CT, uncompressed, from the one named on. */
export function toSlices(
  { place, family }: Visitor,
  from: number,
  count: number,
  side: number,
): Uint8Array<ArrayBuffer>[] {
  const study = `2.25.${toNumber(place)}`;
  return Array.from({ length: count }, (_, offset) => {
    const number = from + offset;
    return aDicomInstance({
      study,
      patientId: `HOSP-${toNumber(place)}`,
      patientName: `${family}^Marie`,
      birthDate: `${1940 + place}0312`,
      accession: `ACC-${toNumber(place)}`,
      studyDate: '20261015',
      rows: side,
      columns: side,
      number: number + 1,
      pixels: draw(number, side),
      position: [0, 0, -number],
    });
  });
}
