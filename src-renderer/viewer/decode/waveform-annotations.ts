import type { DataSet } from 'dicom-parser';
import { readCodeMeaning, readDecimals, readItems, type ReadText } from './character-set.ts';

/** What the device or a reader wrote beside the curve (Waveform Annotation Sequence, PS3.3 C.10.10). */
export interface WaveformAnnotation {
  /** Free text, or the concept's meaning; empty for a bare mark. */
  readonly text: string;
  /** A measured value as the file writes it, and its unit (UCUM code); null for a text. */
  readonly value: { readonly number: string; readonly unit: string } | null;
  /** Multiplex group it refers to, from 1; 0 when none. */
  readonly group: number;
  /** Channels of that group, from 1; 0 stands for all of them. */
  readonly channels: readonly number[];
  /** Sample positions of the group, from 1; empty for what concerns the whole curve. */
  readonly positions: readonly number[];
}

/** Every annotation in the order of the file. */
export function readAnnotations(dataSet: DataSet, read: ReadText): readonly WaveformAnnotation[] {
  return readItems(dataSet, 'x0040b020')
    .slice(0, 5000)
    .flatMap((item): WaveformAnnotation[] => {
      const name = readCodeMeaning(item, 'x0040a043', read);
      const coded = readCodeMeaning(item, 'x0040a168', read);
      const free = read(item, 'x00700006');
      const number = item.string('x0040a30a')?.trim() ?? '';
      const unit = readItems(item, 'x004008ea')[0];
      const references = readShorts(item, 'x0040a0b0');
      const text = [name, coded, free].filter((part) => part !== '').join(' : ');
      if (text === '') return [];
      return [
        {
          text,
          value:
            readDecimals(item, 'x0040a30a').length === 1
              ? { number, unit: unit ? read(unit, 'x00080100') || read(unit, 'x00080104') : '' }
              : null,
          group: references[0] ?? 0,
          channels: references.filter((_, index) => index % 2 === 1),
          positions: readLongs(item, 'x0040a132'),
        },
      ];
    });
}

function readShorts(item: DataSet, tag: string): number[] {
  const length = item.elements[tag]?.length ?? 0;
  return Array.from({ length: Math.min(length >> 1, 512) }, (_, index) => item.uint16(tag, index) ?? 0);
}

function readLongs(item: DataSet, tag: string): number[] {
  const length = item.elements[tag]?.length ?? 0;
  return Array.from({ length: Math.min(length >> 2, 4096) }, (_, index) => item.uint32(tag, index) ?? 0);
}
