import { type CcittScheme, decodeCcitt } from './ccitt.ts';
import type { TiffPage } from './tiff.ts';
import { inflate, undoPredictor, unpackBits, unpackLzw } from './tiff-strip.ts';

/** A page ready to be drawn: RGBA, opaque. `isWhole` is false when its data ended or broke before the last row. */
export interface PagePixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
  readonly isWhole: boolean;
}

/** Pixels that a drawn page has at most; a larger one is averaged down. */
const MOST_DRAWN = 16_000_000;
const MOST_BYTES = 256 << 20;

function reverseBits(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte) => {
    let reversed = 0;
    for (let bit = 0; bit < 8; bit += 1) if ((byte & (1 << bit)) !== 0) reversed |= 0x80 >> bit;
    return reversed;
  });
}

function toScheme({ compression, options }: TiffPage): CcittScheme | null {
  if (compression === 2) return 'rle';
  if (compression === 3) return (options & 1) === 1 ? 'g3-2d' : 'g3';
  return compression === 4 ? 'g4' : null;
}

/** One strip as plain samples; fax-coded ones come as 1 = black. */
async function unpackStrip(
  page: TiffPage,
  strip: Uint8Array,
  rows: number,
  stride: number,
): Promise<{ bytes: Uint8Array; rows: number }> {
  const length = stride * rows;
  const scheme = toScheme(page);
  const source = page.isReversed && scheme !== null ? reverseBits(strip) : strip;
  if (scheme !== null) {
    const decoded = decodeCcitt(source, page.width, rows, scheme);
    return { bytes: decoded.bits, rows: decoded.rows };
  }
  switch (page.compression) {
    case 1:
      return { bytes: strip.subarray(0, length), rows: Math.min(rows, Math.floor(strip.length / stride)) };
    case 5:
      return { bytes: unpackLzw(strip, length), rows };
    case 8:
    case 32946:
      return { bytes: await inflate(strip, length), rows };
    case 32773:
      return { bytes: unpackBits(strip, length), rows };
    default:
      throw new Error(`compression ${page.compression} is not read`);
  }
}

/** Reads the colour of one pixel from plain samples. */
function toColour(page: TiffPage): (bytes: Uint8Array, row: number, x: number) => number {
  const { bitsPerSample: bits, samples, photometric, palette } = page;
  if (bits === 1 && samples === 1) {
    const ink = photometric === 1 ? 0 : 1;
    return (bytes, row, x) => ((((bytes[row + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1) === ink ? 0 : 0xffffff);
  }
  if (bits === 8 && samples >= 3 && photometric === 2)
    return (bytes, row, x) => {
      const at = row + x * samples;
      return ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    };
  if (bits === 8 || bits === 4) {
    const largest = (1 << bits) - 1;
    const colours = palette.length / 3;
    const read = (bytes: Uint8Array, row: number, x: number): number =>
      bits === 8 ? (bytes[row + x * samples] ?? 0) : ((bytes[row + (x >> 1)] ?? 0) >> (x % 2 === 0 ? 4 : 0)) & 15;
    return (bytes, row, x) => {
      const value = read(bytes, row, x);
      if (photometric === 3) {
        const channel = (place: number): number => (palette[place * colours + value] ?? 0) >> 8;
        return (channel(0) << 16) | (channel(1) << 8) | channel(2);
      }
      const grey = Math.round(((photometric === 0 ? largest - value : value) * 255) / largest);
      return grey * 0x010101;
    };
  }
  throw new Error('samples of a kind that is not read');
}

/** Decodes a page; JPEG strips are the browser's own affair. Throws on a compression or a kind of pixel that is not read. */
export async function toPagePixels(page: TiffPage): Promise<PagePixels> {
  const stride = Math.ceil((page.width * page.bitsPerSample * page.samples) / 8);
  if (stride * page.height > MOST_BYTES) throw new Error('a page that nobody prints');
  const colour = toColour(page);
  const step = Math.max(1, Math.ceil(Math.sqrt((page.width * page.height) / MOST_DRAWN)));
  const [width, height] = [Math.ceil(page.width / step), Math.ceil(page.height / step)];
  const plain = new Uint8Array(stride * page.height);
  let done = 0;
  let isWhole = true;
  for (const [place, strip] of page.strips.entries()) {
    const top = place * page.rowsPerStrip;
    const rows = Math.min(page.rowsPerStrip, page.height - top);
    if (rows <= 0) break;
    const unpacked = await unpackStrip(page, strip, rows, stride);
    if (page.predictor === 2 && page.bitsPerSample === 8) undoPredictor(unpacked.bytes, stride, page.samples);
    plain.set(unpacked.bytes.subarray(0, rows * stride), top * stride);
    done = top + unpacked.rows;
    isWhole &&= unpacked.rows === rows;
  }
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      let red = 0;
      let green = 0;
      let blue = 0;
      let count = 0;
      for (let py = y * step; py < Math.min((y + 1) * step, done); py += 1)
        for (let px = x * step; px < Math.min((x + 1) * step, page.width); px += 1) {
          const one = colour(plain, py * stride, px);
          red += one >> 16;
          green += (one >> 8) & 255;
          blue += one & 255;
          count += 1;
        }
      if (count === 0) continue;
      const at = (y * width + x) * 4;
      rgba[at] = red / count;
      rgba[at + 1] = green / count;
      rgba[at + 2] = blue / count;
    }
  return { width, height, rgba, isWhole: isWhole && done === page.height };
}
