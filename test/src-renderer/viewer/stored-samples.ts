import { createHash } from 'node:crypto';
import { type Codecs, type RawFrame, toNativeFrame } from '../../../src-renderer/viewer/decode/codecs.ts';
import { type FrameFacts, readFrameFacts } from '../../../src-renderer/viewer/decode/facts.ts';
import { readEncapsulatedFrame, readNativeFrame } from '../../../src-renderer/viewer/decode/frames.ts';
import type { Part10 } from '../../../src-renderer/viewer/decode/part10.ts';
import { toPixels } from '../../../src-renderer/viewer/decode/samples.ts';

/** The stored samples of a file, all frames, as reference decoders write them: before rescale, tables and palettes. */
export interface StoredSamples {
  readonly facts: FrameFacts;
  /** sha256 with colors as RGB, in the file's own photometric interpretation, and with all allocated bits. */
  readonly hashes: readonly string[];
  /** The samples at `frame,row,column`, colors as the window shows them. */
  at(place: string): readonly number[];
}

/** Decodes the way the window does, with everything that follows the stored value left out. */
export async function decodeStored({ dataSet, syntax }: Part10, codecs: Codecs): Promise<StoredSamples> {
  const hashes = [createHash('sha256'), createHash('sha256'), createHash('sha256')] as const;
  const frames: ArrayLike<number>[] = [];
  const first = readFrameFacts(dataSet, 0);
  for (let frame = 0; frame < first.frames; frame += 1) {
    const facts = toPlain(readFrameFacts(dataSet, frame));
    const raw =
      syntax.codec === 'none'
        ? toNativeFrame(readNativeFrame(dataSet, facts, frame), facts, syntax.bigEndian === true)
        : await codecs.decode(syntax, readEncapsulatedFrame(dataSet, syntax, facts, frame), facts);
    for (const [index, values] of toVariants(raw, facts).entries()) {
      hashes[index]?.update(toBytes(values, facts));
      if (index === 0) frames[frame] = values;
    }
  }
  return {
    facts: first,
    hashes: hashes.map((hash) => hash.digest('hex')),
    at: (place) => {
      const [frame = 0, row = 0, column = 0] = place.split(',').map(Number);
      const at = (row * first.columns + column) * first.samplesPerPixel;
      return Array.from({ length: first.samplesPerPixel }, (_, n) => frames[frame]?.[at + n] ?? Number.NaN);
    },
  };
}

function toPlain(told: FrameFacts): FrameFacts {
  const photometric = told.samplesPerPixel === 1 ? 'MONOCHROME2' : told.photometric;
  return { ...told, slope: 1, intercept: 0, modalityLut: null, palette: null, photometric };
}

function toVariants(raw: RawFrame, facts: FrameFacts): readonly ArrayLike<number>[] {
  const copy = (): RawFrame => ({ ...raw, bytes: raw.bytes.slice() });
  const allBits = { bitsStored: facts.bitsAllocated, highBit: facts.bitsAllocated - 1 };
  return facts.samplesPerPixel === 3
    ? [
        toPixels(copy(), facts).values,
        toPixels({ ...copy(), photometric: 'RGB' }, { ...facts, photometric: 'RGB' }).values,
      ]
    : [toPixels(copy(), facts).values, [], toPixels(copy(), { ...facts, ...allBits }).values];
}

function toBytes(values: ArrayLike<number>, { samplesPerPixel, bitsAllocated }: FrameFacts): Uint8Array {
  if (samplesPerPixel === 3 || bitsAllocated <= 8) return Uint8Array.from(values);
  const words = bitsAllocated === 32 ? Uint32Array.from(values) : Uint16Array.from(values);
  return new Uint8Array(words.buffer);
}
