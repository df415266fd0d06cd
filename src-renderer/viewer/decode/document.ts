import type { DataSet } from 'dicom-parser';
import { openText, readItems } from './character-set.ts';
import { assertReadable } from './unreadable.ts';

/** A document inside a DICOM file (PS3.3 A.45): its own bytes, for the reader of its kind. */
export interface StoredDocument {
  readonly kind: 'document';
  readonly mime: 'application/pdf' | 'text/xml';
  /** Document Title (0042,0010), else the concept's meaning; empty when neither is said. */
  readonly title: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Reads an encapsulated PDF or CDA. The bytes decide which it is; what is neither is refused. */
export function readDocument(dataSet: DataSet): StoredDocument {
  const read = openText(dataSet);
  const element = dataSet.elements['x00420011'];
  assertReadable(element !== undefined && element.length > 0, 'no-pixels', 'no Encapsulated Document');
  const held = element.dataOffset + element.length <= dataSet.byteArray.length;
  assertReadable(held, 'truncated', 'Encapsulated Document');
  const told = dataSet.uint32('x00420015') ?? element.length;
  const length = told > 0 && told <= element.length ? told : element.length;
  const bytes = Uint8Array.from(
    dataSet.byteArray.subarray(element.dataOffset, element.dataOffset + length) as Uint8Array,
  );
  const start = String.fromCharCode(...bytes.subarray(0, 1024));
  const isPdf = start.includes('%PDF-');
  assertReadable(isPdf || /<(\?xml|[\w:]*ClinicalDocument)/.test(start), 'unsupported', read(dataSet, 'x00420012'));
  const concept = readItems(dataSet, 'x0040a043')[0];
  return {
    kind: 'document',
    mime: isPdf ? 'application/pdf' : 'text/xml',
    title: read(dataSet, 'x00420010') || (concept ? read(concept, 'x00080104') : ''),
    bytes,
  };
}
