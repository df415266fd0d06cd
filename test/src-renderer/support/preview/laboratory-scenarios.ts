import type { DocumentPart, DocumentView } from '../../../../contracts/record.ts';
import { buildRow } from '../samples.ts';
import type { Answers } from '../scripted-bridge.ts';
import { buildHistory, cultures } from './sample-history.ts';
import { findView } from './sample-record.ts';

const performer = 'Laboratoire de démonstration';
const never = () => new Promise<never>(() => undefined);

const show =
  (...parts: readonly DocumentPart[]): NonNullable<Answers['document/open']> =>
  ({ document }): DocumentView | 'document-not-available' => {
    const view = findView(document);
    return view === null ? 'document-not-available' : { ...view, parts: [...parts] };
  };

const table = (name: string, ...rows: readonly Parameters<typeof buildRow>[0][]): DocumentPart => ({
  show: 'laboratory',
  performer,
  panels: [{ name, rows: rows.map((row) => buildRow(row)) }],
});

/** Laboratory results in every state: the document « Biologie clinique » of the first patient, then « Cumulatif ». */
export const laboratoryAnswers: Readonly<Record<string, Answers>> = {
  'laboratory-five-years': {
    'laboratory/read': () => buildHistory(32),
    'laboratory/export': () => ({ saved: 'laboratoire-2026-11-22.csv' }),
  },
  'laboratory-largest': { 'laboratory/read': () => buildHistory(200, 300), 'laboratory/export': () => 'disk-full' },
  'laboratory-loading': { 'laboratory/read': never },
  'laboratory-failed': { 'laboratory/read': () => 'not-copied-yet' },
  'laboratory-empty': { 'laboratory/read': () => ({ analytes: [], faulty: [], antibiograms: [] }) },
  'laboratory-one': {
    'document/open': show(table('Biochimie', { name: 'Potassium', value: '4.10' })),
    'laboratory/read': () => buildHistory(1, 1),
  },
  'laboratory-germs': { 'document/open': show(table('Hémoculture', ...cultures)) },
  'laboratory-faulty': {
    'document/open': show({
      show: 'text',
      title: 'Résultats non présentés en tableau',
      text: 'Le laboratoire a envoyé ce protocole dans une forme que l’hôpital n’a pas pu valider, et sans document. Voici les résultats tels que reçus ; en cas de doute, demandez le protocole au laboratoire.\n\nPotassium : 5.9 mmol/l (3.5 – 5.1)',
    }),
  },
};
