import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../src-main/record/charset.ts';
import { fc } from '../../support/property.ts';

const sentence = 'Élève, cœur, 5 µg ; à jeun';
const wide = (text: string, swap: boolean) => {
  const bytes = Buffer.from(text, 'utf16le');
  return swap ? bytes.swap16() : bytes;
};

describe('a text', () => {
  it.each([
    ['UTF-8', Buffer.from(sentence), null],
    ['UTF-8 that is called Latin-1', Buffer.from(sentence), 'iso-8859-1'],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${sentence}`), null],
    ['UTF-16 with its mark', Buffer.concat([Buffer.of(0xff, 0xfe), wide(sentence, false)]), null],
    ['UTF-16 the other way round', Buffer.concat([Buffer.of(0xfe, 0xff), wide(sentence, true)]), null],
    ['UTF-16 without a mark', wide(sentence, false), null],
    ['Windows', Buffer.from(sentence.replace('œ', '\u009c'), 'latin1'), null],
  ])('in %s is read with every accent [R22]', (_name, bytes, charset) => {
    expect(decodeText(bytes, charset)).toBe(sentence);
  });

  it('of a DOS program is read with every accent, œ among them [R22]', () => {
    const bytes = Buffer.from('R\x82sultat : prot\x82ines \x85 v\x82rifier, co\x9cur? s\x9cur', 'latin1');
    expect(decodeText(bytes, null)).toBe('Résultat : protéines à vérifier, coœur? sœur');
    expect(decodeText(Buffer.from('R\x82sultat', 'latin1'), 'cp850')).toBe('Résultat');
  });

  it('of an XML document is read in the charset that it declares', () => {
    const bytes = Buffer.from('<?xml version="1.0" encoding="ISO-8859-2"?><a>\xf8</a>', 'latin1');
    expect(decodeText(bytes, null)).toContain('<a>ř</a>');
  });

  it('that is none gives nothing, and no bytes make it throw', () => {
    expect(decodeText(Buffer.of(0x41, 0, 0, 0, 0x42, 0xff), null)).toBeNull();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.option(fc.string({ maxLength: 8 })), (bytes, charset) => {
        const text = decodeText(bytes, charset);
        expect(text === null || !text.includes('\0')).toBe(true);
      }),
    );
  });
});
