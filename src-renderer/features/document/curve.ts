import type { LaboratoryRow } from '../../../contracts/record.ts';
import { isWithdrawn } from '../../ui/status-word.ts';
import { readNumber } from './laboratory.ts';

/** One measured point. `time` is milliseconds; a bare date stands at noon UTC, so that it falls on its day everywhere. */
export interface CurvePoint {
  readonly at: string;
  readonly time: number;
  readonly value: number;
  /** The laboratory's own digits (`5.90`). */
  readonly written: string;
  readonly performer: string | null;
  readonly method: string | null;
  readonly now: boolean;
}

/** From this point on the values come from elsewhere or are measured otherwise: to be compared with care. */
export interface CurveChange {
  readonly what: 'performer' | 'method';
  readonly at: string;
  readonly from: string;
  readonly to: string;
}

/** What a curve may show of a row, and what it must own up to. */
export interface Curve {
  readonly points: readonly CurvePoint[];
  readonly unit: string | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Units of earlier results that are not on this curve, since numbers in another unit are another curve. */
  readonly otherUnits: readonly string[];
  /** The points as they may be joined: a change of laboratory or method breaks the line. */
  readonly segments: readonly (readonly CurvePoint[])[];
  /** Where it breaks, and why. */
  readonly changes: readonly CurveChange[];
}

/** The curve of one row: earlier results in the same unit, oldest first, and the one of this report. */
export function toCurve(row: LaboratoryRow, at: string | null, performer: string | null): Curve {
  const sameUnit = row.previous.filter((one) => isSameUnit(one.unit, row.unit));
  const points: CurvePoint[] = sameUnit.map((one) => ({
    at: one.at,
    time: toTime(one.at),
    value: one.value,
    written: one.written,
    performer: one.performer,
    method: one.method,
    now: false,
  }));
  const value = readNumber(row.value);
  // What was withdrawn stands struck through in its table, and in no curve.
  if (value !== null && at !== null && !isWithdrawn(row.status))
    points.push({ at, time: toTime(at), value, written: row.value ?? '', performer, method: row.method, now: true });
  const dated = points
    .filter((point) => Number.isFinite(point.time) && Number.isFinite(point.value))
    .toSorted((a, b) => a.time - b.time);
  const others = row.previous.filter((one) => !isSameUnit(one.unit, row.unit)).map((one) => one.unit ?? '—');
  return {
    points: dated,
    unit: row.unit,
    low: row.low,
    high: row.high,
    otherUnits: [...new Set(others)],
    ...toSegments(dated),
  };
}

/** Breaks the line wherever laboratory or method is known before and after and is not the same. */
function toSegments(points: readonly CurvePoint[]): Pick<Curve, 'segments' | 'changes'> {
  const segments: CurvePoint[][] = [];
  const changes: CurveChange[] = [];
  const known: { performer: string | null; method: string | null } = { performer: null, method: null };
  for (const point of points) {
    const found = (['performer', 'method'] as const).flatMap((what): CurveChange[] => {
      const [from, to] = [known[what], point[what]];
      return from === null || to === null || from === to ? [] : [{ what, at: point.at, from, to }];
    });
    known.performer = point.performer ?? known.performer;
    known.method = point.method ?? known.method;
    changes.push(...found);
    const last = segments.at(-1);
    if (last === undefined || found.length > 0) segments.push([point]);
    else last.push(point);
  }
  return { segments, changes };
}

/** Vertical extent of a curve: every point and the reference limits, with a little air; never from zero by force. */
export function toExtent({ points, low, high }: Curve): readonly [number, number] {
  const values = [...points.map((point) => point.value), ...[low, high].filter((limit) => limit !== null)];
  const smallest = Math.min(...values);
  const largest = Math.max(...values);
  const air = (largest - smallest) * 0.12 || Math.abs(largest) * 0.1 || 1;
  const bottom = smallest - air;
  return [smallest >= 0 ? Math.max(0, bottom) : bottom, largest + air];
}

function toTime(at: string): number {
  return Date.parse(
    at.includes('T') ? at : `${at.length === 4 ? `${at}-07-01` : at.length === 7 ? `${at}-15` : at}T12:00:00Z`,
  );
}

function isSameUnit(a: string | null, b: string | null): boolean {
  return (a ?? '').trim() === (b ?? '').trim();
}
