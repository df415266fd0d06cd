import { describe, expect, it } from 'vitest';
import {
  type Letter,
  toBlocks,
  toLetterData,
  toLetterHtml,
  toLetterText,
  toTypography,
} from '../../../server/demo/letter.ts';
import { toLetterPdf } from '../../../server/demo/letter-pdf.ts';

const letter: Letter = {
  title: 'Lettre de sortie : essai',
  patient: 'delacroix',
  day: '2026-11-20',
  author: 'collin',
  addressee: 'lambert',
  courteous: true,
  body: `
Chère Consœur,

Monsieur de la Croix, {âge} ans, <b>« va bien »</b> & rentre #strong[demain].

# Traitement
| Médicament | Dose |
| Apixaban 5 mg | 1 |

- Repos
- Marche
`,
};

describe('a letter of the demonstration', () => {
  it('is read from its markup into blocks', () => {
    expect(toBlocks('Un\nseul.\n\n# Titre\n- a\n- b\n\n| x | y |\n| 1 | 2 |')).toEqual([
      { kind: 'paragraph', text: 'Un seul.' },
      { kind: 'heading', text: 'Titre' },
      { kind: 'list', items: ['a', 'b'] },
      {
        kind: 'table',
        rows: [
          ['x', 'y'],
          ['1', '2'],
        ],
      },
    ]);
  });

  it('follows French typography', () => {
    expect(toTypography("l'INR est à 5,4 : « surdosage » de 2 mg ?")).toBe(
      'l’INR est à 5,4\u00a0: «\u00a0surdosage\u00a0» de 2\u00a0mg\u00a0?',
    );
  });

  it('gives the age that the patient had on its day', () => {
    expect(JSON.stringify(toLetterData(letter).blocks)).toContain('de la Croix, 78\u00a0ans');
    expect(JSON.stringify(toLetterData({ ...letter, day: '2026-11-01' }).blocks)).toContain('de la Croix, 77\u00a0ans');
  });

  it('never lets its words become markup, in HTML or in the PDF', () => {
    expect(toLetterHtml(letter)).toContain('&lt;b&gt;«\u00a0va bien\u00a0»&lt;/b&gt; &amp; rentre #strong[demain]');
    expect(toLetterPdf(letter).subarray(0, 5).toString('latin1')).toBe('%PDF-');
  });

  it('is plain text with aligned columns', () => {
    expect(toLetterText(letter)).toContain('Médicament      Dose\nApixaban 5\u00a0mg   1');
  });

  it('ends with courtesy when it is a letter, with the signature alone when it is a report', () => {
    expect(toLetterText(letter)).toContain('Je vous prie d’agréer, Chère Consœur');
    expect(toLetterText({ ...letter, courteous: false })).not.toContain('agréer');
  });
});
