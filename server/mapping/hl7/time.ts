import { toDateRange } from '../local-date.ts';
import { type Place, refuse } from './refuse.ts';

const HL7_TIME = /^(\d{4})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(\.\d{1,6})?)?)?)?)?)?([+-]\d{4})?$/;
const offsets = new Map<string, string>();
const MOST_OFFSETS = 20_000;

/**
 * An HL7 time (TS, DTM, DT) as a FHIR dateTime of the same precision; null for none, or for a time of noughts alone. FHIR knows no bare
 * hour: minutes and seconds that are not said are 00. Without a zone it is Europe/Brussels, whatever MSH-7 says: interface engines stamp
 * MSH-7 themselves and pass the sender's local times on. Throws where it is no time, since an undated or misdated result is a danger.
 */
export function toDateTime(text: string, place: Place): string | null {
  const packed = text.replace(/\s+/g, '');
  if (packed === '' || /^0+$/.test(packed)) return null;
  const parts = HL7_TIME.exec(packed);
  const written = parts === null ? null : toFhir(parts);
  return written !== null
    ? written
    : refuse(place, 102, 'Une date ou une heure n’est pas au format HL7 (AAAAMMJJ[HHMM[SS]]).');
}

function toFhir(parts: RegExpExecArray): string | null {
  const [, year = '', month, day, hour, minute = '00', second = '00', fraction = '', zone] = parts;
  if (!isRealDay(Number(year), Number(month ?? 1), Number(day ?? 1))) return null;
  const date = [year, month, day].filter((part) => part !== undefined).join('-');
  const said = zone === undefined ? undefined : `${zone.slice(0, 3)}:${zone.slice(3)}`;
  if (said !== undefined && !/^[+-](0\d|1[0-3]):[0-5]\d$|^[+-]14:00$/.test(said)) return null;
  if (hour === undefined) return date;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  return `${date}T${hour}:${minute}:${second}${fraction}${said ?? toBrusselsOffset(`${date}T${hour}`)}`;
}

function isRealDay(year: number, month: number, day: number): boolean {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Offset of Brussels in this hour (`YYYY-MM-DDTHH`), `+02:00`; of a day that exists. */
function toBrusselsOffset(hour: string): string {
  const known = offsets.get(hour);
  if (known !== undefined) return known;
  const instant = toDateRange(`${hour}:00:00`)?.from;
  const minutes =
    instant === undefined ? 60 : Math.round((Date.parse(`${hour}:00:00Z`) - Date.parse(instant)) / 60_000);
  const hours = String(Math.trunc(minutes / 60)).padStart(2, '0');
  const offset = minutes < 0 ? '+00:00' : `+${hours}:${String(minutes % 60).padStart(2, '0')}`;
  if (offsets.size >= MOST_OFFSETS) offsets.clear();
  offsets.set(hour, offset);
  return offset;
}

/**
 * A birth date as far as it is known: registers write noughts for a day or month that nobody knows (`19400000`), of which FHIR keeps the
 * year or the month. Null for none; throws as `toDateTime` does.
 */
export function toBirthDate(text: string, place: Place): string | null {
  const packed = text.replace(/\s+/g, '');
  const known = packed.replace(/^(\d{4})00(?:00)?(?:0{4,6})?$/, '$1').replace(/^(\d{6})00(?:0{4,6})?$/, '$1');
  return toDateTime(known, place)?.slice(0, 10) ?? null;
}

/** As `toDateTime`, as a FHIR instant: a bare date is its first moment in Brussels. */
export function toInstant(text: string, place: Place): string | null {
  const dateTime = toDateTime(text, place);
  if (dateTime === null || dateTime.length > 10) return dateTime;
  const day = `${dateTime}-01-01`.slice(0, 10);
  const full = dateTime.length === 4 ? `${dateTime}-01-01` : dateTime.length === 7 ? `${dateTime}-01` : day;
  return `${full}T00:00:00${toBrusselsOffset(`${full}T00`)}`;
}

/** A time of day (TM) as FHIR's `time`; null when it is none. */
export function toTime(text: string): string | null {
  const [, hour, minute, second = '00', fraction = ''] =
    /^([01]\d|2[0-3])([0-5]\d)(?:([0-5]\d)(\.\d{1,6})?)?(?:[+-]\d{4})?$/.exec(text.trim()) ?? [];
  return hour === undefined ? null : `${hour}:${minute}:${second}${fraction}`;
}

/** The moment a FHIR date begins, as a version is compared: `2026-03-02T08:30:00.000Z`; '' for null. */
export function toMoment(dateTime: string | null): string {
  return dateTime === null ? '' : (toDateRange(dateTime)?.from ?? '');
}
