import type { RawFrame } from './codecs.ts';
import type { FrameFacts } from './facts.ts';
import type { Lut, Palette } from './luts.ts';
import { assertReadable } from './unreadable.ts';

/** Modality values (after rescale or modality LUT), row by row. */
export type GrayPixels = Int16Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Float32Array<ArrayBuffer>;

/** What can be drawn: modality values, or red-green-blue bytes. */
export type Pixels =
  | { readonly color: false; readonly values: GrayPixels; readonly min: number; readonly max: number }
  | { readonly color: true; readonly values: Uint8Array<ArrayBuffer>; readonly min: 0; readonly max: 255 };

/** Turns decoder output into what can be drawn: unused bits masked, sign extended, rescale or LUT applied, colors brought to 8-bit RGB. */
export function toPixels(raw: RawFrame, facts: FrameFacts): Pixels {
  if (facts.samplesPerPixel === 3)
    return { color: true, values: toRgb(toStored(raw, facts), raw, facts), min: 0, max: 255 };
  if (facts.palette)
    return { color: true, values: throughPalette(toStored(raw, facts), facts.palette), min: 0, max: 255 };
  const gray = raw.photometric === 'MONOCHROME1' || raw.photometric === 'MONOCHROME2';
  assertReadable(gray, 'unsupported', 'photometric interpretation');
  if (raw.bytesPerSample === 4) return toWideModality(toStored(raw, facts), facts);
  return withoutPadding(
    facts,
    toModality(raw.bytesPerSample === 1 ? raw.bytes : toWords(raw), facts, readTable(facts, raw.bytesPerSample)),
  );
}

/** The extremes of a picture are those of its pixels: padding stands outside them, and is drawn black. */
function withoutPadding(facts: FrameFacts, pixels: Pixels): Pixels {
  if (facts.padding === null || facts.modalityLut !== null || pixels.color) return pixels;
  const ends = facts.padding.map((value) => value * facts.slope + facts.intercept);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  if (pixels.min > high || pixels.max < low) return pixels;
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of pixels.values) {
    if (value >= low && value <= high) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return max < min ? pixels : { ...pixels, min, max };
}

/** Modality value of every possible sample: one table says mask, sign, rescale and modality LUT, and stays while frames are alike. */
interface ModalityTable {
  readonly key: string;
  readonly values: Float32Array;
  readonly whole: boolean;
}

let kept: ModalityTable | null = null;

function readTable(facts: FrameFacts, bytesPerSample: 1 | 2): ModalityTable {
  const { bitsStored, highBit, signed, slope, intercept, modalityLut } = facts;
  const key = [bytesPerSample, bitsStored, highBit, signed, slope, intercept].join();
  if (kept?.key === key && modalityLut === null) return kept;
  const every = Uint16Array.from({ length: 256 ** bytesPerSample }, (_, sample) => sample);
  const stored = masked(every, every.length, facts, bytesPerSample === 1 ? 8 : 16);
  const values = Float32Array.from(stored, (value) =>
    modalityLut ? lookUp(modalityLut, value) : value * slope + intercept,
  );
  const whole = modalityLut !== null || (Number.isInteger(slope) && Number.isInteger(intercept));
  const table = { key: modalityLut ? '' : key, values, whole };
  kept = table;
  return table;
}

function toModality(samples: Uint8Array | Uint16Array, facts: FrameFacts, table: ModalityTable): Pixels {
  const count = facts.rows * facts.columns;
  const small = new Int16Array(count);
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < count; i += 1) {
    const value = table.values[samples[i] ?? 0] ?? 0;
    small[i] = value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (table.whole && min >= -32_768 && max <= 32_767) return { color: false, values: small, min, max };
  const values = table.whole && min >= 0 && max <= 65_535 ? new Uint16Array(count) : new Float32Array(count);
  for (let i = 0; i < count; i += 1) values[i] = table.values[samples[i] ?? 0] ?? 0;
  return { color: false, values, min, max };
}

function lookUp(lut: Lut, stored: number): number {
  return lut.entries[Math.min(Math.max(stored - lut.first, 0), lut.entries.length - 1)] ?? 0;
}

/** 16-bit samples in this machine's order, without copying them where they can be read in place. */
function toWords(raw: RawFrame): Uint16Array {
  const inPlace = raw.bytes.byteOffset % 2 === 0 && !raw.bigEndian;
  const bytes = inPlace ? raw.bytes : raw.bytes.slice();
  if (raw.bigEndian) swap(bytes);
  return new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
}

