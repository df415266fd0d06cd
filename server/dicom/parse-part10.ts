// oxlint-disable-next-line typescript/triple-slash-reference -- dcmjs has no types, and test/ compiles this file too
/// <reference path="./dcmjs.d.ts" />
import { inflateRawSync } from 'node:zlib';
import dcmjs from 'dcmjs';
import dicomParser from 'dicom-parser';
import type { DataSet, Element } from 'dicom-parser';

/** Why a file is not readable DICOM: a word for the log and the sender, never a part of the file. */
export class Unreadable extends Error {
  readonly reason: string;

  constructor(reason: string, options?: { cause?: unknown }) {
    super(reason, options);
    this.name = 'Unreadable';
    this.reason = reason;
  }
}

/** A Part 10 file up to its pixels. */
export interface Part10 {
  readonly dataSet: DataSet;
  readonly transferSyntax: string;
  /** Pixel Data (7FE0,0010), null when the object has none. */
  readonly pixels: Element | null;
}

const PREAMBLE = 132;
const INFLATED_AT_MOST = 64 * 1024 * 1024;
const IMPLICIT = '1.2.840.10008.1.2';
const DEFLATED = '1.2.840.10008.1.2.1.99';

/** Transfer syntaxes that are kept, and whether their pixels are encapsulated (PS3.5 section 10). */
const transferSyntaxes: ReadonlyMap<string, boolean> = new Map([
  [IMPLICIT, false],
  ['1.2.840.10008.1.2.1', false],
  [DEFLATED, false],
  ['1.2.840.10008.1.2.2', false],
  ['1.2.840.10008.1.2.5', true],
  ...[
    '50',
    '51',
    '52',
    '53',
    '54',
    '55',
    '56',
    '57',
    '58',
    '59',
    '60',
    '61',
    '62',
    '63',
    '64',
    '65',
    '66',
    '70',
    '80',
    '81',
    '90',
    '91',
    '92',
    '93',
    '100',
    '101',
    '102',
    '103',
    '104',
    '105',
    '106',
    '107',
    '108',
    '110',
    '111',
    '112',
    '201',
    '202',
    '203',
  ].map((last): [string, boolean] => [`1.2.840.10008.1.2.4.${last}`, true]),
]);

/** True for a transfer syntax in which files are kept, whether the viewer can show it or not. */
export function isKeptTransferSyntax(uid: string): boolean {
  return transferSyntaxes.has(uid);
}

/** True when the pixels of this transfer syntax come in fragments. */
export function isEncapsulated(transferSyntax: string): boolean {
  return transferSyntaxes.get(transferSyntax) ?? false;
}

/** VR of a tag `gggg,eeee` from the dictionary; `UN` for private and unknown ones. */
export function toVr(group: string, element: string): string {
  const vr = dcmjs.data.DicomMetaDictionary.dictionary[`(${group},${element})`.toUpperCase()]?.vr;
  return vr === undefined ? 'UN' : vr === 'ox' || vr === 'xs' ? (vr === 'ox' ? 'OW' : 'US') : vr;
}

/** Reads a Part 10 file up to its pixels (`whole`: through them). Whatever is wrong is `Unreadable`, never a crash. */
export function parsePart10(bytes: Buffer, whole = false): Part10 {
  if (bytes.length < PREAMBLE || bytes.toString('latin1', 128, PREAMBLE) !== 'DICM')
    throw new Unreadable('not-part-10');
  let dataSet: DataSet;
  try {
    dataSet = dicomParser.parseDicom(bytes, {
      ...(whole ? {} : { untilTag: 'x7fe00010' }),
      vrCallback: ((tag: string) => toVr(tag.slice(1, 5), tag.slice(5, 9))) as never,
      inflater: ((compressed: Uint8Array, position: number) => inflate(compressed, position)) as never,
    });
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable('data-set-broken', { cause: error });
  }
  const transferSyntax = readUid(dataSet, 'x00020010');
  if (transferSyntax === null || !transferSyntaxes.has(transferSyntax)) throw new Unreadable('transfer-syntax-unknown');
  if (transferSyntax === DEFLATED) dropPreamble(dataSet);
  const pixels = dataSet.elements['x7fe00010'] ?? null;
  return { dataSet, transferSyntax, pixels };
}

/** dicom-parser reads an inflated data set from the file's first byte on: what it took for elements there is none. */
function dropPreamble({ elements }: DataSet): void {
  const meta = Object.values(elements).filter(({ tag }) => tag.startsWith('x0002'));
  const end = Math.max(0, ...meta.map(({ dataOffset, length }) => dataOffset + length));
  for (const [key, { tag, dataOffset }] of Object.entries(elements))
    if (dataOffset < end && !tag.startsWith('x0002')) delete elements[key];
}

/** A UID of the data set, null when absent or not one (PS3.5 9.1). */
export function readUid(dataSet: DataSet, tag: string): string | null {
  const text = dataSet.string(tag)?.replace(/[\0 ]+$/, '') ?? '';
  return isUid(text) ? text : null;
}

/** True for digits and single points, at most 64: senders with an invalid root (PS3.5 9.1 knows 0 to 2) are understood too. */
export function isUid(text: string): boolean {
  return /^[0-9]+(\.[0-9]+)*$/.test(text) && text.length <= 64;
}

/** Deflated data sets (PS3.5 A.5): never more than the limit, whatever the file claims. */
function inflate(compressed: Uint8Array, position: number): Uint8Array {
  try {
    const inflated = inflateRawSync(compressed.subarray(position), { maxOutputLength: INFLATED_AT_MOST });
    return Buffer.concat([compressed.subarray(0, position), inflated]);
  } catch (error) {
    throw new Unreadable('deflate-broken', { cause: error });
  }
}
