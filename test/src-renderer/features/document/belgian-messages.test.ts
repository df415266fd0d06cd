import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readHealthone } from '../../../../src-renderer/features/document/readers/healthone.ts';
import { readKmehr } from '../../../../src-renderer/features/document/readers/kmehr.ts';
import { readMedidoc } from '../../../../src-renderer/features/document/readers/medidoc.ts';
import type { FilePart, Reading } from '../../../../src-renderer/features/document/readers/reading.ts';
import { fc } from '../../../support/property.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'documents');
const fixture = (name: string) => readFileSync(join(folder, name), 'utf8');
const plain = (value: string) => value.replaceAll('\u00a0', ' ').replaceAll('’', "'");

const factsOf = (parts: readonly FilePart[]) =>
  parts.flatMap((part) =>
    part.show === 'facts' ? part.rows.map(({ label, value }) => `${label}: ${plain(value)}`) : [],
  );
const tableOf = (parts: readonly FilePart[], title: string) =>
  parts.flatMap((part) =>
    part.show === 'table' && part.title === title ? part.rows.map((row) => row.map(plain)) : [],
  );

describe('a KMEHR message', () => {
  it('of the medication scheme is one list: what, how and when, from when to when, why [R22]', () => {
    const { parts } = readKmehr(fixture('medication-scheme.kmehr'));
    const rows = tableOf(parts, 'Schéma de médication');
    expect(factsOf(parts)).toContain('Patient: Tasmanian Devil, né(e) le 19 juin 1992');
    expect(rows).toHaveLength(14);
    expect(rows.slice(0, 2)).toEqual([
      [
        'Pantomed 40 mg (PI Pharma) maagsapresist. tabl. 56',
        '0,5 comprimé(s) avant le petit déjeuner\ntous les 2 jours',
        'du 26 octobre 2024 au 31 décembre 2024',
        'aigu\nStopzetting 100',
      ],
      [
        'Dafalgan Forte 1 g bruistabl. 40',
        '1 comprimé(s) avant le petit déjeuner\nchaque jour\npar la bouche',
        'depuis le 26 octobre 2024',
        'chronique',
      ],
    ]);
    expect(rows[4]?.[1]).toBe(
      '1 emplâtre(s) lundi le matin\n1 emplâtre(s) vendredi le matin\nchaque semaine\nvoie: code 00002'.replace(
        'voie:',
        'voie :',
      ),
    );
  });

  it('of a summary shows each kind of item as its own list, with dates and state in French [R22]', () => {
    const { parts } = readKmehr(fixture('sumehr.kmehr'));
    expect(
      parts.flatMap((part) => (part.show === 'table' ? [part.title] : [])).map((title) => plain(title ?? '')),
    ).toEqual([
      'Allergies',
      'Effets indésirables de médicaments',
      'Médicaments',
      'Problèmes',
      'Facteurs de risque',
      'Vaccinations',
      'Gestionnaire du dossier médical global',
      'Personnes de contact',
      'Risques sociaux',
    ]);
    expect(tableOf(parts, 'Problèmes')[0]).toEqual([
      'Brill-Symmers\nZiekte van Hodgkin/non-Hodgkin lymfoom\nFolliculair non-Hodgkin-lymfoom, niet gespecificeerd',
      '12 mai 1980',
      '31 décembre 1985',
      'passé',
    ]);
    expect(tableOf(parts, 'Vaccinations')[2]?.[0]).toBe(
      'HAVRIX 1440 SER INJ IM 1ML\nhepatitisa\nhepatitisb\nFirst injection',
    );
    expect(tableOf(parts, 'Effets indésirables de médicaments')[0]?.[0]).toContain('Intolerance to paracetamol');
  });

  it('never guesses a code that has no word: the code itself is shown', () => {
    const item = (code: string) =>
      `<kmehrmessage><folder><transaction><cd S="CD-TRANSACTION">medicationschemeelement</cd><item><cd S="CD-ITEM">medication</cd><content><compoundprescription>X</compoundprescription></content><regimen><quantity><decimal>2</decimal><unit><cd S="CD-ADMINISTRATIONUNIT">${code}</cd></unit></quantity></regimen></item></transaction></folder></kmehrmessage>`;
    expect(tableOf(readKmehr(item('00099')).parts, 'Schéma de médication')[0]?.[1]).toBe('2 (code 00099)');
    expect(tableOf(readKmehr(item('00005')).parts, 'Schéma de médication')[0]?.[1]).toBe('2 comprimé(s)');
    expect(tableOf(readKmehr(item('constructor')).parts, 'Schéma de médication')[0]?.[1]).toBe('2 (code constructor)');
  });
});

