import type { DataSet } from 'dicom-parser';
import { type StoredDocument, readDocument } from './document.ts';
import type { Part10 } from './part10.ts';
import { type PresentationState, readPresentationState } from './presentation-state.ts';
import { type Report, readReport } from './report.ts';
import { toObjectClass } from './sop-classes.ts';
import { UnreadableImage } from './unreadable.ts';
import { readWaveform, type Waveform } from './waveform.ts';

/** What a file holds instead of pixels. */
export type StoredObject = Waveform | Report | PresentationState | StoredDocument;

/** Reads what is no image, null for an image; what no viewer can show is refused by its name. */
export function readStoredObject({ dataSet, syntax }: Part10): StoredObject | null {
  const { reader, name } = toObjectClass(readSopClass(dataSet));
  switch (reader) {
    case 'waveform':
      return readWaveform(dataSet, syntax.bigEndian === true);
    case 'report':
      return readReport(dataSet, name === 'key-images');
    case 'presentation':
      return readPresentationState(dataSet);
    case 'document':
      return readDocument(dataSet);
    case 'none':
      throw new UnreadableImage('not-shown', name);
    case 'image':
      return null;
  }
}

/** SOP Class UID (0008,0016); empty when absent or cut off, where the pixels' own checks say what is wrong. */
function readSopClass(dataSet: DataSet): string {
  const element = dataSet.elements['x00080016'];
  if (element === undefined || element.dataOffset + element.length > dataSet.byteArray.length) return '';
  return dataSet.string('x00080016')?.replace(/[^0-9.]/g, '') ?? '';
}

/** Buffers of an object that a worker may hand over instead of copying. */
export function toBuffers(object: StoredObject): ArrayBuffer[] {
  if (object.kind === 'document') return [object.bytes.buffer];
  if (object.kind !== 'waveform') return [];
  return object.groups.flatMap(({ channels }) => channels.map(({ samples }) => samples.buffer));
}
