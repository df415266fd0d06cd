import type { DocumentPart } from '../../../../contracts/record.ts';

/** Parts that a file can be read into; a file inside a file (a PDF in a CDA) is one of them. */
export type FilePart = Exclude<DocumentPart, { show: 'study' | 'related' }>;

/** What a reader found in a file. `cut` is true when the file ends before its content does: what is there is shown, and that it is cut is said. */
export interface Reading {
  readonly parts: readonly FilePart[];
  readonly cut: boolean;
}
