import { decodeMessage, type Decode } from './character-set.ts';
import { type Delimiters, unescape } from './escape.ts';
import { type Place, refuse, reject, wholeMessage } from './refuse.ts';

/** One repetition of a field, read on demand. */
export interface Value {
  /** As it stands in the message, escapes and all. */
  readonly raw: string;
  /** Component (from one) and its subcomponent (from one), unescaped, NFC and trimmed; '' when absent, empty or `""`. */
  part(component: number, subcomponent?: number): string;
  /** A component with its subcomponents put together by a space. */
  whole(component: number): string;
  /** Lines and leading spaces kept: for TX and FT, where `^` and `&` are text too when a sender forgot to escape them. */
  text(): string;
  /** Components as they came, for data that is never unescaped (base64). */
  rawPart(component: number): string;
  /** How many components there are. */
  readonly size: number;
}

/** One line of a message. Fields are counted as the standard does: in MSH the separator itself is field 1. */
export interface Segment {
  readonly name: string;
  /** From one, among the segments of this name. */
  readonly occurrence: number;
  /** Repetitions of a field that hold anything; `""` holds nothing. */
  all(field: number): readonly Value[];
  /** The first repetition that holds anything, else an empty value. */
  first(field: number): Value;
  /** The field's first component as text. */
  text(field: number): string;
  /** True where the sender wrote `""`: what was there is to go. */
  emptied(field: number): boolean;
  place(field?: number): Place;
}

/** A message split into its segments, in their order. */
export interface Message {
  readonly segments: readonly Segment[];
  readonly delimiters: Delimiters;
}

