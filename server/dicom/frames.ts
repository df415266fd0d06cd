import dicomParser from 'dicom-parser';
import { isEncapsulated, parsePart10, Unreadable } from './parse-part10.ts';

/** Frames of a stored instance by their numbers (from one), as stored: native pixels cut out, encapsulated ones joined from their fragments. */
export function readFrames(file: Buffer, numbers: readonly number[]): readonly Buffer[] {
  const { dataSet, pixels, transferSyntax } = parsePart10(file, true);
  if (pixels === null) throw new Unreadable('no-pixels');
  const count = Number(dataSet.string('x00280008') ?? 1) || 1;
  if (numbers.some((number) => number < 1 || number > count)) throw new Unreadable('frame-absent');
  const bytes = Buffer.from(dataSet.byteArray.buffer, dataSet.byteArray.byteOffset, dataSet.byteArray.length);
  if (!isEncapsulated(transferSyntax)) {
    const size = Math.floor(pixels.length / count);
    return numbers.map((number) => {
      const from = pixels.dataOffset + (number - 1) * size;
      if (from + size > bytes.length) throw new Unreadable('pixels-truncated');
      return bytes.subarray(from, from + size);
    });
  }
  const fragments = pixels.fragments ?? [];
  if (fragments.length === 0) throw new Unreadable('no-fragments');
  return numbers.map((number) => {
    try {
      return Buffer.from(toFrame(number - 1));
    } catch (error) {
      if (error instanceof Unreadable) throw error;
      throw new Unreadable('fragments-broken', { cause: error });
    }
  });

  /** By the offset table where there is one, one fragment a frame where they match, all of them for a single frame. */
  function toFrame(index: number): Uint8Array {
    if (pixels === null) throw new Unreadable('no-pixels');
    if (count === 1) return dicomParser.readEncapsulatedPixelDataFromFragments(dataSet, pixels, 0, fragments.length);
    if ((pixels.basicOffsetTable?.length ?? 0) === count)
      return dicomParser.readEncapsulatedImageFrame(dataSet, pixels, index);
    if (fragments.length === count) return dicomParser.readEncapsulatedPixelDataFromFragments(dataSet, pixels, index);
    throw new Unreadable('frames-unmarked');
  }
}

/** Value of a top-level element that the metadata only refers to; `tag` is GGGGEEEE. */
export function readBulk(file: Buffer, tag: string): Buffer | null {
  const { dataSet } = parsePart10(file, tag === '7FE00010');
  const element = dataSet.elements[`x${tag.toLowerCase()}`];
  if (element === undefined || element.dataOffset + element.length > dataSet.byteArray.length) return null;
  return Buffer.from(dataSet.byteArray.buffer, dataSet.byteArray.byteOffset + element.dataOffset, element.length);
}
