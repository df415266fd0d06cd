import type { FrameFacts } from '../decode/facts.ts';
import { type PixelPoint, toDrawnSpacing } from '../stack/measures.ts';

/** What of a slice is printed, in pixels from the edge of its first pixel. */
export interface Region {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** False when it is the whole slice. */
  readonly isPart: boolean;
}

/** Room for an image on a standing page, in millimetres. */
const room = { width: 190, height: 200 } as const;

/** What the screen shows of a slice, by two opposite corners whose middle of the first pixel is [0, 0]; the whole slice where that is not known. */
export function toRegion(
  { columns, rows }: Pick<FrameFacts, 'columns' | 'rows'>,
  corners: readonly [PixelPoint, PixelPoint] | null,
): Region {
  const whole: Region = { left: 0, top: 0, width: columns, height: rows, isPart: false };
  if (corners === null) return whole;
  const [from, to] = corners;
  const clamp = (value: number, most: number): number => Math.min(Math.max(value + 0.5, 0), most);
  const [left, right] = [clamp(Math.min(from[0], to[0]), columns), clamp(Math.max(from[0], to[0]), columns)];
  const [top, bottom] = [clamp(Math.min(from[1], to[1]), rows), clamp(Math.max(from[1], to[1]), rows)];
  const [width, height] = [right - left, bottom - top];
  // Moved out of sight, or too small a shred to mean it.
  if (!(width >= 2 && height >= 2)) return whole;
  return { left, top, width, height, isPart: width < columns - 0.5 || height < rows - 0.5 };
}

/** How large a region is drawn on paper, in millimetres: as large as fits, never out of proportion. */
export function toPaperSize(
  facts: Parameters<typeof toDrawnSpacing>[0],
  region: Pick<Region, 'width' | 'height'>,
): { readonly width: number; readonly height: number } {
  const [between, along] = toDrawnSpacing(facts);
  const high = (region.height * between) / (region.width * along);
  const width = Math.min(room.width, room.height / high);
  return { width: Number(width.toFixed(3)), height: Number((width * high).toFixed(3)) };
}