describe('a HealthOne file', () => {
  it('is a laboratory table under its headings, with the protocol as text and nothing lost [R22]', () => {
    const { parts } = readHealthone(fixture('results.healthone'));
    expect(factsOf(parts)).toEqual([
      "Envoyé par: Laboratoire de l'exemple",
      'Patient: ESSAI MARIE, né(e) le 12 mars 1955',
      'Demandeur: Dr Lambert',
      'Date: 20 novembre 2026',
      'Référence: 26-10441',
      'État: partiel : des résultats manquent encore',
    ]);
    const table = parts.find((part) => part.show === 'laboratory');
    expect(
      table?.panels.map(({ name, rows }) => [
        name,
        rows.map((row) => [row.name, row.value, row.unit, row.low, row.high, row.flag, row.notes.join()]),
      ]),
    ).toEqual([
      [
        'BIOCHIMIE – Ions',
        [
          ['Sodium', '142', 'mmol/L', 135, 145, null, ''],
          ['Potassium', '5.90', 'mmol/L', 3.5, 5.1, 'H', ''],
          ['Créatinine', '1.02', 'mg/dL', 0.5, 0.9, '*', 'Dosage enzymatique'],
          ['Réticulocytes', 'sans objet', null, null, null, null, ''],
        ],
      ],
    ]);
    expect(parts.filter((part) => part.show === 'text').map(({ text }) => text)).toEqual([
      'Cher Confrère,\nPrélèvement non hémolysé.',
      "S4\\26-10441\\ligne d'un autre programme\\",
    ]);
  });

  it('of several messages keeps them apart', () => {
    const two = fixture('results.healthone') + fixture('results.healthone').replaceAll('26-10441', '26-10442');
    expect(factsOf(readHealthone(two).parts).filter((fact) => fact.startsWith('Référence'))).toEqual([
      'Référence: 26-10441',
      'Référence: 26-10442',
    ]);
  });
});

describe('a MEDIDOC file', () => {
  it('is who wrote, about whom, and the report as its text [R22]', () => {
    const { parts, cut } = readMedidoc(fixture('report.medidoc'));
    expect(cut).toBe(false);
    expect(factsOf(parts)).toEqual([
      'Envoyé par: Collin Anne',
      'Adressé à: Lambert Sophie',
      'Patient: ESSAI MARIE, né(e) le 12 mars 1955',
      'Date: 20 novembre 2026',
    ]);
    expect(parts.at(-1)).toEqual({
      show: 'text',
      title: 'consultation de cardiologie',
      text: 'Chère Consœur,\n\nVotre patiente va bien. Pression 128/74, poids 71,4 kg.\n\nBien confraternellement',
    });
  });

  it('without its end says that it is cut', () => {
    expect(readMedidoc(fixture('report.medidoc').slice(0, 420)).cut).toBe(true);
  });
});

it.each([
  ['KMEHR', readKmehr, 'medication-scheme.kmehr'],
  ['HealthOne', readHealthone, 'results.healthone'],
  ['MEDIDOC', readMedidoc, 'report.medidoc'],
] as const)(
  '%s that was cut or changed is read or refused, and never hangs',
  (_name, read: (text: string) => Reading, name) => {
    const whole = fixture(name);
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(200), fc.string({ maxLength: 6 }), (at, length, put) => {
        try {
          expect(read(`${whole.slice(0, at)}${put}${whole.slice(at + length)}`).parts.length).toBeGreaterThan(0);
        } catch (refusal) {
          expect(refusal).toBeInstanceOf(Error);
          expect(refusal).not.toBeInstanceOf(TypeError);
        }
      }),
      { numRuns: 200 },
    );
  },
);
