import type { DataSet, Element } from 'dicom-parser';
import type { FrameFacts } from './facts.ts';
import type { TransferSyntax } from './transfer-syntaxes.ts';
import { assertReadable } from './unreadable.ts';

/** The bytes of one native frame: its length follows from the tags, and all frames together must be exactly the element (one padding byte forgiven). */
export function readNativeFrame(dataSet: DataSet, facts: FrameFacts, frame: number): Uint8Array {
  const element = readPixelElement(dataSet);
  assertReadable(element.encapsulatedPixelData !== true, 'contradictory', 'encapsulated pixels in a native syntax');
  const length = nativeFrameLength(facts);
  const total = facts.bitsAllocated === 1 ? Math.ceil((length * facts.frames) / 8) : length * facts.frames;
  const held = dataSet.byteArray.length - element.dataOffset;
  assertReadable(element.length <= held && total <= held, 'truncated', `${held} bytes of ${total}`);
  assertReadable(
    element.length === total || element.length === total + (total % 2),
    'contradictory',
    `${element.length} bytes for ${total}`,
  );
  if (facts.bitsAllocated === 1) return unpackBits(dataSet.byteArray, element.dataOffset, frame * length, length);
  return dataSet.byteArray.subarray(element.dataOffset + frame * length, element.dataOffset + (frame + 1) * length);
}

/** The compressed bytes of one frame, its fragments joined; frames and fragments must account for each other. */
export function readEncapsulatedFrame(
  dataSet: DataSet,
  syntax: TransferSyntax,
  facts: FrameFacts,
  frame: number,
): Uint8Array {
  const element = readPixelElement(dataSet);
  assertReadable(element.encapsulatedPixelData === true, 'contradictory', `native pixels in ${syntax.name}`);
  const fragments = element.fragments ?? [];
  const held = dataSet.byteArray.length;
  assertReadable(fragments.length > 0, 'no-pixels', 'no fragment');
  for (const piece of fragments) assertReadable(piece.position + piece.length <= held, 'truncated', 'fragment');
  const starts = toFrameStarts(dataSet, element, facts.frames);
  const from = starts[frame] ?? 0;
  const to = starts[frame + 1] ?? fragments.length;
  const own = fragments.slice(from, to);
  assertReadable(own.length > 0, 'contradictory', `frame ${frame} has no fragment`);
  const [only] = own;
  if (own.length === 1 && only) return dataSet.byteArray.subarray(only.position, only.position + only.length);
  const joined = new Uint8Array(own.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of own) {
    joined.set(dataSet.byteArray.subarray(piece.position, piece.position + piece.length), at);
    at += piece.length;
  }
  return joined;
}

/** Single bits to one byte a pixel; frames follow each other without a gap, even inside a byte (PS3.5 8.1.1). */
function unpackBits(bytes: ArrayLike<number>, start: number, from: number, count: number): Uint8Array {
  return Uint8Array.from(
    { length: count },
    (_, at) => ((bytes[start + ((from + at) >> 3)] ?? 0) >> ((from + at) & 7)) & 1,
  );
}

/** Bytes of one native frame, single bits already unpacked; YBR_FULL_422 shares its chrominance between two neighbours. */
export function nativeFrameLength(facts: FrameFacts): number {
  const samples = facts.photometric === 'YBR_FULL_422' ? 2 : facts.samplesPerPixel;
  return facts.rows * facts.columns * samples * Math.max(1, facts.bitsAllocated / 8);
}

function readPixelElement(dataSet: DataSet): Element {
  const element = dataSet.elements['x7fe00010'];
  assertReadable(element !== undefined, 'no-pixels', 'no Pixel Data');
  assertReadable(element.length > 0, 'no-pixels', 'empty Pixel Data');
  return element;
}

/** Index of the first fragment of each frame. */
function toFrameStarts(dataSet: DataSet, element: Element, frames: number): number[] {
  const fragments = element.fragments ?? [];
  if (frames === 1) return [0];
  if (fragments.length === frames) return fragments.map((_, index) => index);
  const table = element.basicOffsetTable ?? [];
  if (table.length === frames) {
    const starts = table.map((offset) => fragments.findIndex((piece) => piece.offset === offset));
    const rising = starts.every((start, index) => start >= 0 && start > (starts[index - 1] ?? -1));
    assertReadable(rising, 'contradictory', 'Basic Offset Table');
    return starts;
  }
  const starts = fragments.flatMap((piece, index) => (isStart(dataSet.byteArray, piece.position) ? [index] : []));
  assertReadable(
    starts.length === frames && starts[0] === 0,
    'contradictory',
    `${fragments.length} fragments for ${frames} frames`,
  );
  return starts;
}

/** SOI of JPEG and JPEG-LS, or SOC of JPEG 2000. */
function isStart(bytes: ArrayLike<number>, at: number): boolean {
  return (
    bytes[at] === 0xff &&
    (bytes[at + 1] === 0xd8 || (bytes[at + 1] === 0x4f && bytes[at + 2] === 0xff && bytes[at + 3] === 0x51))
  );
}
