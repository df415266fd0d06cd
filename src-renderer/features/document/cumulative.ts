import { toDay } from '../../words/format.ts';
import type { Curve, CurvePoint } from './curve.ts';
import type { LaboratoryLine } from './laboratory.ts';

/** One analysis through several dates: a result for each column, null where it was not measured. */
export interface CumulativeRow {
  readonly line: LaboratoryLine;
  readonly curve: Curve;
  readonly cells: readonly (CurvePoint | null)[];
}

/** Dates as columns, newest first, and the analyses measured more than once. */
export interface Cumulative {
  readonly days: readonly string[];
  readonly rows: readonly CumulativeRow[];
}

const most = 12;

/** The cumulative table of a panel. Values in another unit are left out here as they are from the curve. */
export function toCumulative(lines: readonly LaboratoryLine[], curves: ReadonlyMap<string, Curve>): Cumulative {
  const repeated = lines.flatMap((line) => {
    const curve = curves.get(line.key);
    return curve === undefined || curve.points.length < 2 ? [] : [{ line, curve }];
  });
  const days = [...new Set(repeated.flatMap(({ curve }) => curve.points.map((point) => toDay(point.at))))]
    .toSorted((a, b) => b.localeCompare(a))
    .slice(0, most);
  return {
    days,
    rows: repeated.map(({ line, curve }) => ({
      line,
      curve,
      cells: days.map((day) => curve.points.findLast((point) => toDay(point.at) === day) ?? null),
    })),
  };
}
