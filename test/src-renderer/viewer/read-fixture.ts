import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeFrame, readContent, toReason, type DecodedFrame } from '../../../src-renderer/viewer/decode/decode.ts';
import { readIdentity } from '../../../src-renderer/viewer/decode/facts.ts';
import { readPart10 } from '../../../src-renderer/viewer/decode/part10.ts';
import type { Codecs } from '../../../src-renderer/viewer/decode/codecs.ts';

/** The folder of DICOM fixtures. */
export const fixtures = join(import.meta.dirname, '..', '..', 'fixtures', 'dicom');

/** A fixture's bytes. */
export function readFixture(path: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(join(fixtures, path)));
}

/** Names of the fixtures in a folder. */
export function listFixtures(folder: string): readonly string[] {
  return readdirSync(join(fixtures, folder)).filter((name) => name.endsWith('.dcm'));
}

/** Decodes as the worker does, expecting the identity the file itself carries. */
export async function decodeOwn(bytes: Uint8Array, codecs: Codecs, frame = 0): Promise<DecodedFrame> {
  const { dataSet } = await readPart10(bytes);
  return decodeFrame(bytes, frame, { ...readIdentity(dataSet), patientIds: [] }, codecs);
}

/** `shown`, `object: …` for what has a reader of its own, or the reason and detail of the refusal. */
export async function toOutcome(bytes: Uint8Array, codecs: Codecs, frame = 0): Promise<string> {
  try {
    const { dataSet } = await readPart10(bytes);
    const content = await readContent(bytes, frame, { ...readIdentity(dataSet), patientIds: [] }, codecs);
    return content.frame ? 'shown' : `object: ${content.object.kind}`;
  } catch (error) {
    const { reason, detail } = toReason(error);
    return `${reason}: ${detail}`;
  }
}
