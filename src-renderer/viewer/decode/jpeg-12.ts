import { assertReadable, UnreadableImage } from './unreadable.ts';

/** A table of Huffman codes: of each length the highest code (-1 for none), and where its symbols begin. */
interface Codes {
  readonly highest: Int32Array;
  readonly offset: Int32Array;
  readonly symbols: Uint8Array;
}

/** Order of the coefficients in a stream (ITU-T T.81, figure A.6). */
const ZIGZAG = Uint8Array.from(
  [
    [
      0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21,
      28,
    ],
    [
      35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54,
      47, 55, 62, 63,
    ],
  ].flat(),
);
/** `COSINES[8 * u + x]`: what frequency u adds at place x. */
const COSINES = Float64Array.from({ length: 64 }, (_, at) => {
  const [u, x] = [at >> 3, at & 7];
  return (u === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * x + 1) * u * Math.PI) / 16);
});

/** Reads the bits of a scan; what ends too early, or holds a marker where none belongs, throws. */
class Bits {
  at: number;
  readonly #bytes: Uint8Array;
  #held = 0;
  #count = 0;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  one(): number {
    if (this.#count === 0) {
      const byte = this.#bytes[this.at];
      assertReadable(byte !== undefined, 'truncated', 'JPEG scan');
      const isMarker = byte === 0xff && this.#bytes[this.at + 1] !== 0;
      assertReadable(!isMarker, 'truncated', 'JPEG scan');
      this.at += byte === 0xff ? 2 : 1;
      this.#held = byte;
      this.#count = 8;
    }
    this.#count -= 1;
    return (this.#held >> this.#count) & 1;
  }

  symbol({ highest, offset, symbols }: Codes): number {
    let code = 0;
    for (let length = 0; length < 16; length += 1) {
      code = (code << 1) | this.one();
      if (code <= (highest[length] ?? -1)) return symbols[(offset[length] ?? 0) + code] ?? 0;
    }
    throw new UnreadableImage('damaged', 'JPEG code');
  }

  /** A number of so many bits, negative where its first bit is 0 (T.81, F.2.2.1). */
  signed(length: number): number {
    let value = 0;
    for (let left = length; left > 0; left -= 1) value = (value << 1) | this.one();
    return length > 0 && value < 2 ** (length - 1) ? value - 2 ** length + 1 : value;
  }

  /** Steps over RST0 to RST7, and forgets the bits that fill the byte before it. */
  restart(expected: number): void {
    this.#count = 0;
    while (this.#bytes[this.at] === 0xff && this.#bytes[this.at + 1] === 0xff) this.at += 1;
    const isThere = this.#bytes[this.at] === 0xff && this.#bytes[this.at + 1] === 0xd0 + expected;
    assertReadable(isThere, 'damaged', 'JPEG restart');
    this.at += 2;
  }
}

interface Tables {
  readonly quantities: Map<number, Uint16Array>;
  readonly codes: Map<number, Codes>;
  quantity: number;
  interval: number;
}

/**
 * Samples of one extended sequential JPEG (SOF1, Huffman) of 12 bits and one component, as CT archives hold them; none of the codecs
 * in use reads them (docs/adr/0030). The size is the tags' own, checked before.
 */
export function decodeJpeg12(bytes: Uint8Array, width: number, height: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const tables: Tables = { quantities: new Map(), codes: new Map(), quantity: 0, interval: 0 };
    for (let at = 2; ; ) {
      assertReadable(view.getUint8(at) === 0xff, 'damaged', 'marker expected');
      const marker = view.getUint8(at + 1);
      if (marker === 0xff) {
        at += 1;
        continue;
      }
      const end = at + 2 + view.getUint16(at + 2);
      if (marker === 0xdb) readQuantities(view, at + 4, end, tables);
      else if (marker === 0xc4) readCodes(view, at + 4, end, tables);
      else if (marker === 0xc1) tables.quantity = view.getUint8(at + 12);
      else if (marker === 0xdd) tables.interval = view.getUint16(at + 4);
      else if (marker === 0xda) {
        const codes = view.getUint8(at + 6);
        assertReadable(view.getUint8(at + 4) === 1 && end === at + 10, 'unsupported', 'JPEG of several scans');
        return readScan(new Bits(bytes, end), codes, tables, width, height);
      } else assertReadable(marker !== 0xd9, 'damaged', 'no scan');
      at = end;
    }
  } catch (error) {
    if (error instanceof RangeError) throw new UnreadableImage('truncated', 'JPEG header');
    throw error;
  }
}

