import type { CardIdentity } from '../../contracts/hand-over.ts';
import { readNiss } from '../../contracts/niss.ts';
import { readTlv } from './tlv.ts';

/** Tags of the identity file that are read; the others (number of the card, nationality, place of birth, photo's hash…) are left alone. */
const NUMBER = 6;
const FAMILY = 7;
const GIVEN = 8;
const BIRTH = 12;

/** Beginnings of the months as municipalities print them in French, Dutch and German; « MAR » of either is March, « MAI » and « MEI » May. */
const months: readonly (readonly string[])[] = [
  ['JAN'],
  ['FEV', 'FEB'],
  ['MARS', 'MAAR', 'MAR', 'MRT'],
  ['AVR', 'APR'],
  ['MAI', 'MEI'],
  ['JUIN', 'JUN'],
  ['JUIL', 'JUL'],
  ['AOU', 'AUG'],
  ['SEP'],
  ['OCT', 'OKT'],
  ['NOV'],
  ['DEC', 'DEZ'],
];

function toMonth(word: string): string | null {
  const bare = word.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
  const place = months.findIndex((starts) => starts.some((start) => bare.startsWith(start)));
  return place < 0 ? null : String(place + 1).padStart(2, '0');
}

/** A birth date as the card writes it: `12 MARS 1955`, `01.MÄR.1980`, or a year alone; null when it is none. */
export function readCardDate(text: string): string | null {
  const [first = '', second, third, ...rest] = text
    .trim()
    .split(/[\s.]+/)
    .filter((one) => one !== '');
  if (rest.length > 0) return null;
  if (second === undefined) return /^\d{4}$/.test(first) ? first : null;
  const [day, word, year] = third === undefined ? [null, first, second] : [first, second, third];
  const month = toMonth(word);
  if (month === null || !/^\d{4}$/.test(year)) return null;
  if (day === null || /^0{1,2}$/.test(day)) return `${year}-${month}`;
  if (!/^\d{1,2}$/.test(day)) return null;
  const written = `${year}-${month}-${day.padStart(2, '0')}`;
  const date = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(written) ? written : null;
}

/** Who the identity file is about; null when a field is missing or is not what it should be. */
export function readIdentity(bytes: Uint8Array): CardIdentity | null {
  const fields = readTlv(bytes);
  const read = (tag: number): string | null => {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(fields?.get(tag)).normalize('NFC').trim();
    } catch {
      return null;
    }
  };
  const niss = readNiss(read(NUMBER) ?? '');
  const family = read(FAMILY) ?? '';
  // A bearer without a given name has none on the card either.
  const given = read(GIVEN) ?? '';
  const birthDate = readCardDate(read(BIRTH) ?? '');
  if (!niss.ok || family === '' || family.length > 100 || given.length > 100 || birthDate === null) return null;
  return { niss: niss.niss.digits, family, given, birthDate };
}
