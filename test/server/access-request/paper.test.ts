import { expect, test } from 'vitest';
import { readForm, toEmptyForm } from '../../../server/access-request/read-form.ts';
import { renderPdf } from '../../../server/documents/render-pdf.ts';
import { readPdf } from '../documents/read-pdf.ts';

/** Every character that the field takes as it was typed; marks are taken as part of the letter they compose. */
function listTaken(field: 'family' | 'practice'): readonly string[] {
  return Array.from({ length: 0x3000 }, (_one, code) => String.fromCodePoint(code)).filter((character) => {
    const reading = readForm({ ...toEmptyForm('t'), [field]: `A${character}` });
    return (
      character.normalize('NFC') === character &&
      !/[\s\p{M}]/u.test(character) &&
      !reading.ok &&
      reading.errors[field] === undefined
    );
  });
}

test('takes no character that the letter’s typeface cannot print [R01] [R02]', async () => {
  const names = listTaken('family');
  const lines = listTaken('practice');
  expect([names.length > 250, lines.length > 330]).toEqual([true, true]);
  const said = [names, lines].map((characters) => characters.join('\u200b '));
  const pdf = renderPdf(
    'conditions',
    {
      hospital: { name: 'X', address: said, director: 'X', helpdesk: { phone: 'X', hours: 'X' } },
      version: 'x',
      madeOn: 'x',
    },
    new Date(0),
  );
  const { text, fonts } = await readPdf(pdf);
  expect(fonts.filter((font) => !font.startsWith('IBMPlexSans'))).toEqual([]);
  const printed = new Set(text.normalize('NFC'));
  expect([...names, ...lines].filter((character) => !printed.has(character))).toEqual([]);
});
