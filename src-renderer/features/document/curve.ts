import type { LaboratoryRow } from '../../../contracts/record.ts';
import { isWithdrawn } from '../../ui/status-word.ts';
import { readLimit, readNumber } from './laboratory.ts';

/** One measured point. `time` is milliseconds; a bare date stands at noon UTC, so that it falls on its day everywhere. */
export interface CurvePoint {
  readonly at: string;
  readonly time: number;
  readonly value: number;
  /** `<` and `>`: the laboratory gave a limit and no number, and none is drawn. */
  readonly bound: '<' | '>' | null;
  /** The laboratory's own digits (`5.90`, `<0.1`). */
  readonly written: string;
  readonly unit: string | null;
  readonly performer: string | null;
  readonly method: string | null;
  /** Reference limits as they were given with this very result. */
  readonly low: number | null;
  readonly high: number | null;
  readonly now: boolean;
}

/** From this point on the values come from elsewhere or are measured otherwise: to be compared with care. */
export interface CurveChange {
  readonly what: 'performer' | 'method' | 'unit';
  readonly at: string;
  readonly from: string;
  readonly to: string;
}

/** What a curve may show of an analysis in one unit, and what it must own up to. */
export interface Curve {
  readonly points: readonly CurvePoint[];
  readonly unit: string | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Units of other results that are not on this curve, since numbers in another unit are another curve. */
  readonly otherUnits: readonly string[];
  /** The points as they may be joined: a change of laboratory, method or unit breaks the line, and so does a limit. */
  readonly segments: readonly (readonly CurvePoint[])[];
  /** Where it breaks, and why. */
  readonly changes: readonly CurveChange[];
}

/** The curve of one row: earlier results in the same unit, oldest first, and the one of this report. */
export function toCurve(row: LaboratoryRow, at: string | null, performer: string | null): Curve {
  const points: CurvePoint[] = row.previous.flatMap((one) => {
    const limit = readLimit(one.written) ?? { value: one.value, bound: null };
    const { low = null, high = null } = one;
    return [{ ...one, ...limit, low, high, time: toTime(one.at), now: false }];
  });
  const measured = readLimit(row.value);
  // What was withdrawn stands struck through in its table, and in no curve.
  if (measured !== null && at !== null && !isWithdrawn(row.status)) {
    const { unit, method, low, high } = row;
    const by = row.performer ?? performer;
    const here = { at, time: toTime(at), written: row.value ?? '', unit, performer: by, method, low, high };
    points.push({ ...measured, ...here, now: true });
  }
  return toCurveOf(points, row.unit, row);
}

/** The curve of these points in one unit; the others break its line and are named. */
export function toCurveOf(
  points: readonly CurvePoint[],
  unit: string | null,
  { low, high }: { readonly low: number | null; readonly high: number | null },
): Curve {
  const dated = points
    .filter((point) => Number.isFinite(point.time) && Number.isFinite(point.value))
    .toSorted((a, b) => a.time - b.time);
  const others = points.filter((one) => !isSameUnit(one.unit, unit)).map((one) => one.unit ?? '—');
  return {
    points: dated.filter((point) => isSameUnit(point.unit, unit)),
    unit,
    low,
    high,
    otherUnits: [...new Set(others)],
    ...toSegments(dated, unit),
  };
}

/** Breaks the line wherever laboratory, method or unit is known before and after and is not the same, and at every limit. */
function toSegments(points: readonly CurvePoint[], unit: string | null): Pick<Curve, 'segments' | 'changes'> {
  const segments: CurvePoint[][] = [];
  const changes: CurveChange[] = [];
  const known: Record<CurveChange['what'], string | null> = { performer: null, method: null, unit: null };
  let isBroken = true;
  for (const point of points) {
    const found = (['unit', 'performer', 'method'] as const).flatMap((what): CurveChange[] => {
      const [from, to] = [known[what], point[what]];
      return from === null || to === null || isSameUnit(from, to) ? [] : [{ what, at: point.at, from, to }];
    });
    known.performer = point.performer ?? known.performer;
    known.method = point.method ?? known.method;
    known.unit = point.unit ?? known.unit;
    changes.push(...found);
    isBroken ||= found.length > 0 || point.bound !== null || !isSameUnit(point.unit, unit);
    if (point.bound !== null || !isSameUnit(point.unit, unit)) continue;
    const last = segments.at(-1);
    if (last === undefined || isBroken) segments.push([point]);
    else last.push(point);
    isBroken = false;
  }
  return { segments, changes };
}

/** Reference values along a curve: from one time to another the same limits, as the laboratory gave them at each point. */
export interface Band {
  readonly from: number;
  readonly to: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** The bands of a curve: limits hold half-way to the neighbours; a point without any has none. */
export function toBands(points: readonly CurvePoint[]): readonly Band[] {
  const bands: Band[] = [];
  points.forEach(({ time, low, high }, place) => {
    const before = points[place - 1]?.time;
    const after = points[place + 1]?.time;
    const from = before === undefined ? Number.NEGATIVE_INFINITY : (before + time) / 2;
    const to = after === undefined ? Number.POSITIVE_INFINITY : (after + time) / 2;
    if (low === null && high === null) return;
    const last = bands.at(-1);
    if (last !== undefined && last.to === from && last.low === low && last.high === high)
      bands[bands.length - 1] = { ...last, to };
    else bands.push({ from, to, low, high });
  });
  return bands;
}

/** Whether a point lies outside the limits given with it; a limit (`<0.1`) only where it leaves no doubt. */
export function isOutside({ value, bound, low, high }: CurvePoint): boolean {
  const over = high !== null && (bound === '>' ? value >= high : bound === null && value > high);
  const under = low !== null && (bound === '<' ? value <= low : bound === null && value < low);
  return over || under;
}

/** Vertical extent of curves of one unit: every point and the reference limits, with a little air; never from zero by force. */
export function toExtent(...curves: readonly Curve[]): readonly [number, number] {
  const values = curves.flatMap(({ points, low, high }) =>
    [low, high, ...points.flatMap((point) => [point.value, point.low, point.high])].filter((limit) => limit !== null),
  );
  const smallest = Math.min(...values);
  const largest = Math.max(...values);
  const air = (largest - smallest) * 0.12 || Math.abs(largest) * 0.1 || 1;
  const bottom = smallest - air;
  return [smallest >= 0 ? Math.max(0, bottom) : bottom, largest + air];
}

/** Milliseconds of a moment as precise as it is; the middle of a month or year where no more is known. */
export function toTime(at: string): number {
  return Date.parse(
    at.includes('T') ? at : `${at.length === 4 ? `${at}-07-01` : at.length === 7 ? `${at}-15` : at}T12:00:00Z`,
  );
}

function isSameUnit(a: string | null, b: string | null): boolean {
  return (a ?? '').trim() === (b ?? '').trim();
}

/** True when a row has anything to draw: a number now, and another before. */
export function hasCurve(row: LaboratoryRow, curve: Curve): boolean {
  return (readNumber(row.value) !== null || readLimit(row.value) !== null) && curve.points.length > 1;
}