function readQuantities(view: DataView, from: number, end: number, { quantities }: Tables): void {
  for (let at = from; at < end; ) {
    const [wide, name] = [view.getUint8(at) >> 4 > 0, view.getUint8(at) & 15];
    const table = Uint16Array.from({ length: 64 }, (_, n) =>
      wide ? view.getUint16(at + 1 + 2 * n) : view.getUint8(at + 1 + n),
    );
    quantities.set(name, table);
    at += 1 + (wide ? 128 : 64);
  }
}

function readCodes(view: DataView, from: number, end: number, { codes }: Tables): void {
  for (let at = from; at < end; ) {
    const name = view.getUint8(at);
    const highest = new Int32Array(16).fill(-1);
    const offset = new Int32Array(16);
    let [code, total] = [0, 0];
    for (let length = 0; length < 16; length += 1) {
      const count = view.getUint8(at + 1 + length);
      offset[length] = total - code;
      code += count;
      total += count;
      if (count > 0) highest[length] = code - 1;
      assertReadable(code <= 2 ** (length + 1) && total <= 256, 'damaged', 'JPEG codes');
      code *= 2;
    }
    const symbols = Uint8Array.from({ length: total }, (_, n) => view.getUint8(at + 17 + n));
    codes.set(name, { highest, offset, symbols });
    at += 17 + total;
  }
}

function readScan(bits: Bits, names: number, tables: Tables, width: number, height: number): Uint8Array {
  const direct = tables.codes.get(names >> 4);
  const other = tables.codes.get(0x10 | (names & 15));
  const quantities = tables.quantities.get(tables.quantity);
  assertReadable(direct !== undefined && other !== undefined && quantities !== undefined, 'damaged', 'JPEG tables');
  const out = new Uint16Array(width * height);
  const [block, half] = [new Float64Array(64), new Float64Array(64)];
  const [columns, rows] = [Math.ceil(width / 8), Math.ceil(height / 8)];
  let last = 0;
  for (let n = 0; n < columns * rows; n += 1) {
    if (tables.interval > 0 && n > 0 && n % tables.interval === 0) {
      bits.restart((n / tables.interval - 1) & 7);
      last = 0;
    }
    block.fill(0);
    last += bits.signed(Math.min(bits.symbol(direct), 16));
    block[0] = last * (quantities[0] ?? 0);
    for (let k = 1; k < 64; k += 1) {
      const symbol = bits.symbol(other);
      const size = symbol & 15;
      if (size === 0 && symbol !== 0xf0) break;
      k += symbol >> 4;
      assertReadable(k < 64, 'damaged', 'JPEG coefficients');
      if (size > 0) block[ZIGZAG[k] ?? 0] = bits.signed(size) * (quantities[k] ?? 0);
    }
    drawBlock(block, half, out, width, height, (n % columns) * 8, Math.floor(n / columns) * 8);
  }
  return new Uint8Array(out.buffer);
}

/** Turns frequencies into samples, lines first; what lies behind the edge is left out. */
function drawBlock(
  block: Float64Array,
  half: Float64Array,
  out: Uint16Array,
  width: number,
  height: number,
  left: number,
  top: number,
): void {
  for (let v = 0; v < 8; v += 1)
    for (let x = 0; x < 8; x += 1) {
      let sum = 0;
      for (let u = 0; u < 8; u += 1) sum += (block[8 * v + u] ?? 0) * (COSINES[8 * u + x] ?? 0);
      half[8 * v + x] = sum;
    }
  for (let y = 0; y < 8 && top + y < height; y += 1)
    for (let x = 0; x < 8 && left + x < width; x += 1) {
      let sum = 2048;
      for (let v = 0; v < 8; v += 1) sum += (half[8 * v + x] ?? 0) * (COSINES[8 * v + y] ?? 0);
      out[(top + y) * width + left + x] = Math.min(4095, Math.max(0, Math.round(sum)));
    }
}
