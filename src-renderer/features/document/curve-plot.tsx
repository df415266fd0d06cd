import { scaleLinear, scaleUtc } from 'd3-scale';
import { line } from 'd3-shape';
import { formatDate, formatMoment, formatNumber, formatShortDate } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { type Curve, type CurvePoint, toExtent } from './curve.ts';
import styles from './curve.module.css';
import { toShownNumber } from './laboratory.ts';

const width = 640;
const height = 220;
const edge = { top: 12, right: 16, bottom: 26, left: 52 } as const;

/** The curve as plain SVG: it prints, it zooms, and its summary can be read aloud. The band is the reference values. */
export function CurvePlot({ curve, name }: { curve: Curve; name: string }) {
  const first = curve.points[0];
  const last = curve.points.at(-1);
  if (first === undefined || last === undefined) return null;
  const x = scaleUtc([first.time, last.time], [edge.left + 8, width - edge.right - 8]);
  const y = scaleLinear(toExtent(curve), [height - edge.bottom, edge.top]).nice(5);
  const ticks = y.ticks(5);
  const decimals = countDecimals(ticks);
  const toPath = line<CurvePoint>(
    (point) => x(point.time),
    (point) => y(point.value),
  );
  const ordered = curve.points.toSorted((a, b) => a.value - b.value);
  const summary = words('curve.summary', {
    count: curve.points.length,
    name,
    first: formatDate(first.at),
    last: formatDate(last.at),
    low: toShownNumber(ordered[0]?.written ?? ''),
    high: toShownNumber(ordered.at(-1)?.written ?? ''),
    unit: curve.unit ?? '',
  });
  return (
    <svg className={styles['plot']} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={summary}>
      <Band curve={curve} y={y} />
      {ticks.map((tick) => (
        <g key={tick} transform={`translate(0 ${y(tick)})`}>
          <line x1={edge.left} x2={width - edge.right} stroke="var(--line)" />
          <text x={edge.left - 8} dy="0.32em" textAnchor="end" fill="var(--ink-soft)">
            {formatNumber(tick.toFixed(decimals))}
          </text>
        </g>
      ))}
      {toDateMarks(curve.points, x).map((mark) => (
        <text key={mark.at} x={mark.x} y={height - 8} textAnchor={mark.anchor} fill="var(--ink-soft)">
          {formatShortDate(mark.at)}
        </text>
      ))}
      {curve.segments.map((segment) => (
        <path
          key={segment[0]?.at}
          d={toPath([...segment]) ?? ''}
          fill="none"
          stroke="var(--accent)"
          strokeWidth={1.75}
        />
      ))}
      {curve.segments.slice(1).map((segment, place) => (
        <Break key={segment[0]?.at} x={toBreak(curve.segments[place]?.at(-1), segment[0], x)} />
      ))}
      {curve.points.map((point) => (
        <Dot key={`${point.at}-${point.value}`} point={point} curve={curve} x={x(point.time)} y={y(point.value)} />
      ))}
    </svg>
  );
}

/** A dashed line where the values begin to come from elsewhere: nothing is drawn across it. */
function Break({ x }: { x: number }) {
  return <line x1={x} x2={x} y1={edge.top} y2={height - edge.bottom} stroke="var(--ink-soft)" strokeDasharray="3 4" />;
}

/** Half-way between the last point before and the first after. */
function toBreak(before: CurvePoint | undefined, after: CurvePoint | undefined, x: (time: number) => number): number {
  return (x(before?.time ?? 0) + x(after?.time ?? 0)) / 2;
}

function Band({ curve, y }: { curve: Curve; y: (value: number) => number }) {
  if (curve.low === null && curve.high === null) return null;
  const top = curve.high === null ? edge.top : y(curve.high);
  const bottom = curve.low === null ? height - edge.bottom : y(curve.low);
  return (
    <rect
      x={edge.left}
      y={top}
      width={width - edge.left - edge.right}
      height={Math.max(0, bottom - top)}
      fill="var(--accent-soft)"
    />
  );
}

/** Outside the reference values a point is a red lozenge: its shape says it too. */
function Dot({ point, curve, x, y }: { point: CurvePoint; curve: Curve; x: number; y: number }) {
  const outside = (curve.low !== null && point.value < curve.low) || (curve.high !== null && point.value > curve.high);
  const label = `${formatMoment(point.at)} : ${toShownNumber(point.written)} ${curve.unit ?? ''}${point.performer === null ? '' : `, ${point.performer}`}`;
  const size = point.now ? 5.5 : 4;
  return (
    <g transform={`translate(${x} ${y})`}>
      <title>{label}</title>
      {outside ? (
        <rect
          x={-size}
          y={-size}
          width={size * 2}
          height={size * 2}
          transform="rotate(45)"
          fill="var(--alarm)"
          stroke="var(--surface)"
          strokeWidth={1.5}
        />
      ) : (
        <circle r={size} fill="var(--accent)" stroke="var(--surface)" strokeWidth={1.5} />
      )}
    </g>
  );
}

/** Decimals that every figure of the axis shows, so that `5` does not stand beside `5,5`. */
function countDecimals(ticks: readonly number[]): number {
  return Math.max(0, ...ticks.map((tick) => String(tick).split('.')[1]?.length ?? 0));
}

interface DateMark {
  readonly at: string;
  readonly x: number;
  readonly anchor: 'start' | 'middle' | 'end';
}

/** Width that a written date takes, with some air. */
const dateRoom = 96;

/** Dates under the points, as many as fit without touching: the first, the last, and those between that leave room. */
function toDateMarks(points: readonly CurvePoint[], x: (time: number) => number): readonly DateMark[] {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return [];
  const end = x(last.time) - dateRoom * 1.5;
  const marks: DateMark[] = [{ at: first.at, x: x(first.time), anchor: 'start' }];
  let free = x(first.time) + dateRoom * 1.5;
  for (const point of points.slice(1, -1)) {
    const place = x(point.time);
    if (place < free || place > end) continue;
    marks.push({ at: point.at, x: place, anchor: 'middle' });
    free = place + dateRoom;
  }
  if (last !== first && x(last.time) - x(first.time) >= dateRoom * 2) {
    marks.push({ at: last.at, x: x(last.time), anchor: 'end' });
  }
  return marks;
}
