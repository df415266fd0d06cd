import { type ScaleLinear, type ScaleTime, scaleLinear, scaleUtc } from 'd3-scale';
import { line } from 'd3-shape';
import { formatNumber, formatShortDate } from '../../words/format.ts';
import { type Curve, type CurvePoint, toBands, toExtent } from './curve.ts';
import { CurveDot, readStroke } from './curve-dot.tsx';
import styles from './curve.module.css';

const width = 640;
const height = 220;
const edge = { top: 12, right: 16, bottom: 26, left: 52 } as const;
/** One curve of a drawing, and at which place of the legend it stands. */
export interface DrawnCurve {
  readonly curve: Curve;
  readonly place: number;
}

interface CurvePlotProps {
  /** All in one unit: numbers in two never share an axis. */
  readonly drawn: readonly DrawnCurve[];
  readonly summary: string;
  /** Milliseconds from and to; from the first point to the last when absent. */
  readonly period?: readonly [number, number] | undefined;
  /** The point that is being read. */
  readonly read?: CurvePoint | null;
  readonly onRead?: (point: CurvePoint) => void;
}

type X = ScaleTime<number, number>;
type Y = ScaleLinear<number, number>;

/** Curves as plain SVG: it prints, it zooms, and its summary can be read aloud. The band is the reference values of each time. */
export function CurvePlot({ drawn, summary, period, read, onRead }: CurvePlotProps) {
  const points = drawn.flatMap(({ curve }) => curve.points).toSorted((a, b) => a.time - b.time);
  const first = points[0];
  const last = points.at(-1);
  const [only] = drawn;
  if (first === undefined || last === undefined || only === undefined) return null;
  const x = scaleUtc(period ?? [first.time, last.time], [edge.left + 8, width - edge.right - 8]);
  const y = scaleLinear(toExtent(...drawn.map(({ curve }) => curve)), [height - edge.bottom, edge.top]).nice(5);
  const toPath = line<CurvePoint>(
    (point) => x(point.time),
    (point) => y(point.value),
  );
  return (
    <svg className={styles['plot']} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={summary}>
      {drawn.length === 1 ? <Bands points={only.curve.points} x={x} y={y} /> : null}
      <Axis y={y} />
      {toDateMarks(points, x).map((mark) => (
        <text key={mark.at} x={mark.x} y={height - 8} textAnchor={mark.anchor} fill="var(--ink-soft)">
          {formatShortDate(mark.at)}
        </text>
      ))}
      {drawn.map(({ curve, place }) => (
        <g key={place}>
          {curve.segments.map((segment) => (
            <path
              key={segment[0]?.at}
              d={toPath([...segment]) ?? ''}
              fill="none"
              stroke={readStroke(place).ink}
              strokeDasharray={readStroke(place).dash}
              strokeWidth={1.75}
            />
          ))}
          {toBreaks(curve).map((time) => (
            <Break key={time} x={x(time)} />
          ))}
          {curve.points.map((point) => (
            <CurveDot
              key={`${point.at}-${point.written}`}
              point={point}
              place={place}
              isRead={point === read}
              x={x(point.time)}
              y={y(point.value)}
              onRead={onRead}
            />
          ))}
        </g>
      ))}
    </svg>
  );
}

function Axis({ y }: { y: Y }) {
  const ticks = y.ticks(5);
  // As many decimals on every figure of the axis, so that `5` does not stand beside `5,5`.
  const decimals = Math.max(0, ...ticks.map((tick) => String(tick).split('.')[1]?.length ?? 0));
  return ticks.map((tick) => (
    <g key={tick} transform={`translate(0 ${y(tick)})`}>
      <line x1={edge.left} x2={width - edge.right} stroke="var(--line)" />
      <text x={edge.left - 8} dy="0.32em" textAnchor="end" fill="var(--ink-soft)">
        {formatNumber(tick.toFixed(decimals))}
      </text>
    </g>
  ));
}

/** A dashed line where the values begin to come from elsewhere: nothing is drawn across it. */
function Break({ x }: { x: number }) {
  return <line x1={x} x2={x} y1={edge.top} y2={height - edge.bottom} stroke="var(--ink-soft)" strokeDasharray="3 4" />;
}

/** Half-way between the last point before a change and the first after, where both are on this curve. */
function toBreaks({ points, changes }: Curve): readonly number[] {
  const times = changes.flatMap(({ at }) => {
    const after = points.findIndex((point) => point.at === at);
    const [one, other] = [points[after - 1], points[after]];
    return one === undefined || other === undefined ? [] : [(one.time + other.time) / 2];
  });
  return [...new Set(times)];
}

function Bands({ points, x, y }: { points: readonly CurvePoint[]; x: X; y: Y }) {
  const clamp = (place: number) => Math.min(width - edge.right, Math.max(edge.left, place));
  return toBands(points).map(({ from, to, low, high }) => {
    const left = from === Number.NEGATIVE_INFINITY ? edge.left : clamp(x(from));
    const right = to === Number.POSITIVE_INFINITY ? width - edge.right : clamp(x(to));
    const top = high === null ? edge.top : y(high);
    const bottom = low === null ? height - edge.bottom : y(low);
    return (
      <rect
        key={from}
        x={left}
        y={top}
        width={Math.max(0, right - left)}
        height={Math.max(0, bottom - top)}
        fill="var(--accent-soft)"
      />
    );
  });
}

interface DateMark {
  readonly at: string;
  readonly x: number;
  readonly anchor: 'start' | 'middle' | 'end';
}

/** Width that a written date takes, with some air. */
const dateRoom = 96;

/** Dates under the points, as many as fit without touching: the first, the last, and those between that leave room. */
function toDateMarks(points: readonly CurvePoint[], x: X): readonly DateMark[] {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return [];
  const end = x(last.time) - dateRoom * 1.5;
  const start = x(first.time) + dateRoom > width - edge.right ? 'end' : 'start';
  const marks: DateMark[] = [{ at: first.at, x: x(first.time), anchor: start }];
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