/** Stored values with the bits above Bits Stored masked or sign-extended (PS3.5 8.1.1). */
function toStored(raw: RawFrame, facts: FrameFacts): Int32Array | Int16Array | Uint16Array | Uint8Array {
  const { bytes, bytesPerSample } = raw;
  const count = bytes.length / bytesPerSample;
  if (bytesPerSample === 1) return facts.signed || facts.bitsStored < 8 ? masked(bytes, count, facts, 8) : bytes;
  if (bytesPerSample === 4) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return Int32Array.from({ length: count }, (_, index) => view.getInt32(index * 4, !raw.bigEndian));
  }
  const words = toWords(raw);
  if (facts.bitsStored === 16) return facts.signed ? new Int16Array(words.buffer, words.byteOffset, count) : words;
  return masked(words, count, facts, 16);
}

function masked(words: ArrayLike<number>, count: number, facts: FrameFacts, width: 8 | 16): Int16Array | Uint16Array {
  const stored = Math.min(facts.bitsStored, width);
  const low = Math.max(0, Math.min(facts.highBit, width - 1) + 1 - stored);
  const out = facts.signed ? new Int16Array(count) : new Uint16Array(count);
  const drop = 32 - stored;
  if (facts.signed) for (let i = 0; i < count; i += 1) out[i] = (((words[i] ?? 0) >> low) << drop) >> drop;
  else for (let i = 0; i < count; i += 1) out[i] = (((words[i] ?? 0) >> low) << drop) >>> drop;
  return out;
}

function swap(bytes: Uint8Array): void {
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    const first = bytes[i] ?? 0;
    bytes[i] = bytes[i + 1] ?? 0;
    bytes[i + 1] = first;
  }
}

/** 32-bit samples have no table: doses and parametric maps, small images. */
function toWideModality(stored: ArrayLike<number>, { slope, intercept, modalityLut }: FrameFacts): Pixels {
  const values = Float32Array.from(stored, (value) =>
    modalityLut ? lookUp(modalityLut, value) : value * slope + intercept,
  );
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return { color: false, values, min, max };
}

function throughPalette(stored: ArrayLike<number>, palette: Palette): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(stored.length * 3);
  const last = Math.min(palette.red.length, palette.green.length, palette.blue.length) - 1;
  for (let i = 0, at = 0; i < stored.length; i += 1, at += 3) {
    const entry = Math.min(Math.max((stored[i] ?? 0) - palette.first, 0), last);
    out[at] = palette.red[entry] ?? 0;
    out[at + 1] = palette.green[entry] ?? 0;
    out[at + 2] = palette.blue[entry] ?? 0;
  }
  return out;
}

function toRgb(stored: ArrayLike<number>, raw: RawFrame, facts: FrameFacts): Uint8Array<ArrayBuffer> {
  const pixels = facts.rows * facts.columns;
  const shift = Math.max(0, facts.bitsStored - 8);
  const out = new Uint8Array(pixels * 3);
  const is422 = raw.photometric === 'YBR_FULL_422' && stored.length === pixels * 2;
  const isYbr = raw.photometric === 'YBR_FULL' || raw.photometric === 'YBR_FULL_422';
  const known = isYbr || raw.photometric === 'RGB' || raw.photometric === 'YBR_RCT' || raw.photometric === 'YBR_ICT';
  assertReadable(known, 'unsupported', 'photometric interpretation');
  assertReadable(raw.photometric === 'RGB' || isYbr, 'contradictory', 'color transform missing from the code stream');
  const [step, plane] = raw.planar ? [1, pixels] : [3, 1];
  for (let p = 0, at = 0; p < pixels; p += 1, at += 3) {
    const base = is422 ? (p >> 1) * 4 : p * step;
    const a = (stored[is422 ? base + (p & 1) : base] ?? 0) >> shift;
    const b = (stored[is422 ? base + 2 : base + plane] ?? 0) >> shift;
    const c = (stored[is422 ? base + 3 : base + 2 * plane] ?? 0) >> shift;
    out[at] = isYbr ? clamp(a + 1.402 * (c - 128)) : a;
    out[at + 1] = isYbr ? clamp(a - 0.344136 * (b - 128) - 0.714136 * (c - 128)) : b;
    out[at + 2] = isYbr ? clamp(a + 1.772 * (b - 128)) : c;
  }
  return out;
}

function clamp(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : Math.round(value);
}
