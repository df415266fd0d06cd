import type { DataSet } from 'dicom-parser';
import { openText, readCodeMeaning, readItems, type ReadText } from './character-set.ts';
import { limits } from './limits.ts';
import { assertReadable } from './unreadable.ts';

/** An image that a report points to. */
export interface ImageReference {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  /** Referenced Frame Numbers, from 1; empty for the whole object. */
  readonly frames: readonly number[];
}

/** One node of a content tree (PS3.3 C.17.3), ready to be read: codes are their meanings, numbers as the file writes them. */
export interface ReportNode {
  /** Value Type (0040,A040): `CONTAINER`, `TEXT`, `NUM`, `CODE`, `IMAGE`, `DATE`, `SCOORD`… */
  readonly type: string;
  readonly relationship: string;
  /** Concept name; empty when the node has none. */
  readonly name: string;
  /** What it says, without its unit; empty for a container or an image. */
  readonly value: string;
  /** UCUM code of a measured number, empty when there is none. */
  readonly unit: string;
  readonly image: ImageReference | null;
  readonly children: readonly ReportNode[];
}

/** A structured report or a key object selection. */
export interface Report {
  readonly kind: 'report';
  readonly keyImages: boolean;
  readonly title: string;
  /** Completion Flag `COMPLETE` or `PARTIAL`, Verification Flag `VERIFIED` or `UNVERIFIED`; empty when the file does not say. */
  readonly completion: string;
  readonly verification: string;
  /** Verifying or content observer, as DICOM writes names; empty when unknown. */
  readonly author: string;
  /** Content Date and Time, DICOM digits. */
  readonly written: string;
  readonly nodes: readonly ReportNode[];
}

/** Reads a whole content tree; depth and number of nodes are bounded by the file's own limits. */
export function readReport(dataSet: DataSet, keyImages: boolean): Report {
  const read = openText(dataSet);
  const children = readItems(dataSet, 'x0040a730');
  const title = readCodeMeaning(dataSet, 'x0040a043', read);
  assertReadable(children.length > 0 || title !== '', 'no-pixels', 'empty report');
  const observer = readItems(dataSet, 'x0040a073')[0];
  const named = children.find((item) => readCode(item) === '121008');
  return {
    kind: 'report',
    keyImages,
    title,
    completion: read(dataSet, 'x0040a491'),
    verification: read(dataSet, 'x0040a493'),
    author: (observer ? read(observer, 'x0040a075') : '') || (named ? read(named, 'x0040a123') : ''),
    written: read(dataSet, 'x00080023') + read(dataSet, 'x00080033'),
    nodes: children.map((item) => toNode(item, read, 1)),
  };
}

function readCode(item: DataSet): string {
  return readItems(item, 'x0040a043')[0]?.string('x00080100')?.trim() ?? '';
}

function toNode(item: DataSet, read: ReadText, depth: number): ReportNode {
  assertReadable(depth <= limits.depth, 'too-large', 'nesting');
  const type = read(item, 'x0040a040');
  const measured = readItems(item, 'x0040a300')[0];
  const unit = measured ? readItems(measured, 'x004008ea')[0] : undefined;
  const unitCode = unit ? read(unit, 'x00080100') : '';
  return {
    type,
    relationship: read(item, 'x0040a010'),
    name: readCodeMeaning(item, 'x0040a043', read),
    value: toValue(type, item, measured, read),
    unit: unitCode === '1' || unitCode === '{no units}' ? '' : unitCode,
    image: type === 'IMAGE' || type === 'WAVEFORM' || type === 'COMPOSITE' ? toReference(item) : null,
    children: readItems(item, 'x0040a730').map((child) => toNode(child, read, depth + 1)),
  };
}

function toValue(type: string, item: DataSet, measured: DataSet | undefined, read: ReadText): string {
  switch (type) {
    case 'TEXT':
      return read(item, 'x0040a160');
    case 'NUM':
      return measured ? read(measured, 'x0040a30a') : readCodeMeaning(item, 'x0040a301', read);
    case 'CODE':
      return readCodeMeaning(item, 'x0040a168', read);
    case 'DATETIME':
      return read(item, 'x0040a120');
    case 'DATE':
      return read(item, 'x0040a121');
    case 'TIME':
      return read(item, 'x0040a122');
    case 'PNAME':
      return read(item, 'x0040a123').replaceAll('^', ' ').trim();
    case 'SCOORD':
    case 'SCOORD3D':
      return read(item, 'x00700023');
    default:
      return '';
  }
}

/** The first object of Referenced SOP Sequence (0008,1199). */
export function toReference(item: DataSet, sequence = 'x00081199'): ImageReference | null {
  const [reference] = readItems(item, sequence);
  return reference ? toImageReference(reference) : null;
}

/** Class, instance and frames of one referenced object. */
export function toImageReference(reference: DataSet): ImageReference {
  const uid = (tag: string): string => reference.string(tag)?.replace(/[^0-9.]/g, '') ?? '';
  const frames = (reference.string('x00081160') ?? '').split('\\').map(Number);
  return {
    sopClassUid: uid('x00081150'),
    sopInstanceUid: uid('x00081155'),
    frames: frames.filter((frame) => Number.isInteger(frame) && frame > 0),
  };
}
