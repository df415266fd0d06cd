import type { DocumentView, RecordIndex } from '../../../../contracts/record.ts';
import { buildEntry, buildIndex, buildLink, buildRow } from '../samples.ts';

const stems =
  'cardi néphr hépat gastr pneum derm neur ost arthr thyr angi encéphal hémat lymph rétin ot rhin laryng trach bronch pleur péricard myocard endocard colon rect pancré splén vésic prostat'.split(
    ' ',
  );
const ends =
  'ite ose ome algie ectomie scopie gramme pathie plégie plasie tomie logie mégalie sclérose sténose trophie rragie rrhée lyse génie'.split(
    ' ',
  );
const plain =
  'patient patiente consultation hospitalisation service traitement contrôle résultats examen clinique douleur gauche droite normal anormal stable depuis hier matin soir semaines mois confrère consœur cher chère votre notre avec sans pour dans après avant lors bilan sanguin tension artérielle poids taille fièvre toux repos effort marche chute vertige appétit sommeil'.split(
    ' ',
  );
const analytes =
  'Potassium Sodium Chlore Calcium Magnésium Phosphore Urée Créatinine Glucose HbA1c Cholestérol Triglycérides Bilirubine ASAT ALAT GGT Ferritine Hémoglobine Hématocrite Leucocytes Plaquettes CRP TSH Albumine'.split(
    ' ',
  );

/** Numbers that look like chance and are the same every time. */
function openChance(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
}

/** The text of one letter, about 350 words of a vocabulary of some thousands. */
export function writeLetter(number: number): string {
  const chance = openChance(number + 1);
  const words = Array.from({ length: 350 }, () => {
    const kind = chance(10);
    if (kind < 6) return plain[chance(plain.length)];
    if (kind < 9) return `${stems[chance(stems.length)]}o${stems[chance(stems.length)]}${ends[chance(ends.length)]}`;
    return `${chance(200)},${chance(10)}`;
  });
  return `Cher confrère,\n\n${words.join(' ')}.\n\nBien confraternellement`;
}

const link = buildLink(1);
const kinds = ['letter', 'laboratory'] as const;

/** A record of `count` documents, letters and laboratory reports in turn, over thirty years. */
export function buildLargeIndex(count: number): RecordIndex {
  const entries = Array.from({ length: count }, (_one, place) => {
    const kind = kinds[place % 2] ?? 'letter';
    const year = 2026 - Math.floor((place * 30) / count);
    return buildEntry({
      document: `${kind === 'letter' ? 'DocumentReference' : 'DiagnosticReport'}/grand-${place}`,
      kind,
      at: `${year}-${String(12 - (place % 12)).padStart(2, '0')}-${String(1 + (place % 28)).padStart(2, '0')}`,
      title: kind === 'letter' ? `Consultation de ${stems[place % stems.length]}ologie` : 'Biologie clinique',
      results: kind === 'letter' ? 0 : 24,
    });
  });
  return buildIndex(link, entries);
}

/** The document behind a line of a large record. */
export function findLargeView(document: string): DocumentView {
  const number = Number(document.split('-').at(-1));
  const chance = openChance(number + 7);
  const isLetter = document.startsWith('DocumentReference/');
  return {
    document,
    patient: link.patient.id,
    kind: isLetter ? 'letter' : 'laboratory',
    title: isLetter ? 'Consultation' : 'Biologie clinique',
    at: '2026-11-20',
    author: 'Dr Collin',
    status: 'final',
    parts: isLetter
      ? [{ show: 'text', title: null, text: writeLetter(number) }]
      : [
          {
            show: 'laboratory',
            performer: null,
            panels: [
              {
                name: 'Biochimie',
                rows: analytes.map((name) => buildRow({ name, value: `${chance(200)}.${chance(10)}` })),
              },
            ],
          },
        ],
  };
}
