import { z } from 'zod';
import { DocumentRef, PatientId } from './identifiers.ts';
import { DicomUid } from './imaging.ts';

/** Pages, curves and images that one print may hold; a longer document says on its last page that it goes on. */
export const mostPictures = 200;

/** What the window puts on paper: what stands on its screen, without the head, which the main process writes by the record itself. */
export const Printout = z.strictObject({
  /** Markup for a page where no script runs and nothing is fetched; its pictures are called `picture-1`, `picture-2`… */
  html: z.string().max(20_000_000),
  pictures: z
    .array(z.strictObject({ mime: z.enum(['image/png', 'image/jpeg']), bytes: z.instanceof(Uint8Array) }))
    .max(mostPictures),
  landscape: z.boolean(),
  /** Title of what is no single document (all results by date); null: the document's own. */
  title: z.string().max(300).nullable(),
  /** Whether the results of the whole record are on it. */
  laboratory: z.boolean(),
  /** Series of which an image or a curve is on it. */
  series: z.array(z.strictObject({ study: DicomUid, series: DicomUid })).max(8),
});
export type Printout = z.infer<typeof Printout>;

/** How the window prints what is on the screen. */
export const printIpc = {
  /** Asks for the printer; `printed` is false when the question was closed. Traced as printed before the printer is asked for [X11]. */
  'document/print': {
    input: z.strictObject({ patient: PatientId, document: DocumentRef, sheet: Printout }),
    output: z.strictObject({ printed: z.boolean() }),
  },
} as const;
