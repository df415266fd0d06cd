/**
 * Images between the vault (utility process) and the window's viewer: what a study is made of, and the questions that may
 * pass through the pixel port. Plain data; the port itself is a MessagePort opened for ONE study of ONE patient.
 */
import { z } from 'zod';

/** DICOM unique identifier (PS3.5 9.1): digits and points, at most 64 characters. */
export const DicomUid = z
  .string()
  .regex(/^[0-9]+(\.[0-9]+)*$/)
  .max(64);
export type DicomUid = z.infer<typeof DicomUid>;

/** Where a slice lies, copied from its tags by whoever stored it; the viewer checks it against the file when that arrives. */
export const SliceGeometry = z.strictObject({
  /** Image Position (Patient), (0020,0032), mm. */
  position: z.tuple([z.number(), z.number(), z.number()]),
  /** Image Orientation (Patient), (0020,0037), row cosines then column cosines. */
  orientation: z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number()]),
});
export type SliceGeometry = z.infer<typeof SliceGeometry>;

/** One stored DICOM object of a series. */
export const InstanceSummary = z.strictObject({
  sopInstanceUid: DicomUid,
  /** SOP Class UID (0008,0016), when known: chooses the reader before the bytes come; the bytes decide. */
  sopClassUid: DicomUid.optional(),
  /** Number of Frames (0028,0008), 1 when absent or not known; the file corrects it. */
  frames: z.int().min(1).max(100_000),
  /** Size of the stored Part-10 file, when known; feeds the loading bar. */
  bytes: z.int().min(0).optional(),
  /** Instance Number (0020,0013): only the order to start with, never the final one. */
  instanceNumber: z.int().optional(),
  /** When every instance has it, the stack is in its final order before the first pixel is read. */
  geometry: SliceGeometry.optional(),
});
export type InstanceSummary = z.infer<typeof InstanceSummary>;

/** One series of a study; `instances` stand in any order, the viewer sorts them by geometry. */
export const SeriesSummary = z.strictObject({
  seriesInstanceUid: DicomUid,
  /** Modality (0008,0060), as `CT` or `MR`. */
  modality: z.string().max(16),
  /** Series Description (0008,103E), empty when absent. */
  description: z.string().max(256),
  /** Series Number (0020,0011), null when absent. */
  number: z.int().nullable(),
  instances: z.array(InstanceSummary).min(1),
});
export type SeriesSummary = z.infer<typeof SeriesSummary>;

/** Who is on the screen: shown over the image, and held against the tags of every file before it is shown. */
export const ImagingPatient = z.strictObject({
  /** Name as the record writes it, e.g. `DUBOIS Marie`. */
  name: z.string().min(1).max(256),
  /** Local date `YYYY-MM-DD`, or a part of it, null when unknown. */
  birthDate: z.string().max(10).nullable(),
  /** FHIR administrative-gender. */
  sex: z.enum(['male', 'female', 'other', 'unknown']),
  /** Every Patient ID (0010,0020) the hospital files under this patient. A file with another one is never shown. Empty: the study's and series' UIDs alone are checked. */
  dicomPatientIds: z.array(z.string().max(64)),
});
export type ImagingPatient = z.infer<typeof ImagingPatient>;

/** Everything the viewer needs to know of a study before the first pixel. */
export const StudySummary = z.strictObject({
  studyInstanceUid: DicomUid,
  /** Study Description (0008,1030), empty when absent. */
  description: z.string().max(256),
  /** Local date of the study `YYYY-MM-DD`, null when unknown. */
  date: z.string().max(10).nullable(),
  patient: ImagingPatient,
  series: z.array(SeriesSummary),
});
export type StudySummary = z.infer<typeof StudySummary>;

/** How soon a file is wanted: `now` is on the screen, `near` is around it, `later` is the rest. */
export const PixelPriority = z.enum(['now', 'near', 'later']);
export type PixelPriority = z.infer<typeof PixelPriority>;

/** Window → vault. `id` is chosen by the window and never reused on one port. A cancelled `read` gets no answer, or a late one that is ignored. */
export const PixelQuestion = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('read'), id: z.int().min(1), sopInstanceUid: DicomUid, priority: PixelPriority }),
  z.strictObject({ kind: z.literal('priority'), id: z.int().min(1), priority: PixelPriority }),
  z.strictObject({ kind: z.literal('cancel'), id: z.int().min(1) }),
]);
export type PixelQuestion = z.infer<typeof PixelQuestion>;

/**
 * Why a file does not come. `not-copied`: it is not in the local copy and the line is cut; `damaged`: the stored bytes fail their
 * authentication; `ended`: lease or link is over; `locked`: the vault is shut; `refused`: not of this study; `failed`: a bug, logged there.
 */
export const PixelFailure = z.enum(['not-copied', 'damaged', 'ended', 'locked', 'refused', 'failed']);
export type PixelFailure = z.infer<typeof PixelFailure>;

/**
 * Vault → window. `bytes` is the whole received Part-10 file, unchanged, in a buffer (or a view that spans a whole buffer: never a
 * slice of Node's pool, which would copy its neighbours too). `closed` ends the port: the viewer then covers everything at once.
 */
export const PixelAnswer = z.union([
  z.strictObject({ id: z.int().min(1), bytes: z.union([z.instanceof(ArrayBuffer), z.instanceof(Uint8Array)]) }),
  z.strictObject({ id: z.int().min(1), failure: PixelFailure }),
  z.strictObject({ kind: z.literal('closed'), failure: PixelFailure }),
]);
export type PixelAnswer = z.infer<typeof PixelAnswer>;
