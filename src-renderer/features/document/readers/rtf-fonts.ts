import { decodeRtfBytes, toFontCharset, toPageCharset } from './rtf-charset.ts';
import { toSymbol } from './rtf-symbols.ts';

interface Font {
  charset: number | null;
  name: string;
}

/** The fonts of one file: what its bytes mean depends on the font they are set in. */
export interface RtfFonts {
  /** A word inside the table of fonts. */
  define(word: string, number: number | null): void;
  name(text: string): void;
  page(word: string, number: number | null): void;
  decode(bytes: readonly number[], font: number): string;
  /** A `\u` character; fonts of symbols keep theirs at U+F000. */
  toCharacter(code: number, font: number): string;
}

const MOST_FONTS = 4_000;

/** Fonts of a file that has none yet: Windows' Western code page. */
export function createRtfFonts(): RtfFonts {
  const fonts = new Map<number, Font>();
  let current: Font | null = null;
  let charset = 'windows-1252';
  const isSymbolic = (font: Font): boolean => font.charset === 2 || /^(?:symbol|wingdings)/i.test(font.name.trim());
  return {
    define: (word, number) => {
      if (word === 'f' && fonts.size < MOST_FONTS) {
        current = { charset: null, name: '' };
        fonts.set(number ?? 0, current);
      } else if (word === 'fcharset' && current !== null) current.charset = number;
    },
    name: (text) => {
      if (current !== null && current.name.length < 64) current.name += text;
    },
    page: (word, number) => {
      if (word === 'ansicpg') charset = toPageCharset(number ?? 1252);
      else if (word === 'mac') charset = 'macintosh';
    },
    decode: (bytes, number) => {
      const font = fonts.get(number);
      if (font !== undefined && isSymbolic(font)) return bytes.map((byte) => toSymbol(byte, font.name)).join('');
      // Charset 0 says « Western » of fonts whose text is in the file's own page.
      const own =
        font === undefined || font.charset === null || font.charset === 0 ? null : toFontCharset(font.charset);
      return decodeRtfBytes(bytes, own ?? charset);
    },
    toCharacter: (code, number) => {
      const font = fonts.get(number);
      const value = code < 0 ? code + 0x10000 : code;
      if (value >= 0xf020 && value <= 0xf0ff) return toSymbol(value - 0xf000, font?.name ?? 'Symbol');
      return value > 0 && value <= 0xffff ? String.fromCharCode(value) : '';
    },
  };
}
