const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  eacute: 'é',
  egrave: 'è',
  ecirc: 'ê',
  euml: 'ë',
  agrave: 'à',
  acirc: 'â',
  ccedil: 'ç',
  icirc: 'î',
  iuml: 'ï',
  ocirc: 'ô',
  ouml: 'ö',
  ugrave: 'ù',
  ucirc: 'û',
  uuml: 'ü',
  auml: 'ä',
  oelig: 'œ',
  szlig: 'ß',
  deg: '°',
  micro: 'µ',
  plusmn: '±',
  le: '≤',
  ge: '≥',
  euro: '€',
  laquo: '«',
  raquo: '»',
  rsquo: '’',
  lsquo: '‘',
  rdquo: '”',
  ldquo: '“',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  middot: '·',
  times: '×',
};

function toCharacter(entity: string, whole: string): string {
  const number = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(entity);
  if (number === null) return named[entity] ?? whole;
  const point = number[1] === undefined ? Number(number[2]) : Number.parseInt(number[1], 16);
  return point > 0x10ffff || (point >= 0xd800 && point < 0xe000) || point === 0
    ? '\ufffd'
    : String.fromCodePoint(point);
}

const raised: Readonly<Record<string, string>> = {
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
  '+': '⁺',
  '-': '⁻',
  '−': '⁻',
};

/** `10<sup>9</sup>` is no hundred and nine: a raised figure stays raised. */
const raise = (figures: string): string => [...figures].map((one) => raised[one] ?? one).join('');

/** The words of a letter in HTML, a line for each of its blocks and a tab between two cells; what it does not know it leaves as it is written. */
export function toLines(html: string): string {
  return html
    .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replace(/<(script|style|head|title)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, '')
    .replace(/\s+/g, ' ')
    .replace(/<(?:br|hr)\b[^<>]*>/gi, '\n')
    .replace(/<\/(?:td|th)\s*>/gi, '\t')
    .replace(
      /<\/?(?:p|div|tr|table|li|ul|ol|h[1-6]|section|article|header|footer|blockquote|pre|dt|dd)\b[^<>]*>/gi,
      '\n',
    )
    .replace(/<sup\b[^<>]*>\s*([-+−]?\d{1,9})\s*<\/sup\s*>/gi, (_all, figures: string) => raise(figures))
    .replace(/<\/?[a-z][^<>]*>/gi, '')
    .replace(/&(#?[a-z0-9]{1,10});/gi, (whole, entity: string) => toCharacter(entity, whole))
    .split('\n')
    .map((line) => line.replace(/ *\t */g, '\t').trim())
    .filter((line, place, all) => line !== '' || all[place - 1] !== '')
    .join('\n')
    .trim();
}
