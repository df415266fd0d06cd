import { LONGEST_RUN_CODE, MODES, RUNS } from './ccitt-codes.ts';

/** How the rows were written: TIFF compressions 2 (`rle`), 3 (`g3`, `g3-2d`) and 4 (`g4`). */
export type CcittScheme = 'rle' | 'g3' | 'g3-2d' | 'g4';

/** Rows of one bit a pixel, 1 = black, each row in whole bytes; `rows` says how many could be read before the data ended or broke. */
export interface CcittRows {
  readonly bits: Uint8Array;
  readonly rows: number;
}

const LONGEST_MODE = 7;
const PASS = 100;
const HORIZONTAL = 101;
/** What the next 7 bits say: mode × 16 + bits of its code, shifted so that −3 is 1; 0 where no mode is. */
const modes = new Uint16Array(1 << LONGEST_MODE);
for (const [code, mode] of MODES) {
  const free = LONGEST_MODE - code.length;
  const first = Number.parseInt(code, 2) << free;
  const value = mode === 'pass' ? PASS : mode === 'horizontal' ? HORIZONTAL : mode + 4;
  modes.fill(value * 16 + code.length, first, first + (1 << free));
}

class Bits {
  readonly #bytes: Uint8Array;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get ended(): boolean {
    return this.at >= this.#bytes.length * 8;
  }

  /** The next `count` bits (24 at most), zeros beyond the end. */
  peek(count: number): number {
    const byte = this.at >> 3;
    const b = this.#bytes;
    const word =
      (((b[byte] ?? 0) << 24) | ((b[byte + 1] ?? 0) << 16) | ((b[byte + 2] ?? 0) << 8) | (b[byte + 3] ?? 0)) >>> 0;
    return ((word << (this.at & 7)) >>> 0) >>> (32 - count);
  }
}

/** The places where a row changes its colour, white first; a run of no length is no change. */
class Changes {
  readonly at: Int32Array;
  count = 0;

  constructor(width: number) {
    this.at = new Int32Array(width + 4);
  }

  add(place: number): void {
    if (this.count > 0 && this.at[this.count - 1] === place) this.count -= 1;
    else {
      this.at[this.count] = place;
      this.count += 1;
    }
  }
}

/** Length of the next run, −1 when the bits are none. */
function readRun(bits: Bits, colour: number): number {
  const table = RUNS[colour === 0 ? 0 : 1];
  let whole = 0;
  for (;;) {
    const found = table[bits.peek(LONGEST_RUN_CODE)] ?? 0;
    if (found === 0 || bits.ended) return -1;
    bits.at += found & 15;
    const run = found >> 4;
    whole += run;
    if (run < 64) return whole;
  }
}

function readPlainRow(bits: Bits, row: Changes, width: number): boolean {
  let place = 0;
  let colour = 0;
  while (place < width) {
    const run = readRun(bits, colour);
    if (run < 0 || place + run > width) return false;
    place += run;
    row.add(place);
    colour ^= 1;
  }
  return true;
}

/** A row told by its differences from the row above (T.6, 2.2). */
function readRowBelow(bits: Bits, above: Changes, row: Changes, width: number): boolean {
  let place = -1;
  let colour = 0;
  const next = [0, 1];
  while (place < width) {
    let b = next[colour] ?? 0;
    while (b < above.count && (above.at[b] ?? 0) <= place) b += 2;
    next[colour] = b;
    const found = modes[bits.peek(LONGEST_MODE)] ?? 0;
    if (found === 0 || bits.ended) return false;
    bits.at += found & 15;
    const mode = found >> 4;
    if (mode === PASS) place = b + 1 < above.count ? (above.at[b + 1] ?? width) : width;
    else if (mode === HORIZONTAL) {
      for (const one of [colour, colour ^ 1]) {
        const run = readRun(bits, one);
        if (run < 0) return false;
        place = Math.max(place, 0) + run;
        if (place > width) return false;
        row.add(place);
      }
    } else {
      const change = (b < above.count ? (above.at[b] ?? width) : width) + mode - 4;
      if (change < Math.max(place, 0) || change > width) return false;
      row.add(change);
      place = change;
      colour ^= 1;
    }
  }
  return true;
}

/** Passes the end-of-line code before a row; false at the end of the page (two of them in a row, or no more bits). */
function skipEndOfLine(bits: Bits, hasTag: boolean): boolean {
  let found = 0;
  while (!bits.ended) {
    let zeros = 0;
    while (bits.peek(11) === 0 && !bits.ended) {
      // Fill bits: any number of zeros before the one.
      bits.at += 1;
      zeros += 1;
    }
    if (zeros === 0) break;
    while (bits.peek(1) === 0 && !bits.ended) bits.at += 1;
    bits.at += 1;
    found += 1;
    if (found > 1) return false;
    if (hasTag && bits.peek(12) >> 0 === 0x801) return false;
  }
  return !bits.ended;
}

function paint(bits: Uint8Array, offset: number, row: Changes, width: number): void {
  for (let one = 0; one < row.count; one += 2) {
    const from = row.at[one] ?? width;
    const to = one + 1 < row.count ? (row.at[one + 1] ?? width) : width;
    let place = from;
    while (place < to) {
      const byte = offset + (place >> 3);
      // Whole bytes of ink at once: a black page would take long otherwise.
      const isByte = (place & 7) === 0 && to - place >= 8;
      bits[byte] = isByte ? 0xff : (bits[byte] ?? 0) | (0x80 >> (place & 7));
      place += isByte ? 8 : 1;
    }
  }
}

/** Decodes fax-coded rows. Never throws: what is broken ends the picture, and `rows` says where. */
export function decodeCcitt(bytes: Uint8Array, width: number, height: number, scheme: CcittScheme): CcittRows {
  const stride = (width + 7) >> 3;
  const out = new Uint8Array(stride * height);
  const bits = new Bits(bytes);
  let above = new Changes(width);
  for (let y = 0; y < height; y += 1) {
    const row = new Changes(width);
    let below = scheme === 'g4';
    if (scheme === 'rle') bits.at = (bits.at + 7) & ~7;
    else if (scheme !== 'g4') {
      if (!skipEndOfLine(bits, scheme === 'g3-2d')) return { bits: out, rows: y };
      if (scheme === 'g3-2d') {
        below = bits.peek(1) === 0;
        bits.at += 1;
      }
    }
    const isWhole = below ? readRowBelow(bits, above, row, width) : readPlainRow(bits, row, width);
    if (!isWhole) return { bits: out, rows: y };
    paint(out, y * stride, row, width);
    above = row;
  }
  return { bits: out, rows: height };
}
