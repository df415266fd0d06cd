import { assertReadable } from './unreadable.ts';

/**
 * One RLE frame (PS3.5 G): a segment per byte of each sample, most significant first, each exactly `pixels` long once unpacked.
 * Returns samples by plane (all of red, then green, then blue), little endian.
 */
export function unpackRle(frame: Uint8Array, pixels: number, samples: number, bytesPerSample: number): Uint8Array {
  assertReadable(frame.length >= 64, 'truncated', 'RLE header');
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const segments = view.getUint32(0, true);
  assertReadable(segments === samples * bytesPerSample, 'contradictory', `${segments} RLE segments`);
  const offsets = Array.from({ length: segments }, (_, n) => view.getUint32(4 + 4 * n, true));
  const ends = [...offsets.slice(1), frame.length];
  const out = new Uint8Array(pixels * samples * bytesPerSample);
  for (const [segment, start] of offsets.entries()) {
    const end = ends[segment] ?? 0;
    assertReadable(start >= 64 && start < end && end <= frame.length, 'contradictory', 'RLE offsets');
    const sample = Math.floor(segment / bytesPerSample);
    const significance = bytesPerSample - 1 - (segment % bytesPerSample);
    unpackSegment(frame, start, end, out, sample * pixels * bytesPerSample + significance, bytesPerSample, pixels);
  }
  return out;
}

function unpackSegment(
  from: Uint8Array,
  start: number,
  end: number,
  to: Uint8Array,
  offset: number,
  stride: number,
  count: number,
): void {
  let read = start;
  let written = 0;
  let at = offset;
  while (written < count) {
    assertReadable(read < end, 'truncated', 'RLE segment');
    const header = from[read] ?? 0;
    read += 1;
    if (header === 128) continue;
    const run = header < 128 ? header + 1 : 257 - header;
    assertReadable(written + run <= count, 'damaged', 'RLE run');
    assertReadable(read + (header < 128 ? run : 1) <= end, 'truncated', 'RLE run');
    for (let k = 0; k < run; k += 1, at += stride) to[at] = from[header < 128 ? read + k : read] ?? 0;
    read += header < 128 ? run : 1;
    written += run;
  }
}
