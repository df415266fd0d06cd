/**
 * The Belgian national register number (NISS, INSZ) and the bis number: `YYMMDD-SSS-CC`. The check digits tell the century, since
 * the formula for births from 2000 on never agrees with the older one. The calendar never refuses a number: month and day may be
 * 00, the day may count on beyond 31, and only name and birth date make sure whose number it is.
 */

/** What a valid number says by itself. It never says that the hospital knows somebody. */
export interface Niss {
  /** Eleven ASCII digits, as FHIR's `ssin` identifier wants them. */
  readonly digits: string;
  /** `bis`: given to people outside the register; its month is raised by 20 (sex unknown) or 40 (sex known). */
  readonly kind: 'national' | 'bis';
  /** Null when the number does not tell it. */
  readonly sex: 'male' | 'female' | null;
  readonly century: 1900 | 2000;
  /** As far as known: `YYYY-MM-DD`, `YYYY-MM`, `YYYY`, or null (wholly unknown, written 00.00.01). */
  readonly birthDate: string | null;
  /** False for the counters 000 and 999, which are never issued: refused for a new link, accepted in received data. */
  readonly issued: boolean;
}

/** Why a text is no NISS; every fault is told to the user as `niss-invalid`. */
export type NissFault = 'characters' | 'length' | 'check-digits';

/** A number, or what is wrong with the text. */
export type NissReading =
  | { readonly ok: true; readonly niss: Niss }
  | { readonly ok: false; readonly code: 'niss-invalid'; readonly fault: NissFault };

/** Longer than any spelling of eleven digits with a label before it. */
const longest = 120;
const labelBefore = /^\P{Nd}{0,60}/u;
const separators = /[\p{Z}\p{P}\p{Cf}\s|+−]/gu;

/** Reads a number typed or pasted in any spelling: points, dashes, slashes, any space, a label before it, digits of any script. */
export function readNiss(text: string): NissReading {
  if (text.length > longest) return refuse('length');
  const bare = text.normalize('NFKC').replace(labelBefore, '').replace(separators, '');
  const digits = toAsciiDigits(bare);
  if (digits === null) return refuse('characters');
  if (digits.length !== 11) return refuse('length');
  const century = readCentury(digits);
  return century === null ? refuse('check-digits') : { ok: true, niss: toNiss(digits, century) };
}

/** Eleven digits as they are printed on the card, `93.05.18-223.61`; any other text comes back unchanged. */
export function formatNiss(digits: string): string {
  return digits.replace(/^(\d{2})(\d{2})(\d{2})(\d{3})(\d{2})$/, '$1.$2.$3-$4.$5');
}

function refuse(fault: NissFault): NissReading {
  return { ok: false, code: 'niss-invalid', fault };
}

/** Null as soon as one character is no decimal digit. Unicode keeps every script's ten digits together, in order, from zero. */
function toAsciiDigits(text: string): string | null {
  let ascii = '';
  for (const character of text) {
    if (!/\p{Nd}/u.test(character)) return null;
    const point = character.codePointAt(0) ?? 0;
    let first = point;
    while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
    ascii += String((point - first) % 10);
  }
  return ascii;
}

function readCentury(digits: string): 1900 | 2000 | null {
  const check = Number(digits.slice(9));
  if (check === 97 - (Number(digits.slice(0, 9)) % 97)) return 1900;
  if (check === 97 - (Number(`2${digits.slice(0, 9)}`) % 97)) return 2000;
  return null;
}

function toNiss(digits: string, century: 1900 | 2000): Niss {
  const raised = Number(digits.slice(2, 4));
  const counter = digits.slice(6, 9);
  const issued = counter !== '000' && counter !== '999';
  const sexKnown = issued && (raised < 20 || raised >= 40);
  return {
    digits,
    kind: raised < 20 ? 'national' : 'bis',
    sex: sexKnown ? (Number(counter) % 2 === 1 ? 'male' : 'female') : null,
    century,
    birthDate: readBirthDate(digits, century),
    issued,
  };
}

function readBirthDate(digits: string, century: 1900 | 2000): string | null {
  const year = century + Number(digits.slice(0, 2));
  const month = Number(digits.slice(2, 4)) % 20;
  const day = Number(digits.slice(4, 6));
  if (month === 0 && day === 1 && digits.startsWith('00')) return null;
  if (month === 0 || month > 12) return String(year);
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const yearMonth = `${year}-${toTwoDigits(month)}`;
  return day === 0 || day > days ? yearMonth : `${yearMonth}-${toTwoDigits(day)}`;
}

function toTwoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
