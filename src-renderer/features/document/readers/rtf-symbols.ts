/** Greek of the font Symbol, from `a` to `z`: an `m` is a µ there, and « µg » must not read « mg ». */
const GREEK = 'αβχδεφγηιϕκλμνοπθρστυϖωξψζ';
const SIGNS: Readonly<Record<number, string>> = {
  0xa3: '≤',
  0xab: '↔',
  0xac: '←',
  0xad: '↑',
  0xae: '→',
  0xaf: '↓',
  0xb0: '°',
  0xb1: '±',
  0xb2: '″',
  0xb3: '≥',
  0xb4: '×',
  0xb7: '•',
  0xb9: '≠',
  0xbb: '≈',
  0xd8: '¬',
  0x44: 'Δ',
  0x53: 'Σ',
  0x57: 'Ω',
};

/** A character of a font of symbols: by its meaning in Symbol, a square for what other such fonts draw. */
export function toSymbol(byte: number, font: string): string {
  if (!/symbol/i.test(font)) return byte === 0x20 ? ' ' : '▪';
  const greek = byte >= 0x61 && byte <= 0x7a ? GREEK[byte - 0x61] : undefined;
  return SIGNS[byte] ?? greek ?? (byte < 0x80 ? String.fromCharCode(byte) : '▪');
}

/** Control words that stand for one character. */
export const CHARACTERS: Readonly<Record<string, string>> = {
  tab: '\t',
  emdash: '—',
  endash: '–',
  emspace: ' ',
  enspace: ' ',
  qmspace: ' ',
  bullet: '•',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  nestcell: '\t',
  '~': '\u00a0',
  _: '-',
};
