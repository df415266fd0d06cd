import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { formatShortDate, toDay } from '../../words/format.ts';
import type { Curve } from './curve.ts';
import { toShownNumber } from './laboratory.ts';
import styles from './laboratory.module.css';

const shown = 6;

/** The last values as a small drawing, and the one before this report in figures. */
export function Trend({ curve }: { curve: Curve }) {
  const before = curve.points.filter((point) => !point.now).at(-1);
  if (before === undefined) return null;
  const points = curve.points.slice(-shown);
  const values = points.map((point) => point.value);
  const x = scaleLinear([0, Math.max(points.length - 1, 1)], [2, 54]);
  const y = scaleLinear([Math.min(...values), Math.max(...values)], [15, 3]);
  const flat = Math.min(...values) === Math.max(...values);
  const path = line<number>(
    (_value, place) => x(place),
    (value) => (flat ? 9 : y(value)),
  )(values);
  return (
    <span className={styles['trend']}>
      <svg className={styles['spark']} viewBox="0 0 56 18" aria-hidden>
        <path d={path ?? ''} fill="none" stroke="var(--accent)" strokeWidth={1.5} />
        <circle cx={x(values.length - 1)} cy={flat ? 9 : y(values.at(-1) ?? 0)} r={2.2} fill="var(--accent)" />
      </svg>
      <span>
        {toShownNumber(before.written)} ({formatShortDate(toDay(before.at).slice(0, 7))})
      </span>
    </span>
  );
}