/** White space that R4's `\s` takes for the end of a word where `\S` must follow, and controls that are spaces. */
// oxlint-disable-next-line no-control-regex -- they are what must go
const SPACES = /[\x0b\x0c\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/g;
/** What a FHIR string may not hold at all: controls but tab and line ends, marks of byte order. */
// oxlint-disable-next-line no-control-regex -- they are what must go
const CONTROLS = /[\0-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]/g;
const MOST_SEGMENTS = 20_000;

/** A text as FHIR R4 can hold it: NFC, well-formed, ordinary spaces, no controls, lines ended by LF. */
export function toPlainText(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  const ended = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  const plain = ended.replace(SPACES, ' ').replace(CONTROLS, '');
  return (plain.isWellFormed() ? plain : plain.toWellFormed()).normalize('NFC');
}

/**
 * Splits a message (segments end with CR, and as real senders do with LF or CRLF). Own splitting: `Hl7Message` of @medplum/core leaves
 * escapes, `""` and subcomponents to its caller, takes any line for a segment, and reads half as fast. Throws `HL7Refusal` alone.
 */
export function readMessage(bytes: Uint8Array): Message {
  const { text, decode } = decodeMessage(bytes);
  // Where segments end with CR, a bare LF is a line of a text that nobody escaped.
  const lines = text.replace(/^[\ufeff\s\v]+/, '').split(text.includes('\r') ? /\r\n*/ : /\n/);
  const delimiters = readDelimiters(lines[0] ?? '');
  const counts = new Map<string, number>();
  const segments: Segment[] = [];
  for (const line of lines) {
    const name = line.slice(0, 3);
    if (line.trim() === '' || line === '\x1c') continue;
    if (!/^[A-Z][A-Z0-9]{2}$/.test(name) || (line.length > 3 && line.charAt(3) !== delimiters.field))
      return refuse(
        { ...wholeMessage, occurrence: segments.length + 1 },
        100,
        'Une ligne du message ne commence pas par un nom de segment suivi du séparateur de champs.',
      );
    if (segments.length >= MOST_SEGMENTS)
      return refuse(wholeMessage, 207, `Le message compte plus de ${MOST_SEGMENTS} segments.`);
    const occurrence = (counts.get(name) ?? 0) + 1;
    counts.set(name, occurrence);
    segments.push(toSegment(name, occurrence, line, delimiters, decode));
  }
  return { segments, delimiters };
}

function readDelimiters(header: string): Delimiters {
  const place: Place = { segment: 'MSH', occurrence: 1, field: 2 };
  const field = header.charAt(3);
  const encoding = header.slice(4, 4 + Math.max(0, header.slice(4).indexOf(field)));
  const [component = '', repetition = '', escape = '', subcomponent = ''] = encoding;
  const used = [field, ...encoding];
  if (!header.startsWith('MSH') || component === '' || repetition === '' || encoding.length > 5)
    return reject(place, 100, 'Le message ne commence pas par un segment MSH qui déclare ses séparateurs.');
  if (new Set(used).size < used.length || used.some((char) => /[A-Za-z0-9\s"]/.test(char)))
    return reject(place, 102, 'Les séparateurs déclarés se confondent entre eux ou avec du texte.');
  return { field, component, repetition, escape, subcomponent };
}

function toSegment(name: string, occurrence: number, line: string, delimiters: Delimiters, decode: Decode): Segment {
  const read = new Map<number, readonly Value[]>();
  let fields: string[] | undefined;
  const raw = (field: number): string => {
    fields ??= line.split(delimiters.field);
    // MSH-1 is the separator, and MSH-2 is no repetition of anything.
    return (name === 'MSH' ? fields[field - 1] : fields[field]) ?? '';
  };
  const all = (field: number): readonly Value[] => {
    const known = read.get(field);
    if (known !== undefined) return known;
    const whole = raw(field);
    const isOne = (name === 'MSH' && field <= 2) || !whole.includes(delimiters.repetition);
    const values = (isOne ? [whole] : whole.split(delimiters.repetition))
      .filter((one) => one !== '' && one !== '""')
      .map((one) => new RawValue(one, delimiters, decode));
    read.set(field, values);
    return values;
  };
  return {
    name,
    occurrence,
    all,
    first: (field) => all(field)[0] ?? nothing,
    text: (field) => all(field)[0]?.part(1) ?? '',
    emptied: (field) => raw(field) === '""',
    place: (field) => ({ segment: name, occurrence, field: field ?? null }),
  };
}

/** A value that reads each component once, when it is asked for. */
class RawValue implements Value {
  readonly raw: string;
  readonly #delimiters: Delimiters;
  readonly #decode: Decode;
  #components: string[] | undefined;

  constructor(raw: string, delimiters: Delimiters, decode: Decode) {
    this.raw = raw;
    this.#delimiters = delimiters;
    this.#decode = decode;
  }

  get size(): number {
    return this.#split().length;
  }

  rawPart(component: number): string {
    return this.#split()[component - 1] ?? '';
  }

  part(component: number, subcomponent = 1): string {
    const { subcomponent: by } = this.#delimiters;
    const whole = this.rawPart(component);
    if (whole === '') return '';
    const isOne = by === '' || !whole.includes(by);
    if (isOne) return subcomponent === 1 ? this.#read(whole).trim() : '';
    return this.#read(whole.split(by)[subcomponent - 1] ?? '').trim();
  }

  whole(component: number): string {
    const { subcomponent: by } = this.#delimiters;
    const parts = by === '' ? [this.rawPart(component)] : this.rawPart(component).split(by);
    return parts
      .map((one) => this.#read(one).trim())
      .filter((one) => one !== '')
      .join(' ');
  }

  text(): string {
    return this.#read(this.raw);
  }

  #split(): string[] {
    this.#components ??= this.raw.split(this.#delimiters.component);
    return this.#components;
  }

  #read(text: string): string {
    return text === '' || text === '""' ? '' : toPlainText(unescape(text, this.#delimiters, this.#decode));
  }
}

const nothing: Value = { raw: '', size: 0, part: () => '', whole: () => '', text: () => '', rawPart: () => '' };
