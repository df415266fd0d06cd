import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { formatShortDate, toDay } from '../../words/format.ts';
import type { Curve, CurvePoint } from './curve.ts';
import { toShownNumber } from './laboratory.ts';
import styles from './laboratory.module.css';

const shown = 6;

/** The last values as a small drawing, and the one before this report in figures. */
export function Trend({ curve }: { curve: Curve }) {
  const before = curve.points.filter((point) => !point.now).at(-1);
  if (before === undefined) return null;
  // A limit (`<0.1`) is no number, and is not drawn among them.
  const points = curve.points.filter((point) => point.bound === null).slice(-shown);
  const values = points.map((point) => point.value);
  const x = scaleLinear([0, Math.max(points.length - 1, 1)], [2, 54]);
  const y = scaleLinear([Math.min(...values), Math.max(...values)], [15, 3]);
  const flat = Math.min(...values) === Math.max(...values);
  const height = (point: CurvePoint) => (flat ? 9 : y(point.value));
  const draw = line<CurvePoint>((point) => x(points.indexOf(point)), height);
  const last = points.at(-1);
  return (
    <span className={styles['trend']}>
      <svg className={styles['spark']} viewBox="0 0 56 18" aria-hidden>
        {curve.segments.map((segment) => {
          const drawn = segment.filter((point) => points.includes(point));
          return drawn.length === 0 ? null : (
            <path key={drawn[0]?.at} d={draw(drawn) ?? ''} fill="none" stroke="var(--accent)" strokeWidth={1.5} />
          );
        })}
        {last === undefined ? null : (
          <circle cx={x(points.length - 1)} cy={height(last)} r={2.2} fill="var(--accent)" />
        )}
      </svg>
      <span>
        {toShownNumber(before.written)} ({formatShortDate(toDay(before.at).slice(0, 7))})
      </span>
    </span>
  );
}
