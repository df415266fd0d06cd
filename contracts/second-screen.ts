import { z } from 'zod';
import { none } from './api-row.ts';
import type { Result } from './failure.ts';
import { PatientId } from './identifiers.ts';
import { DicomUid, StudySummary } from './imaging.ts';
import { languages } from './language.ts';

const Point = z.tuple([z.number(), z.number()]).readonly();

/** Where a reader is in a study: the slice, its window, his lengths. Handed over when the images go from one window to the other. */
export const ViewerPlace = z.strictObject({
  /** The viewer's own name of the slice. */
  key: z.string().max(200),
  window: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('file') }),
    z.strictObject({
      kind: z.literal('preset'),
      preset: z.strictObject({
        key: z.enum(['1', '2', '3', '4', '5', '6']),
        name: z.string().max(100),
        center: z.number(),
        width: z.number(),
      }),
    }),
    z.strictObject({ kind: z.literal('manual'), range: z.strictObject({ lower: z.number(), upper: z.number() }) }),
  ]),
  inverted: z.boolean(),
  measures: z.record(
    z.string().max(200),
    z
      .array(z.strictObject({ id: z.int(), from: Point, to: Point }))
      .max(200)
      .readonly(),
  ),
});
export type ViewerPlace = z.infer<typeof ViewerPlace>;

/** The second screen as the main window knows it. */
export const SecondScreen = z.strictObject({
  /** There is another monitor than the one on which the main window stands. */
  available: z.boolean(),
  /** Images go there until somebody brings them back; kept on this PC. */
  wanted: z.boolean(),
  /** What stands there. */
  shown: z.strictObject({ patient: PatientId, study: DicomUid }).nullable(),
});
export type SecondScreen = z.infer<typeof SecondScreen>;

const ofStudy = z.strictObject({ patient: PatientId, study: DicomUid });

/** What the main window asks of the second screen. */
export const secondScreenIpc = {
  'second-screen/read': { input: none, output: SecondScreen },
  /** Shows the images of an open record there; `byHand` when the physician asked for it, whose choice is kept. */
  'second-screen/show': {
    input: z.strictObject({ ...ofStudy.shape, place: ViewerPlace.nullable(), byHand: z.boolean() }),
    output: none,
  },
  /** The study is no longer in the reading pane: nothing of it stays there. */
  'second-screen/leave': { input: ofStudy, output: none },
  /** The images come back into the main window, and stay there from now on. */
  'second-screen/bring-back': { input: none, output: none },
} as const;

/** What the main window hears of the second screen. */
export const secondScreenEvents = {
  'second-screen/changed': SecondScreen,
  /** Where the reader was when the images left the second screen. */
  'second-screen/left': z.strictObject({ ...ofStudy.shape, place: ViewerPlace.nullable() }),
} as const;

/** What the second window shows: one study of one patient, or nothing. */
export const SecondView = z.strictObject({
  language: z.enum(languages),
  shown: z
    .strictObject({
      patient: PatientId,
      study: StudySummary,
      place: ViewerPlace.nullable(),
      /** Another number is another opening: its pixels are asked for anew. */
      opening: z.int(),
    })
    .nullable(),
});
export type SecondView = z.infer<typeof SecondView>;

/** Every question of the second window; nothing else of the application answers it. */
export const secondIpc = {
  'second/read': { input: none, output: SecondView },
  /** A slice of this series of the study shown is on the second screen: kept as looked at. */
  'second/report-look': { input: z.strictObject({ series: DicomUid }), output: none },
  'second/report-place': { input: z.strictObject({ study: DicomUid, place: ViewerPlace }), output: none },
  'second/bring-back': { input: none, output: none },
  'second/report-activity': { input: none, output: none },
  'second/lock': { input: none, output: none },
} as const satisfies Record<string, { readonly input: z.ZodType; readonly output: z.ZodType }>;
export type SecondIpc = typeof secondIpc;

/** The bridge of the second window, `window.passerelleSecond`; the port comes as a window message, as in the main window, for the study shown alone. */
export interface SecondBridge {
  ask<C extends keyof SecondIpc>(
    channel: C,
    input: z.input<SecondIpc[C]['input']>,
  ): Promise<Result<z.output<SecondIpc[C]['output']>>>;
  /** What it shows is another thing, or nothing. Returns the undo. */
  onChanged(listener: () => void): () => void;
  connectPixels(patient: string, study: string): void;
}
