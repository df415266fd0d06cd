import type { Decode } from './character-set.ts';

const FORMATTING: ReadonlyMap<string, string> = new Map([
  ['.br', '\n'],
  ['.ce', '\n'],
  ['.fi', ''],
  ['.nf', ''],
  ['H', ''],
  ['N', ''],
  ['P', '#'],
]);
const LONGEST_SPACE = 80;

/** The delimiters that a message declares in MSH-1 and MSH-2; '' for one that it does not use. */
export interface Delimiters {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string;
  readonly subcomponent: string;
}

/**
 * Text of a value as it is meant (HL7 v2.5.1, 2.7): delimiters, bytes (`\Xdd\`) and line breaks put back, highlighting dropped. What is
 * no escape sequence stays as it came, since senders forget to escape a backslash.
 */
export function unescape(value: string, delimiters: Delimiters, decode: Decode): string {
  const { escape } = delimiters;
  if (escape === '' || !value.includes(escape)) return value;
  let [text, from] = ['', 0];
  for (;;) {
    const open = value.indexOf(escape, from);
    const close = open < 0 ? -1 : value.indexOf(escape, open + 1);
    if (close < 0) return text + value.slice(from);
    const meant = toMeaning(value.slice(open + 1, close), delimiters, decode);
    text += value.slice(from, open) + (meant ?? escape);
    from = meant === null ? open + 1 : close + 1;
  }
}

function toMeaning(sequence: string, delimiters: Delimiters, decode: Decode): string | null {
  switch (sequence) {
    case 'F':
      return delimiters.field;
    case 'S':
      return delimiters.component;
    case 'T':
      return delimiters.subcomponent;
    case 'R':
      return delimiters.repetition;
    case 'E':
      return delimiters.escape;
  }
  const formatting = FORMATTING.get(sequence);
  if (formatting !== undefined) return formatting;
  if (/^X(?:[0-9A-Fa-f]{2})+$/.test(sequence)) return decode(Buffer.from(sequence.slice(1), 'hex'));
  const [, command, count] = /^\.(sp|sk|in|ti)([+-]?\d{0,4})$/.exec(sequence) ?? [];
  if (command === undefined) return null;
  const times = Math.min(LONGEST_SPACE, Math.abs(Number(count === '' ? 1 : count)));
  return command === 'sp' ? '\n'.repeat(times) : command === 'sk' ? ' '.repeat(times) : '';
}

/** A text as it stands inside a value: the inverse of `unescape`, lines broken by `\.br\`. */
export function escape(text: string, { field, component, repetition, escape: mark, subcomponent }: Delimiters): string {
  const names = new Map([
    [field, 'F'],
    [component, 'S'],
    [repetition, 'R'],
    [subcomponent, 'T'],
    [mark, 'E'],
    ['\n', '.br'],
    ['\r', 'X0D'],
  ]);
  return [...text].map((char) => (names.has(char) ? `${mark}${names.get(char)}${mark}` : char)).join('');
}
