import type { Waveform } from '../decode/waveform.ts';
import type { Sheet } from './sheet.ts';

/** A mark that device or reader set at a moment of the curve, mm of paper. */
export interface Mark {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** Marks of this group that fall on this sheet: on the strips of their channels, on the lowest row when they name none. */
export function toMarks(waveform: Waveform, group: number, sheet: Sheet): readonly Mark[] {
  const frequency = waveform.groups[group]?.frequency ?? 1;
  const lowest = Math.max(...sheet.strips.map(({ y }) => y));
  return waveform.annotations.flatMap((annotation) => {
    if (annotation.positions.length === 0 || (annotation.group !== 0 && annotation.group !== group + 1)) return [];
    const named = annotation.channels.filter((channel) => channel > 0);
    const strips = sheet.strips.filter(({ channel, y }) =>
      named.length > 0 ? named.includes(channel + 1) : y === lowest,
    );
    return annotation.positions.flatMap((position) => {
      const at = (position - 1) / frequency;
      return strips.flatMap(({ from, to, x, y, width }) =>
        at >= from && at < to ? [{ text: annotation.text, x: x + ((at - from) / (to - from)) * width, y }] : [],
      );
    });
  });
}
