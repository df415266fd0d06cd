import type { Sheet } from '../ecg/sheet.ts';

/** A part of an ECG's paper that fits on one printed page, in millimetres of that paper: never made smaller. */
export interface EcgTile {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a lying page holds between its margins, head and foot, in millimetres. */
const room = { width: 277, height: 146 } as const;

/** The pages of a sheet at true scale: whole where it fits, else cut between rows of leads, and after whole fives along the time. */
export function toTiles({ width, height, strips }: Pick<Sheet, 'width' | 'height' | 'strips'>): readonly EcgTile[] {
  const rows = [...new Set(strips.map(({ y }) => y))].toSorted((a, b) => a - b);
  const between = rows.slice(1).map((row, place) => (row + (rows[place] ?? row)) / 2);
  const tops = [0];
  for (const [place, cut] of between.entries()) {
    const next = between[place + 1] ?? height;
    if (next - (tops.at(-1) ?? 0) > room.height) tops.push(cut);
  }
  const across = Math.floor(room.width / 5) * 5;
  const columns = Array.from({ length: Math.ceil(width / across) }, (_, column) => column * across);
  return tops.flatMap((y, place) =>
    columns.map((x) => ({
      x,
      y,
      width: Math.min(across, width - x),
      height: (tops[place + 1] ?? height) - y,
    })),
  );
}
