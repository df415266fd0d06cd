import type { ReportNode } from '../decode/report.ts';
import { formatDate, formatMoment } from '../../words/format.ts';
import { words } from '../../words/words.ts';

/** A DICOM DA, DT or DA + TM (`20261120`, `20261120101500.00+0100`) as it is read: `20 novembre 2026, 10:15`, in Brussels where the source tells its zone; the source's own digits when it is none. */
export function toDicomDate(digits: string): string {
  const [, year, month, day, hour, minute, zone] =
    /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(?:[\d.]*([+-]\d{4}))?)?/.exec(digits) ?? [];
  if (year === undefined) return digits;
  if (zone !== undefined)
    return formatMoment(`${year}-${month}-${day}T${hour}:${minute}:00${zone.slice(0, 3)}:${zone.slice(3)}`);
  const date = formatDate(`${year}-${month}-${day}`);
  return hour === undefined ? date : `${date}, ${hour}:${minute}`;
}

/** What a node says, in words: dates and times readable, shapes by their name. */
export function toReadable({ type, value }: ReportNode): string {
  if (type === 'DATE' || type === 'DATETIME') return toDicomDate(value);
  if (type === 'TIME') return value.replace(/^(\d{2})(\d{2}).*$/, '$1:$2');
  if (type === 'SCOORD' || type === 'SCOORD3D') return words('viewer.report.region', { shape: value.toLowerCase() });
  return value;
}

/** A UCUM code as it is written on paper: `mm[Hg]` is mmHg, `ml/m2` ml/m², `{beats}/min` beats/min. */
export function toUnit(code: string): string {
  return code
    .replace(/[[\]{}]/g, '')
    .replace(/(?<=[a-z])2(?![0-9])/g, '²')
    .replace(/(?<=[a-z])3(?![0-9])/g, '³');
}
