import type { Patient } from '@medplum/fhirtypes';
import { toPlainText } from './message.ts';
import type { ForeignDocument } from './foreign-facts.ts';
import { refuse } from './refuse.ts';
import { toBirthDate, toInstant } from './time.ts';
import { type XmlText, readXmlTexts } from './xml-text.ts';

const place = (segment: string) => ({ segment, occurrence: 1, field: null });

/** CD-TRANSACTION as the record calls it, with a LOINC type where one says the same. */
const KINDS: ReadonlyMap<string, readonly [title: string, loinc: string | null]> = new Map([
  ['sumehr', ['SumEHR', '60591-5']],
  ['medicationscheme', ['Schéma de médication', '56445-0']],
  ['medicationschemeelement', ['Schéma de médication', '56445-0']],
  ['treatmentsuspension', ['Schéma de médication', '56445-0']],
  ['pharmaceuticalprescription', ['Prescription de médicaments', '57833-6']],
  ['dischargereport', ['Lettre de sortie', '18842-5']],
  ['contactreport', ['Rapport de contact', '11488-4']],
  ['labresult', ['Résultats de laboratoire', '11502-2']],
  ['result', ['Résultats', null]],
  ['report', ['Rapport', null]],
  ['note', ['Note', null]],
  ['request', ['Demande', null]],
]);

/** KMEHR: the patient of its folders, and date, kind and author of its first transaction. */
export function readKmehr(xml: string): ForeignDocument {
  const texts = readXmlTexts(xml);
  const all = (path: string, s?: string): XmlText[] =>
    texts.filter((one) => one.path === `kmehrmessage/${path}` && (s === undefined || one.s === s));
  const first = (path: string, s?: string): string => toPlainText(all(path, s)[0]?.text ?? '').trim();
  if (!texts.some((one) => one.path.startsWith('kmehrmessage/folder/patient/')))
    return refuse(place('patient'), 100, 'Le message KMEHR ne nomme aucun patient.');
  const numbers = texts.filter(
    ({ path, s }) => path === 'kmehrmessage/folder/patient/id' && (s === 'INSS' || s === 'ID-PATIENT'),
  );
  const transaction = 'folder/transaction';
  const kind = first(`${transaction}/cd`, 'CD-TRANSACTION').toLowerCase();
  const [title, loinc] = KINDS.get(kind) ?? ['Document KMEHR', null];
  const [family, given, born] = ['familyname', 'firstname', 'birthdate/date'].map((name) =>
    first(`folder/patient/${name}`),
  );
  const [day, time] = [
    first(`${transaction}/date`) || first('header/date'),
    first(`${transaction}/time`) || first('header/time'),
  ];
  const author = `${transaction}/author/hcparty`;
  const person = [first(`${author}/firstname`), first(`${author}/familyname`)].filter((name) => name !== '').join(' ');
  const number = first('header/id', 'ID-KMEHR');
  const given_ = toGiven(given);
  const written = /^\d{4}-\d{2}-\d{2}(?=$|T|Z|[+-])/.exec(born ?? '')?.[0].replaceAll('-', '') ?? '';
  const known = toBirthDate(written, place('patient'));
  return {
    nationals: [...new Set(numbers.map(({ text }) => text.trim()).filter((text) => text !== ''))],
    place: place('patient'),
    patient: {
      ...((family || given) && { name: [{ ...(family && { family }), ...(given_.length > 0 && { given: given_ }) }] }),
      ...toGender(first('folder/patient/sex/cd')),
      ...(known !== null && { birthDate: known }),
    },
    number: number === '' ? null : { authority: 'KMEHR', value: number },
    title,
    type: { ...(loinc !== null && { coding: [{ system: 'http://loinc.org', code: loinc }] }), text: title },
    date: toKmehrInstant(day, time),
    author: person || first(`${author}/name`),
    docStatus: first(`${transaction}/iscomplete`) === 'false' ? 'preliminary' : 'final',
  };
}

const toGiven = (given: string | undefined): string[] => (given ?? '').split(/\s+/).filter((name) => name !== '');

function toGender(sex: string): Pick<Patient, 'gender'> {
  return sex === 'male' || sex === 'female' ? { gender: sex } : {};
}

/** `2016-05-20` and `00:57:59`, with a zone or without, which is Brussels. */
function toKmehrInstant(day: string, time: string): string | null {
  const date = /^\d{4}-\d{2}-\d{2}/.exec(day)?.[0].replaceAll('-', '') ?? '';
  const [, hour, minute, second = '00', zone = ''] =
    /^(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?/.exec(time) ?? [];
  if (date === '') return null;
  const offset = zone === 'Z' ? '+0000' : zone.replace(':', '');
  return toInstant(hour === undefined ? date : `${date}${hour}${minute}${second}${offset}`, {
    segment: 'transaction',
    occurrence: 1,
    field: null,
  });
}
