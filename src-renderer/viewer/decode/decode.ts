import { type Codecs, toNativeFrame } from './codecs.ts';
import { readFrameFacts, readIdentity, type FrameFacts, type Identity } from './facts.ts';
import { readEncapsulatedFrame, readNativeFrame } from './frames.ts';
import { type Overlay, readOverlays } from './overlays.ts';
import { readPart10, type Part10 } from './part10.ts';
import { toPixels, type Pixels } from './samples.ts';
import { readStoredObject, type StoredObject } from './stored-object.ts';
import { UnreadableImage, assertReadable, type UnreadableReason } from './unreadable.ts';

/** What the file must be; anything else is quarantine, before a pixel is decoded. An empty list of patients checks the UIDs alone. */
export interface Expected {
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly sopInstanceUid: string;
  readonly patientIds: readonly string[];
}

/** One frame, ready to be drawn. */
export interface DecodedFrame {
  readonly facts: FrameFacts;
  readonly syntax: string;
  readonly pixels: Pixels;
  readonly overlays: readonly Overlay[];
}

/** What a file holds: a frame that can be drawn, or an object with a reader of its own. */
export type FileContent =
  | { readonly frame: DecodedFrame; readonly object?: never }
  | { readonly object: StoredObject; readonly frame?: never };

/** Reads a received Part-10 file as whatever it is, frame `frame` of it when it is an image; the bytes decide, never what was announced. */
export async function readContent(
  bytes: Uint8Array,
  frame: number,
  expected: Expected,
  codecs: Codecs,
): Promise<FileContent> {
  const part10 = await readPart10(bytes);
  assertExpected(readIdentity(part10.dataSet), expected);
  const object = readStoredObject(part10);
  return object ? { object } : { frame: await toFrame(part10, frame, codecs) };
}

/** Decodes frame `frame` (from 0) of a received Part-10 file, with every guard; rejects with UnreadableImage and nothing else that is expected. */
export async function decodeFrame(
  bytes: Uint8Array,
  frame: number,
  expected: Expected,
  codecs: Codecs,
): Promise<DecodedFrame> {
  const part10 = await readPart10(bytes);
  assertExpected(readIdentity(part10.dataSet), expected);
  return toFrame(part10, frame, codecs);
}

async function toFrame({ dataSet, syntax }: Part10, frame: number, codecs: Codecs): Promise<DecodedFrame> {
  assertReadable(!syntax.video, 'video', syntax.name);
  assertReadable(dataSet.elements['x7fe00010'] !== undefined, 'no-pixels', 'no Pixel Data');
  assertReadable(syntax.codec !== null, 'unsupported', syntax.name);
  const facts = readFrameFacts(dataSet, frame);
  const raw =
    syntax.codec === 'none'
      ? toNativeFrame(readNativeFrame(dataSet, facts, frame), facts, syntax.bigEndian === true)
      : await codecs.decode(syntax, readEncapsulatedFrame(dataSet, syntax, facts, frame), facts);
  // Overlays first: what draws the pixels may put their bytes in another order in place.
  const overlays = readOverlays(dataSet, frame, facts, raw);
  return { facts, syntax: syntax.name, pixels: toPixels(raw, facts), overlays };
}

/** A file that names another patient, study, series or object than the record is never shown. */
export function assertExpected(identity: Identity, expected: Expected): void {
  const known = expected.patientIds.length === 0 || expected.patientIds.includes(identity.patientId);
  assertReadable(known, 'other-patient', 'Patient ID');
  assertReadable(identity.studyInstanceUid === expected.studyInstanceUid, 'other-object', 'Study Instance UID');
  assertReadable(identity.seriesInstanceUid === expected.seriesInstanceUid, 'other-object', 'Series Instance UID');
  assertReadable(identity.sopInstanceUid === expected.sopInstanceUid, 'other-object', 'SOP Instance UID');
}

/** Names what went wrong; a bug in this code counts as a refusal of the frame, never as an image. */
export function toReason(error: unknown): { readonly reason: UnreadableReason; readonly detail: string } {
  if (error instanceof UnreadableImage) return { reason: error.reason, detail: error.detail };
  return { reason: 'damaged', detail: error instanceof Error ? error.name : 'unknown' };
}
