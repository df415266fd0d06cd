import { toPlainText } from './message.ts';
import type { ForeignDocument } from './foreign-facts.ts';
import { refuse } from './refuse.ts';
import { toBirthDate, toInstant } from './time.ts';

const place = (segment: string) => ({ segment, occurrence: 1, field: null });

/** `01011950`, or `010150` of last century's senders, as `YYYYMMDD`; '' for neither. */
function toDay(text: string): string {
  const [, day, month, year = ''] = /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(text.trim()) ?? [];
  return day === undefined || year.length === 2 ? '' : `${year}${month}${day}`;
}

/** Day of a report: two digits of the year are of this century, since the format itself is of the nineties and letters are of today. */
function toReportDay(text: string): string {
  const [, head = '', year = ''] = /^(\d{4})(\d{2})$/.exec(text.trim()) ?? [];
  return toDay(year === '' ? text : `${head}20${year}`);
}

/**
 * HealthOne: lines `record\protocol\…\`. A1 sender, A2 patient (name, first name, sex, birth date, and where given the national number),
 * A4 physician, day, time and completeness, L1 results, L2 to L9 text.
 */
export function readHealthOne(text: string): ForeignDocument {
  const lines = text.split(/\r\n?|\n/).map((line) => line.split('\\').map((field) => toPlainText(field).trim()));
  const of = (name: string): string[][] => lines.filter(([record]) => record === name);
  const [a1] = of('A1');
  const patients = of('A2');
  const [a2] = patients;
  const [a4] = of('A4');
  if (a1 === undefined) return refuse(place('A1'), 100, 'L’enregistrement A1 (expéditeur) manque.');
  if (a2 === undefined) return refuse(place('A2'), 100, 'L’enregistrement A2 (patient) manque.');
  if (!lines.some(([record = '']) => /^L\d$/.test(record)))
    return refuse(place('L1'), 100, 'Le fichier ne contient aucun résultat ni texte (L1 à L9).');
  if (new Set(patients.map((one) => one.slice(2, 6).join('|'))).size > 1)
    return refuse(
      { ...place('A2'), occurrence: 2 },
      205,
      'Le fichier concerne plusieurs patients : il faut un fichier par patient.',
    );

  const [, , family = '', given = '', sex = '', birth = ''] = a2;
  const born = toBirthDate(toDay(birth), { ...place('A2'), field: 6 });
  const protocols = [...new Set(of('A1').map(([, number = '']) => number))].filter((number) => number !== '');
  const isTable = of('L1').length > 0;
  const hour = /^\d{4}$/.test(a4?.[4] ?? '') ? (a4?.[4] ?? '') : '';
  const day = toReportDay(a4?.[3] ?? '');
  const words = lines.find(([record = '']) => /^L[2-9]$/.test(record))?.[2] ?? '';
  const title = isTable ? 'Résultats de laboratoire' : words === '' ? 'Protocole' : toSentence(words);
  return {
    nationals: [
      ...new Set(patients.flatMap((one) => one.slice(6).filter((field) => /^[\d.\s/-]{11,20}$/.test(field)))),
    ],
    place: { ...place('A2'), field: 7 },
    patient: {
      ...((family !== '' || given !== '') && {
        name: [{ ...(family !== '' && { family }), ...(given !== '' && { given: [given] }) }],
      }),
      ...(/^[MF]$/i.test(sex) && { gender: sex.toUpperCase() === 'F' ? ('female' as const) : ('male' as const) }),
      ...(born !== null && { birthDate: born }),
    },
    number: protocols.length === 0 ? null : { authority: a1[2] ?? '', value: protocols.join(' ') },
    title,
    type: {
      ...(isTable && { coding: [{ system: 'http://loinc.org', code: '11502-2' }] }),
      text: isTable ? 'Résultats de laboratoire' : 'Protocole',
    },
    date: day === '' ? null : toInstant(`${day}${hour}`, { ...place('A4'), field: 4 }),
    author: a1[2] ?? '',
    docStatus: lines.some(([record, , , , , completeness]) => record === 'A4' && completeness === 'P')
      ? 'preliminary'
      : 'final',
  };
}

const toSentence = (words: string): string =>
  words === words.toUpperCase() ? words.slice(0, 1) + words.slice(1).toLowerCase() : words;
