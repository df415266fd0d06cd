import type { Codec } from './transfer-syntaxes.ts';
import { UnreadableImage, assertReadable } from './unreadable.ts';

/** What a compressed frame says of itself in its own header: SOF of JPEG and JPEG-LS, SIZ of JPEG 2000. */
export interface CodeStreamHeader {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  readonly bits: number;
  /** JPEG's start-of-frame marker (0xC0…0xCF, 0xF7 for JPEG-LS), 0x51 for JPEG 2000. */
  readonly marker: number;
  /** JPEG 2000: the color transform is in use (COD), so that the decoder gives RGB. */
  readonly colorTransform: boolean;
}

/** Reads the header of a compressed frame and requires that the stream is whole to its EOI or EOC. */
export function readCodeStream(codec: Codec, bytes: Uint8Array): CodeStreamHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const header = codec === 'jpeg-2000' || codec === 'htj2k' ? readSiz(view) : readSof(view);
    assertReadable(endsWithMarker(bytes), 'truncated', 'no end of image');
    return header;
  } catch (error) {
    if (error instanceof RangeError) throw new UnreadableImage('truncated', 'code stream header');
    throw error;
  }
}

/** EOI and EOC are both FFD9, which can stand nowhere inside; writers pad after it, some with more than the one byte that evens the length. */
function endsWithMarker(bytes: Uint8Array): boolean {
  for (let at = bytes.length - 2; at >= 2 && at >= bytes.length - 18; at -= 1) {
    if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return true;
  }
  return false;
}

/** True when a JPEG says by an Adobe segment (APP14) how its colors are stored; without one a decoder guesses. */
export function hasAdobeSegment(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (
    let at = 2;
    at + 4 < bytes.length && bytes[at] === 0xff && bytes[at + 1] !== 0xda;
    at += 2 + view.getUint16(at + 2)
  ) {
    if (bytes[at + 1] === 0xee) return true;
  }
  return false;
}

/** The same JPEG with an Adobe segment that says "these are RGB", as Photometric Interpretation does outside the stream. */
export function withRgbSegment(bytes: Uint8Array): Uint8Array {
  const segment = [0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, 0];
  const out = new Uint8Array(bytes.length + segment.length);
  out.set(bytes.subarray(0, 2));
  out.set(segment, 2);
  out.set(bytes.subarray(2), 2 + segment.length);
  return out;
}

function readSof(view: DataView): CodeStreamHeader {
  assertReadable(view.getUint16(0) === 0xffd8, 'damaged', 'no start of image');
  let at = 2;
  for (;;) {
    while (view.getUint8(at) === 0xff && view.getUint8(at + 1) === 0xff) at += 1;
    assertReadable(view.getUint8(at) === 0xff, 'damaged', 'marker expected');
    const marker = view.getUint8(at + 1);
    assertReadable(marker !== 0xda && marker !== 0xd9, 'damaged', 'scan before frame header');
    const length = view.getUint16(at + 2);
    assertReadable(length >= 2, 'damaged', 'marker length');
    const isFrame =
      marker === 0xf7 || (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc);
    if (isFrame) {
      const components = view.getUint8(at + 9);
      assertReadable(length === 8 + 3 * components, 'damaged', 'frame header length');
      return {
        marker,
        bits: view.getUint8(at + 4),
        height: view.getUint16(at + 5),
        width: view.getUint16(at + 7),
        components,
        colorTransform: false,
      };
    }
    at += 2 + length;
  }
}

function readSiz(view: DataView): CodeStreamHeader {
  assertReadable(view.getUint32(0) === 0xff4fff51, 'damaged', 'no SOC and SIZ');
  const [x1, y1, x0, y0] = [view.getUint32(8), view.getUint32(12), view.getUint32(16), view.getUint32(20)];
  const [tileWidth, tileHeight, tileX, tileY] = [
    view.getUint32(24),
    view.getUint32(28),
    view.getUint32(32),
    view.getUint32(36),
  ];
  const components = view.getUint16(40);
  assertReadable(view.getUint16(4) === 38 + 3 * components, 'damaged', 'SIZ length');
  assertReadable(
    x1 > x0 && y1 > y0 && tileWidth > 0 && tileHeight > 0 && tileX <= x0 && tileY <= y0,
    'damaged',
    'SIZ geometry',
  );
  const tiles = Math.ceil((x1 - tileX) / tileWidth) * Math.ceil((y1 - tileY) / tileHeight);
  assertReadable(tiles <= 4096, 'too-large', `${tiles} tiles`);
  const depths = Array.from({ length: components }, (_, n) => view.getUint8(42 + 3 * n));
  for (let n = 0; n < components; n += 1) {
    assertReadable(
      view.getUint8(43 + 3 * n) === 1 && view.getUint8(44 + 3 * n) === 1,
      'unsupported',
      'subsampled JPEG 2000',
    );
  }
  assertReadable(
    depths.every((depth) => depth === depths[0]),
    'unsupported',
    'components of different depths',
  );
  return {
    marker: 0x51,
    bits: ((depths[0] ?? 0) & 0x7f) + 1,
    width: x1 - x0,
    height: y1 - y0,
    components,
    colorTransform: readCod(view, 2 + 2 + view.getUint16(4)),
  };
}

/** Multiple component transformation of COD; the markers before it are walked by their lengths. */
function readCod(view: DataView, start: number): boolean {
  for (let at = start, markers = 0; markers < 64; markers += 1) {
    const marker = view.getUint16(at);
    if (marker === 0xff52) return view.getUint8(at + 8) === 1;
    assertReadable(marker > 0xff00 && marker !== 0xff90, 'damaged', 'no COD');
    at += 2 + view.getUint16(at + 2);
  }
  throw new UnreadableImage('damaged', 'no COD');
}
