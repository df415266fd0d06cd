import { refuse, reject } from './refuse.ts';

/** Bytes to text; never throws. */
export type Decode = (bytes: Uint8Array) => string;

/** WHATWG labels of HL7 table 0211, as senders spell them (upper case, without punctuation). */
const LABELS: ReadonlyMap<string, string> = new Map([
  ['88591', 'windows-1252'],
  ...[2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16].map((part): [string, string] => [`8859${part}`, `iso-8859-${part}`]),
  ['88599', 'windows-1254'],
  ['UNICODEUTF8', 'utf-8'],
  ['UTF8', 'utf-8'],
  ['UNICODE', 'utf-8'],
  ['WINDOWS1252', 'windows-1252'],
  ['CP1252', 'windows-1252'],
  ['LATIN1', 'windows-1252'],
]);

/** Last bytes of `ESC - F`, which put a right half of ISO 8859 in place (ISO 2022); HL7 writes them `\C2DF\` too. */
const DESIGNATIONS: Readonly<Record<string, string>> = {
  A: 'windows-1252',
  B: 'iso-8859-2',
  C: 'iso-8859-3',
  D: 'iso-8859-4',
  L: 'iso-8859-5',
  G: 'iso-8859-6',
  F: 'iso-8859-7',
  H: 'iso-8859-8',
  M: 'windows-1254',
  b: 'iso-8859-15',
};

const utf8 = new TextDecoder('utf-8', { fatal: true });
const western = new TextDecoder('windows-1252');
const decoders = new Map<string, typeof utf8>();

function decoderOf(label: string): typeof utf8 {
  const known = decoders.get(label) ?? new TextDecoder(label);
  decoders.set(label, known);
  return known;
}

/** Text of bytes that declare no character set, or ASCII and are not: UTF-8 where they are valid, else what Windows writes. */
export function decodeUndeclared(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return western.decode(bytes);
  }
}

/** A message as text, and how bytes written as `\Xdd\` are read. */
export interface DecodedMessage {
  readonly text: string;
  readonly decode: Decode;
}

/** Reads the bytes in the character set that MSH-18 declares; a byte order mark counts more. Throws for one that is not read here. */
export function decodeMessage(bytes: Uint8Array): DecodedMessage {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeWhole(bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeWhole(bytes, 'utf-16be');
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const [first = '', ...others] = readDeclared(bytes).map(toLabel);
  if (marked || first === 'utf-8') return decodeUtf8(bytes);
  if (others.length > 0 && (first !== '' || hasDesignation(bytes)))
    return decodeSwitching(bytes, first || 'windows-1252');
  if (first === '') return { text: decodeUndeclared(bytes), decode: decodeUndeclared };
  return decodeWhole(bytes, first);
}

function decodeWhole(bytes: Uint8Array, label: string): DecodedMessage {
  const decode: Decode = (some) => decoderOf(label).decode(some);
  return { text: decode(bytes), decode: label.startsWith('utf-16') ? decodeUndeclared : decode };
}

/** Guessing what a broken declaration meant would put wrong letters into names and results. */
function decodeUtf8(bytes: Uint8Array): DecodedMessage {
  try {
    return { text: utf8.decode(bytes), decode: decodeUndeclared };
  } catch {
    return refuse(
      { segment: 'MSH', occurrence: 1, field: 18 },
      102,
      'Le message se dit en UTF-8, mais ses octets n’en sont pas : le jeu de caractères déclaré est faux.',
    );
  }
}

/** The repetitions of MSH-18, read from the bytes themselves: everything before it is ASCII. */
function readDeclared(bytes: Uint8Array): string[] {
  const ends = [bytes.indexOf(0x0d), bytes.indexOf(0x0a)].filter((end) => end >= 0);
  const header = western.decode(bytes.subarray(0, Math.min(bytes.length, 4096, ...ends)));
  if (!header.startsWith('MSH')) return [];
  const declared = header.split(header.charAt(3))[17] ?? '';
  return declared.split(header.charAt(5) || '~').map((one) => one.split(header.charAt(4) || '^')[0] ?? '');
}

/** '' for ASCII and for nothing declared: real senders write Latin-1 or UTF-8 under both. */
function toLabel(declared: string): string {
  const bare = declared
    .toUpperCase()
    .replace(/^ISO[\s_-]*(?=8859)/, '')
    .replace(/[^A-Z0-9]/g, '');
  if (['', 'ASCII', 'USASCII', 'ISOIR6'].includes(bare)) return '';
  return (
    LABELS.get(bare) ??
    reject(
      { segment: 'MSH', occurrence: 1, field: 18 },
      103,
      'Le jeu de caractères déclaré n’est pas lu ici : ASCII, 8859/1 à 8859/16 et UNICODE UTF-8 le sont.',
    )
  );
}

/** True for bytes that put another set in place somewhere: ASCII first, which real senders declare and do not keep to, says nothing without. */
function hasDesignation(bytes: Uint8Array): boolean {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return raw.includes('\\C2') || raw.includes('\x1b-');
}

/** Several sets: a designation holds until the field or the segment ends, where the first one is back. */
function decodeSwitching(bytes: Uint8Array, first: string): DecodedMessage {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const separator = raw.charAt(3);
  // oxlint-disable-next-line no-control-regex -- ESC is what designates a set
  const mark = /\\C(28|2D)([0-9A-F]{2})\\|\x1b([(-])([\x40-\x7e])|[\r\n]|\|/gi;
  let [text, from, label] = ['', 0, first];
  const take = (end: number): void => {
    text += decoderOf(label).decode(bytes.subarray(from, end));
  };
  for (const found of raw.matchAll(mark)) {
    const [whole, escaped, hex, plain, letter] = found;
    const intermediate = escaped?.toUpperCase() ?? (plain === '-' ? '2D' : '28');
    if (escaped === undefined && plain === undefined) {
      if (label === first || (whole === '|' && separator !== '|')) continue;
      take(found.index);
      [from, label] = [found.index, first];
      continue;
    }
    const final = letter ?? String.fromCharCode(Number.parseInt(hex ?? '', 16));
    const next = intermediate === '28' ? first : (DESIGNATIONS[final] ?? label);
    take(found.index);
    [from, label] = [found.index + whole.length, next];
  }
  take(bytes.length);
  return { text, decode: (some) => decoderOf(first).decode(some) };
}
