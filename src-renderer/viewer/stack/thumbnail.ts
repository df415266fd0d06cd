import type { DecodedFrame } from '../decode/decode.ts';
import { type Presentation, toScreenGray } from '../screen/presentation.ts';
import { toDrawnSpacing } from './measures.ts';

/** A square RGBA picture of a slice, fitted with its true proportions on black. */
export function toThumbnail(
  frame: DecodedFrame,
  presentation: Presentation,
  side: number,
): Uint8ClampedArray<ArrayBuffer> {
  const { facts, pixels } = frame;
  const [between, along] = toDrawnSpacing(facts);
  const [width, height] = [facts.columns * along, facts.rows * between];
  const scale = side / Math.max(width, height);
  const [left, top] = [(side - width * scale) / 2, (side - height * scale) / 2];
  const out = new Uint8ClampedArray(side * side * 4);
  for (let y = 0, at = 0; y < side; y += 1) {
    const row = Math.floor((y - top) / (between * scale));
    for (let x = 0; x < side; x += 1, at += 4) {
      const column = Math.floor((x - left) / (along * scale));
      out[at + 3] = 255;
      if (row < 0 || column < 0 || row >= facts.rows || column >= facts.columns) continue;
      const pixel = row * facts.columns + column;
      if (pixels.color) out.set(pixels.values.subarray(pixel * 3, pixel * 3 + 3), at);
      else out.fill(toScreenGray(pixels.values[pixel] ?? 0, presentation), at, at + 3);
    }
  }
  return out;
}
