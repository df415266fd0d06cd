import { z } from 'zod';
import { DocumentRef } from './identifiers.ts';
import { DocumentPart } from './record.ts';

/** How many documents are read for the search at once, at most. */
export const mostSearchTexts = 16;

/** What of an open record can be searched, as its copy stands now. */
export const SearchSources = z.strictObject({
  /** A line of the timeline each; the stamp changes with anything that its text is made from. */
  sources: z.array(z.strictObject({ document: DocumentRef, stamp: z.string().max(64) })),
  /** Documents whose text, or a part of it, is not on this PC yet. */
  awaited: z.number().int(),
});
export type SearchSources = z.infer<typeof SearchSources>;

/** A part whose words are searched: as the reading pane has it, or a report that came as a DICOM file. */
export const SearchPart = z.union([
  DocumentPart,
  z.strictObject({ show: z.literal('object'), bytes: z.instanceof(Uint8Array) }),
]);
export type SearchPart = z.infer<typeof SearchPart>;

/** What one document says, for the search alone: no images, no earlier results, no lists of other documents. */
export const SearchText = z.strictObject({
  document: DocumentRef,
  stamp: z.string().max(64),
  author: z.string().nullable(),
  parts: z.array(SearchPart),
});
export type SearchText = z.infer<typeof SearchText>;
