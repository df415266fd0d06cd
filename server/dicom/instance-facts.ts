import type { DataSet } from 'dicom-parser';
import { toDateRange } from '../mapping/local-date.ts';
import { isEncapsulated, type Part10, parsePart10, readUid, Unreadable } from './parse-part10.ts';
import { type JsonDataSet, toDicomJson } from './to-json.ts';

/** What the hospital keeps of an instance beside its file. */
export interface InstanceFacts {
  readonly study: string;
  readonly series: string;
  readonly instance: string;
  readonly sopClass: string;
  readonly transferSyntax: string;
  readonly modality: string;
  readonly seriesNumber: number | null;
  readonly number: number | null;
  readonly frames: number;
  /** Patient ID (0010,0020), trimmed; empty when absent. */
  readonly patientId: string;
  /** Issuer of Patient ID (0010,0021), trimmed; empty when absent. */
  readonly issuer: string;
  /** What the birth date (0010,0030) covers; null when absent or not a date. */
  readonly born: { readonly from: string; readonly to: string } | null;
  readonly gender: 'male' | 'female' | null;
  readonly day: { readonly from: string; readonly to: string } | null;
  readonly studyAttributes: JsonDataSet;
  readonly seriesAttributes: JsonDataSet;
  readonly attributes: JsonDataSet;
  readonly metadata: JsonDataSet;
}

const STUDY = [
  '00080005',
  '00080020',
  '00080030',
  '00080050',
  '00080090',
  '00081030',
  '00100010',
  '00100020',
  '00100030',
  '00100040',
  '0020000D',
  '00200010',
];
const SERIES = ['00080060', '0008103E', '00180015', '0020000E', '00200011', '00400244', '00400245'];
const INSTANCE = [
  '00080016',
  '00080018',
  '00080023',
  '00200013',
  '00200032',
  '00200037',
  '00200052',
  '00280008',
  '00280010',
  '00280011',
  '00280030',
  '00280100',
];
const MOST_FRAMES = 100_000;

/**
 * Reads an instance from its first bytes (`bytes`, up to and with the pixels' own header) and its whole size. What it says of
 * itself must be possible: UIDs, and native pixels that are really there.
 */
export function readInstanceFacts(bytes: Buffer, size: number): InstanceFacts {
  const part10 = parsePart10(bytes);
  const { dataSet, transferSyntax } = part10;
  const uid = (tag: string): string => {
    const value = readUid(dataSet, tag);
    if (value === null) throw new Unreadable('uid-missing');
    return value;
  };
  const [study, series, instance, sopClass] = [uid('x0020000d'), uid('x0020000e'), uid('x00080018'), uid('x00080016')];
  const frames = readFrames(dataSet);
  assertPixels(part10, size, frames);
  let metadata: JsonDataSet;
  try {
    metadata = toDicomJson(
      dataSet,
      (tag) => `/dicomweb/studies/${study}/series/${series}/instances/${instance}/bulkdata/${tag}`,
    );
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable('data-set-broken', { cause: error });
  }
  const pick = (tags: readonly string[]): JsonDataSet =>
    Object.fromEntries(tags.flatMap((tag) => (metadata[tag] === undefined ? [] : [[tag, metadata[tag]]])));
  const sex = dataSet.string('x00100040')?.trim();
  return {
    study,
    series,
    instance,
    sopClass,
    transferSyntax,
    modality: /^[A-Z0-9_ ]{1,16}$/.exec(dataSet.string('x00080060')?.trim() ?? '')?.[0] ?? 'OT',
    seriesNumber: readInteger(dataSet, 'x00200011'),
    number: readInteger(dataSet, 'x00200013'),
    frames,
    patientId: readText(metadata, '00100020'),
    issuer: readText(metadata, '00100021'),
    born: toDay(dataSet.string('x00100030')),
    gender: sex === 'M' ? 'male' : sex === 'F' ? 'female' : null,
    day: toDay(dataSet.string('x00080020')),
    studyAttributes: pick(STUDY),
    seriesAttributes: pick(SERIES),
    attributes: { ...pick(INSTANCE), '00083002': { vr: 'UI', Value: [transferSyntax] } },
    metadata,
  };
}

function readText(metadata: JsonDataSet, tag: string): string {
  const value = metadata[tag]?.Value?.[0];
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

function readFrames(dataSet: DataSet): number {
  const text = dataSet.string('x00280008')?.trim() ?? '';
  const frames = text === '' ? 1 : Number(text);
  if (!Number.isInteger(frames) || frames < 1 || frames > MOST_FRAMES) throw new Unreadable('frames-impossible');
  return frames;
}

function readInteger(dataSet: DataSet, tag: string): number | null {
  const value = Number(dataSet.string(tag)?.trim() || Number.NaN);
  return Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? value : null;
}

function toDay(text: string | undefined): { from: string; to: string } | null {
  const [, year, month, day] = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(text?.trim() ?? '') ?? [];
  return year === undefined ? null : toDateRange(`${year}-${month}-${day}`);
}

/** Native pixels must all be in the file; encapsulated ones must start inside it. A lie here is refused at the door. */
function assertPixels({ dataSet, transferSyntax, pixels }: Part10, size: number, frames: number): void {
  if (pixels === null) return;
  const [rows, columns, samples, allocated] = [
    dataSet.uint16('x00280010'),
    dataSet.uint16('x00280011'),
    dataSet.uint16('x00280002') ?? 1,
    dataSet.uint16('x00280100'),
  ];
  if (!rows || !columns || !samples || !allocated || (allocated !== 1 && allocated % 8 !== 0) || allocated > 64)
    throw new Unreadable('pixels-undescribed');
  if (pixels.dataOffset > size) throw new Unreadable('pixels-truncated');
  // A deflated file's offsets are those of the inflated one, whose size the header does not tell.
  if (isEncapsulated(transferSyntax) || transferSyntax === '1.2.840.10008.1.2.1.99') return;
  // YBR_FULL_422 keeps the two colours of each pair of pixels once (PS3.3 C.7.6.3.1.2).
  const kept = dataSet.string('x00280004')?.trim() === 'YBR_FULL_422' ? 2 : samples;
  const needed = Math.ceil((rows * columns * kept * allocated * frames) / 8);
  if (pixels.length === 0xffffffff || pixels.length < needed || pixels.dataOffset + needed > size)
    throw new Unreadable('pixels-truncated');
}
