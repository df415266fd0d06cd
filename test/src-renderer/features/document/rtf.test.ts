import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRtf } from '../../../../src-renderer/features/document/readers/rtf.ts';
import { fc } from '../../../support/property.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'documents');
const fixture = (name: string) => new Uint8Array(readFileSync(join(folder, name)));
const written = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const html = (bytes: Uint8Array): string => {
  const [part] = readRtf(bytes).parts;
  return part?.show === 'html' ? part.html : '';
};

describe('a letter in RTF', () => {
  it('keeps its words, accents, looks, tables, notes, header and footer, in the order of reading [R22]', () => {
    expect(html(fixture('letter-fr.rtf')).split('\n')).toEqual([
      '<p align="center"><b>Service de cardiologie</b></p>',
      '<hr>',
      '<p>Chère Consœur,</p>',
      '<p>Votre patiente reçoit de la digoxine 125 µg et du bisoprolol 2,5\u00a0mg. [1]</p>'.replace('µ', 'μ'),
      '<p><del>Aspirine 80 mg.</del></p>',
      '<p>Clairance &lt; 30 ml/min, débit 50 m<sup>2</sup>, CO<sub>2</sub>; nom tchèque : řě.</p>',
      '<table><tr><td>Potassium</td><td>5,9 mmol/l</td></tr><tr><td>Créatinine</td><td>1,4 mg/dl<br>deux fois</td></tr></table>',
      '<p> [image non affichée] </p>',
      '<p>Zone de texte du papier à lettres</p>',
      '<p>Bien confraternellement<br>Dr Collin</p>',
      '<hr>',
      '<p>[1] Dose ajustée à la fonction rénale.</p>',
      '<hr>',
      '<p>Page 1</p>',
    ]);
  });

  it.each([
    [
      'letter-nl.rtf',
      [
        'Ontslagbrief dienst Cardiologie',
        'patiënt(e): PEETERS Jan',
        '452 ng/L ↑',
        '<td>Bisoprolol 2,5 mg ’s ochtends</td>',
      ],
    ],
    [
      'letter-de.rtf',
      ['Entlassungsbrief Radiologie', 'MÜLLER Jürgen', 'Größe der Milz 11,2 cm', 'Lymphknoten &lt; 1 cm'],
    ],
  ])('of another system is read in its own language: %s [R22]', (name, sentences) => {
    for (const sentence of sentences) expect(html(fixture(name))).toContain(sentence);
  });

  it.each([
    ['rtf-include.rtf', '<p> [image non affichée] tekst</p>'],
    ['rtf-objembed.rtf', '<p> [objet joint non affiché] tekst</p>'],
  ])('that wants to fetch or run something names it in its place and does neither: %s [R22]', (name, expected) => {
    expect(html(fixture(name))).toBe(expected);
  });

  it('never reads a Greek µ as an m: a dose of micrograms stays one [R22]', () => {
    expect(html(written('{\\rtf1{\\fonttbl{\\f3 Symbol;}}5 {\\f3 m}g {\\f3\\u-3987?}g\\par}'))).toBe('<p>5 μg μg</p>');
  });

  it('writes markup in a letter as the text it is', () => {
    expect(html(written('{\\rtf1 <script>alert(1)</script> &amp;\\par}'))).toBe(
      '<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;</p>',
    );
  });

  it('that is cut says so, and shows what is there [R22]', () => {
    const whole = fixture('letter-fr.rtf');
    const reading = readRtf(whole.subarray(0, 600));
    expect(reading.cut).toBe(true);
    expect(html(whole.subarray(0, 600))).toContain('Chère Consœur');
    expect(readRtf(whole).cut).toBe(false);
  });

  it.each([
    ['a hundred thousand groups in each other', `{\\rtf1 ${'{'.repeat(100_000)}x`],
    ['a letter that never ends', `{\\rtf1 ${'mot\\par\n'.repeat(400_000)}}`],
  ])('of %s is refused in good time', (_name, text) => {
    const before = performance.now();
    expect(() => readRtf(written(text))).toThrow();
    expect(performance.now() - before).toBeLessThan(8_000);
  });

  it('with a length that lies, a number beyond numbers or an unknown word loses nothing else', () => {
    expect(html(written('{\\rtf1\\ansicpg99999 a\\bin999999999 b}'))).toBe('<p>a</p>');
    expect(html(written('{\\rtf1\\uc-5\\fs99999999999 a\\u99999999?b\\mystery7 c\\par}'))).toBe('<p>a?bc</p>');
  });

  it('never throws anything but a refusal, and never makes markup of its own, whatever bytes come', () => {
    const whole = fixture('letter-fr.rtf');
    fc.assert(
      fc.property(
        fc.array(fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255) }), { maxLength: 20 }),
        fc.nat(whole.length),
        (changes, length) => {
          const bytes = whole.slice(0, length);
          for (const { at, byte } of changes) if (at < length) bytes[at] = byte;
          const tags = [...html(bytes).matchAll(/<\/?([a-z0-9]+)/g)].map(([, tag]) => tag);
          expect(tags.filter((tag) => !/^(?:p|b|i|u|s|del|sup|sub|br|hr|table|tr|td)$/.test(tag ?? ''))).toEqual([]);
        },
      ),
      { numRuns: 400 },
    );
  });
});
