import type { FrameFacts } from '../decode/facts.ts';
import type { DecodedFrame } from '../decode/decode.ts';

/** Pixel coordinates in a slice, [column, row]; the middle of the first pixel is [0, 0]. */
export type PixelPoint = readonly [number, number];

/** A length drawn on one slice. */
export interface LengthMeasure {
  readonly id: number;
  readonly from: PixelPoint;
  readonly to: PixelPoint;
}

/** How far apart rows and columns are drawn: by their distance, else as Pixel Aspect Ratio says, else alike. */
export function toDrawnSpacing({
  spacing,
  aspect,
}: Pick<FrameFacts, 'spacing'> & Partial<Pick<FrameFacts, 'aspect'>>): readonly [number, number] {
  return spacing ?? aspect ?? [1, 1];
}

/** Distance of two points of a slice, mm; in pixels where the file gives no spacing. */
export function toLength(
  facts: Pick<FrameFacts, 'spacing'>,
  from: PixelPoint,
  to: PixelPoint,
): { readonly value: number; readonly unit: 'mm' | 'pixels' } {
  const [between, along] = facts.spacing ?? [1, 1];
  const value = Math.hypot((to[0] - from[0]) * along, (to[1] - from[1]) * between);
  return { value, unit: facts.spacing ? 'mm' : 'pixels' };
}

/** Value under a point: a modality value, the three colors, or null outside the slice. */
export function readProbe(frame: DecodedFrame, point: PixelPoint): number | readonly [number, number, number] | null {
  const { facts, pixels } = frame;
  const column = Math.round(point[0]);
  const row = Math.round(point[1]);
  if (column < 0 || row < 0 || column >= facts.columns || row >= facts.rows) return null;
  const at = row * facts.columns + column;
  if (!pixels.color) return pixels.values[at] ?? null;
  return [pixels.values[at * 3] ?? 0, pixels.values[at * 3 + 1] ?? 0, pixels.values[at * 3 + 2] ?? 0];
}

/** Keeps a point inside the slice. */
export function clampPoint(facts: Pick<FrameFacts, 'rows' | 'columns'>, point: PixelPoint): PixelPoint {
  return [Math.min(Math.max(point[0], 0), facts.columns - 1), Math.min(Math.max(point[1], 0), facts.rows - 1)];
}

/** A round length for the scale bar that takes at most `room` screen pixels; null when pixels have no size. */
export function toScaleBar(
  millimetresPerPixel: number,
  room: number,
): { readonly millimetres: number; readonly pixels: number } | null {
  const most = millimetresPerPixel * room;
  const steps = [500, 200, 100, 50, 20, 10, 5, 2, 1];
  const millimetres = steps.find((step) => step <= most);
  return millimetres === undefined || millimetresPerPixel <= 0
    ? null
    : { millimetres, pixels: millimetres / millimetresPerPixel };
}
