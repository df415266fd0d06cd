import { afterEach, describe, expect, it } from 'vitest';
import { type Language, languages } from '../../../contracts/language.ts';
import type { DocumentView, LaboratoryRow } from '../../../contracts/record.ts';
import { sheetWords } from '../../../src-main/practice-software/sheet-words.ts';
import { toHtml, toPlainText, toSheet } from '../../../src-main/practice-software/sheet.ts';
import { speakLabels } from '../../../src-main/record/labels.ts';
import { recordWords } from '../../../src-renderer/words/fr/record.ts';

const row = (name: string, change: Partial<LaboratoryRow> = {}): LaboratoryRow => ({
  code: null,
  name,
  value: '5.90',
  unit: 'mmol/l',
  range: '3.5 – 5.1',
  low: 3.5,
  high: 5.1,
  flag: null,
  status: 'final',
  absent: null,
  method: null,
  specimen: 'Sérum',
  at: '2026-11-01T07:42:00Z',
  notes: [],
  previous: [],
  members: [],
  ...change,
});
const view = (rows: readonly LaboratoryRow[], change: Partial<DocumentView> = {}): DocumentView => ({
  document: 'DiagnosticReport/1',
  patient: '00000000-0000-4000-8000-000000000001',
  kind: 'laboratory',
  title: 'Biologie clinique',
  at: '2026-11-01T07:42:00Z',
  author: 'Dr Essai',
  status: 'final',
  parts: [{ show: 'laboratory', performer: 'Labo', panels: [{ name: 'Chimie', rows: [...rows] }] }],
  ...change,
});
const write = (shown: DocumentView, language: Language, birthDate = '1955-03-01'): string => {
  speakLabels(language);
  const sheet = toSheet(shown, {
    patient: { id: shown.patient, family: 'DUBOIS', given: 'Marie', birthDate, sex: 'female' },
    hospital: 'Hôpital des essais',
    language,
    at: new Date('2026-12-01T09:00:00Z'),
  });
  return sheet === null ? '' : toPlainText(sheet).replace(/[\u00a0\u202f]/g, ' ');
};

afterEach(() => speakLabels('fr'));

describe('a document that is sent back', () => {
  it('says of a result what the window says of it: taken back, preliminary, absent and why, of another sample [X07] [X12]', () => {
    const text = write(
      view([
        row('Potassium', { status: 'entered-in-error', flag: 'H' }),
        row('Sodium', { status: 'cancelled', value: null }),
        row('Calcium', { status: 'preliminary' }),
        row('Fer', { value: null, absent: 'not-performed' }),
        row('Glucose', { specimen: 'Urines', at: '2026-11-01T09:00:00Z', performer: 'Autre labo' }),
      ]),
      'fr',
    );
    expect(text).toContain('Potassium · Prélèvement : Sérum\tencodé par erreur (5,90 H)\tmmol/l\t3,5 – 5,1');
    expect(text).toContain('Sodium · Prélèvement : Sérum\tannulé (sans résultat)\t\t');
    expect(text).toContain('\t5,90 (provisoire)\t');
    expect(text).toContain('\tnon effectué\t\t');
    expect(text).toContain(
      'Glucose · Prélevé le 1er novembre 2026 à 10:00 · Prélèvement : Urines · Laboratoire : Autre labo\t5,90\t',
    );
    expect(text).not.toContain('not-performed');
  });

  it('says once what all results of a panel share, and repeats nothing that the document says [X07]', () => {
    const text = write(view([row('Potassium'), row('Sodium')], { status: 'preliminary' }), 'fr');
    expect(text).toContain(
      'Chimie\n\nPrélèvement : Sérum\n\nAnalyse\tRésultat\tUnité\tRéférence\nPotassium\t5,90\tmmol/l',
    );
    const same = row('Potassium', { status: 'preliminary' });
    expect(write(view([same, same], { status: 'preliminary' }), 'fr')).toContain('État : Provisoire');
    expect(write(view([same, same], { status: 'preliminary' }), 'fr')).not.toContain('(provisoire)');
  });

  it('writes dates, births and decimals as its language does, a year with four digits [X07] [X17]', () => {
    const said = languages.map((language) => write(view([row('Potassium')], { status: 'amended' }), language));
    const heads = [
      [
        'née le 1er mars 1955',
        '1er novembre 2026 à 08:42',
        'État : Modifié',
        'Passerelle le 1er décembre 2026 à 10:00',
        '5,90',
      ],
      [
        'geboren op 1 maart 1955',
        '1 november 2026 om 08:42',
        'Status: Gewijzigd',
        'gemaakt op 1 december 2026 om 10:00',
        '5,90',
      ],
      [
        'geboren am 1. März 1955',
        '1. November 2026 um 08:42',
        'Status: Seit',
        'Passerelle am 1. Dezember 2026 um 10:00',
        '5,90',
      ],
      [
        'born 1 March 1955',
        '1 November 2026 at 08:42',
        'Status: Amended',
        'Passerelle on 1 December 2026 at 10:00',
        '5.90',
      ],
    ];
    for (const [place, parts] of heads.entries()) for (const part of parts) expect(said[place]).toContain(part);
    const years = languages.map((language) => write(view([row('Potassium')]), language, '1955').split('\n')[1]);
    expect(years).toEqual(
      ['née en 1955', 'geboren in 1955', 'geboren 1955', 'born in 1955'].map((one) => `DUBOIS Marie · ${one}`),
    );
  });

  it('names its patient on every page where it can be no PDF/A, since a head of a table is repeated [X07]', () => {
    const sheet = { title: 'Lettre', head: ['DUBOIS <b> Marie', 'Hôpital'], blocks: [], foot: 'Copie', whole: true };
    const html = toHtml(sheet, 'fr');
    expect(html).toContain('<thead><tr><td>DUBOIS &#60;b&#62; Marie</td></tr></thead>');
    expect(html).toContain("content=\"default-src 'none'; style-src 'unsafe-inline'\"");
  });

  it('has a word for every state that the window has one for, in every language [X07] [X11] [X17]', () => {
    const states = Object.keys(recordWords).flatMap((id) => /^status\.(?!other)(.*)$/.exec(id)?.[1] ?? []);
    expect(states.length).toBeGreaterThan(20);
    for (const language of languages)
      expect(states.filter((state) => sheetWords[language].statuses[state] === undefined)).toEqual([]);
  });
});
