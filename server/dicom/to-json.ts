import type { TextDecoder } from 'node:util';
import type { DataSet, Element } from 'dicom-parser';
import { toTextDecoder } from './character-set.ts';
import { toVr, Unreadable } from './parse-part10.ts';

/** One attribute in the DICOM JSON model (PS3.18 F.2). */
export interface JsonAttribute {
  readonly vr: string;
  readonly Value?: readonly unknown[];
  readonly InlineBinary?: string;
  readonly BulkDataURI?: string;
}
/** A data set in the DICOM JSON model, by `GGGGEEEE`. */
export type JsonDataSet = Readonly<Record<string, JsonAttribute>>;

const INLINE_AT_MOST = 64 * 1024;
const DEPTH_AT_MOST = 64;
const BINARY = new Set(['OB', 'OW', 'OD', 'OF', 'OL', 'OV', 'UN']);
const LONG_TEXT = new Set(['LT', 'ST', 'UT', 'UR']);
const ENCODED = new Set(['LO', 'SH', 'LT', 'ST', 'UT', 'UC', 'PN']);
const WIDTH: Readonly<Record<string, number>> = { US: 2, SS: 2, UL: 4, SL: 4, FL: 4, FD: 8, SV: 8, UV: 8, AT: 4 };

/** DICOM JSON of a parsed data set, its bulk left out: `bulk` names where a big or pixel element is fetched. Group 2 is not part of it. */
export function toDicomJson(dataSet: DataSet, bulk: (tag: string) => string): JsonDataSet {
  const charset = dataSet.string('x00080005') ?? '';
  return convert(dataSet, toTextDecoder(charset), dataSet.byteArrayParser, (tag) => bulk(tag), 0);
}

type Numbers = DataSet['byteArrayParser'];

function convert(
  dataSet: DataSet,
  inherited: TextDecoder,
  numbers: Numbers,
  bulk: ((tag: string) => string) | null,
  depth: number,
): JsonDataSet {
  if (depth > DEPTH_AT_MOST) throw new Unreadable('nested-too-deep');
  const own = depth > 0 ? dataSet.string('x00080005') : undefined;
  const decoder = own === undefined ? inherited : toTextDecoder(own);
  const found: Record<string, JsonAttribute> = {};
  for (const element of Object.values(dataSet.elements).sort((a, b) => (a.tag < b.tag ? -1 : 1))) {
    const [group, number] = [element.tag.slice(1, 5), element.tag.slice(5, 9)];
    if (group === '0002' || number === '0000' || group === 'fffe') continue;
    const tag = `${group}${number}`.toUpperCase();
    found[tag] = toAttribute(dataSet, element, tag, decoder, numbers, bulk, depth);
  }
  if ('00080005' in found) found['00080005'] = { vr: 'CS', Value: ['ISO_IR 192'] };
  return found;
}

function toAttribute(
  dataSet: DataSet,
  element: Element,
  tag: string,
  decoder: TextDecoder,
  numbers: Numbers,
  bulk: ((tag: string) => string) | null,
  depth: number,
): JsonAttribute {
  const vr = element.vr ?? (element.items === undefined ? toVr(tag.slice(0, 4), tag.slice(4)) : 'SQ');
  if (element.items !== undefined || vr === 'SQ') {
    const items = (element.items ?? []).map(({ dataSet: item }) =>
      item === undefined ? {} : convert(item, decoder, numbers, null, depth + 1),
    );
    return items.length === 0 ? { vr: 'SQ' } : { vr: 'SQ', Value: items };
  }
  if (tag === '7FE00010') return bulk === null ? { vr } : { vr, BulkDataURI: bulk(tag) };
  const { dataOffset, length } = element;
  if (length === 0) return { vr };
  if (dataOffset + length > dataSet.byteArray.length) {
    if (bulk === null) throw new Unreadable('element-beyond-end');
    return { vr, BulkDataURI: bulk(tag) };
  }
  const bytes = Buffer.from(dataSet.byteArray.buffer, dataSet.byteArray.byteOffset + dataOffset, length);
  if (BINARY.has(vr)) {
    if (length <= INLINE_AT_MOST) return { vr, InlineBinary: bytes.toString('base64') };
    return bulk === null ? { vr } : { vr, BulkDataURI: bulk(tag) };
  }
  const width = WIDTH[vr];
  if (width !== undefined) return { vr, Value: toNumbers(vr, bytes, width, numbers) };
  const values = toTexts(vr, bytes, decoder);
  return values.every((value) => value === null) ? { vr } : { vr, Value: values };
}

function toNumbers(vr: string, bytes: Buffer, width: number, numbers: Numbers): unknown[] {
  const count = Math.floor(bytes.length / width);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  // Element 1 as a 16-bit number tells which end this data set's parser starts from.
  const little = numbers.readUint16(Buffer.from([1, 0]), 0) === 1;
  return Array.from({ length: count }, (_, index) => {
    const at = index * width;
    switch (vr) {
      case 'US':
        return view.getUint16(at, little);
      case 'SS':
        return view.getInt16(at, little);
      case 'UL':
        return view.getUint32(at, little);
      case 'SL':
        return view.getInt32(at, little);
      case 'FL':
        return toFinite(view.getFloat32(at, little));
      case 'FD':
        return toFinite(view.getFloat64(at, little));
      case 'SV':
        return String(view.getBigInt64(at, little));
      case 'UV':
        return String(view.getBigUint64(at, little));
      default:
        return [view.getUint16(at, little), view.getUint16(at + 2, little)]
          .map((half) => half.toString(16).padStart(4, '0'))
          .join('')
          .toUpperCase();
    }
  });
}

/** JSON has no NaN and no infinity. */
function toFinite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function toTexts(vr: string, bytes: Buffer, decoder: TextDecoder): unknown[] {
  const text = (ENCODED.has(vr) ? decoder.decode(bytes) : bytes.toString('latin1')).replaceAll('\0', '');
  if (LONG_TEXT.has(vr)) return [text.trimEnd()].map((value) => (value === '' ? null : value));
  return text.split('\\').map((part) => {
    const value = part.trim();
    if (value === '') return null;
    if (vr === 'PN') {
      const [Alphabetic, Ideographic, Phonetic] = value.split('=');
      return {
        ...(Alphabetic ? { Alphabetic } : {}),
        ...(Ideographic ? { Ideographic } : {}),
        ...(Phonetic ? { Phonetic } : {}),
      };
    }
    if (vr === 'DS' || vr === 'IS') {
      const number = Number(value);
      return Number.isFinite(number) ? number : value;
    }
    return value;
  });
}
