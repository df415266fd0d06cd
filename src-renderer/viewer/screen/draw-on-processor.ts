import type { Pixels } from '../decode/samples.ts';
import { type Presentation, toScreenGray } from './presentation.ts';

/** Draws slices on a 2D canvas: modality values through one table, then one scaled copy. One of these per screen; it holds one slice's picture. */
export class ProcessorPainter {
  readonly #picture = document.createElement('canvas');
  readonly #context: CanvasRenderingContext2D;
  #place = '';
  #image: ImageData | null = null;
  #words: Uint32Array | null = null;
  #drawn: { readonly pixels: Pixels; readonly presentation: Presentation } | null = null;

  constructor() {
    const context = this.#picture.getContext('2d', { alpha: false });
    if (!context) throw new Error('no 2D canvas');
    this.#context = context;
  }

  /** Paints one slice by the matrix from its pixels to the canvas's, filling what is around it with black. */
  paint(
    canvas: HTMLCanvasElement,
    matrix: readonly number[] | undefined,
    blocky: boolean,
    pixels: Pixels,
    columns: number,
    rows: number,
    presentation: Presentation,
  ): void {
    const context = canvas.getContext('2d');
    if (!context || !matrix) return;
    const place = `${canvas.width} ${canvas.height} ${blocky} ${matrix.join(' ')}`;
    if (this.#drawn?.pixels === pixels && this.#drawn.presentation === presentation && this.#place === place) return;
    this.#fill(pixels, columns, rows, presentation);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = 'black';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingEnabled = !blocky;
    const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = matrix;
    context.setTransform(a, b, c, d, e, f);
    context.drawImage(this.#picture, 0, 0);
    context.setTransform(1, 0, 0, 1, 0, 0);
    this.#place = place;
  }

  /** The canvas was wiped or changed hands: the next paint paints. */
  forget(): void {
    this.#place = '';
  }

  #fill(pixels: Pixels, columns: number, rows: number, presentation: Presentation): void {
    if (this.#drawn?.pixels === pixels && this.#drawn.presentation === presentation) return;
    if (this.#image?.width !== columns || this.#image.height !== rows) {
      this.#picture.width = columns;
      this.#picture.height = rows;
      this.#image = new ImageData(columns, rows);
      this.#words = new Uint32Array(this.#image.data.buffer);
    }
    const words = this.#words;
    if (!this.#image || !words) return;
    if (pixels.color) fillColor(words, pixels.values, presentation.invert);
    else fillGray(words, pixels.values, pixels.min, pixels.max, presentation);
    this.#context.putImageData(this.#image, 0, 0);
    this.#drawn = { pixels, presentation };
  }
}

/** Gray bytes of a value, opaque, in the byte order of ImageData on the little-endian machines Chromium runs on. */
const opaque = (gray: number): number => (0xff000000 | (gray << 16) | (gray << 8) | gray) >>> 0;

function fillGray(
  words: Uint32Array,
  values: Int16Array | Uint16Array | Float32Array,
  min: number,
  max: number,
  presentation: Presentation,
): void {
  const count = values.length;
  if (values instanceof Float32Array) {
    for (let i = 0; i < count; i += 1) words[i] = opaque(toScreenGray(values[i] ?? 0, presentation));
    return;
  }
  const table = new Uint32Array(max - min + 1);
  for (let i = 0; i < table.length; i += 1) table[i] = opaque(toScreenGray(min + i, presentation));
  for (let i = 0; i < count; i += 1) words[i] = table[(values[i] ?? 0) - min] ?? 0;
}

function fillColor(words: Uint32Array, values: Uint8Array, invert: boolean): void {
  const flip = invert ? 0xffffff : 0;
  for (let i = 0, at = 0; i < words.length; i += 1, at += 3) {
    words[i] =
      (0xff000000 | ((((values[at + 2] ?? 0) << 16) | ((values[at + 1] ?? 0) << 8) | (values[at] ?? 0)) ^ flip)) >>> 0;
  }
}
