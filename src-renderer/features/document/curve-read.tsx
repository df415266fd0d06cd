import { type KeyboardEvent, useMemo, useState } from 'react';
import { formatDate, formatMoment } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import type { CurvePoint } from './curve.ts';
import { describePoint, readStroke } from './curve-dot.tsx';
import { CurvePlot, type DrawnCurve } from './curve-plot.tsx';
import { toShownNumber, toShownRange } from './laboratory.ts';
import styles from './curve.module.css';

/** A curve with the name of what it measures. */
export interface NamedCurve extends DrawnCurve {
  readonly name: string;
}

interface CurveReadProps {
  /** All in one unit. */
  readonly drawn: readonly NamedCurve[];
  readonly period?: readonly [number, number] | undefined;
}

/** A drawing, its points read one by one by pointer or arrows, why its lines break, and its figures as a table. */
export function CurveRead({ drawn, period }: CurveReadProps) {
  const all = useMemo(
    () =>
      drawn
        .flatMap(({ curve, name }) => curve.points.map((point) => ({ point, name })))
        .toSorted((a, b) => a.point.time - b.point.time),
    [drawn],
  );
  const [read, setRead] = useState<CurvePoint | null>(null);
  const place = all.findIndex(({ point }) => point === read);
  const shown = all[place];
  const press = (event: KeyboardEvent) => {
    const next = toNext(event.key, place, all.length);
    if (next === null) return;
    event.preventDefault();
    setRead(all[next]?.point ?? null);
  };
  const said =
    shown === undefined
      ? words('curve.read.hint')
      : `${drawn.length > 1 ? `${shown.name}. ` : ''}${describePoint(shown.point)}`;
  return (
    <>
      {drawn.length > 1 ? <Legend drawn={drawn} /> : null}
      <CurvePlot drawn={drawn} period={period} summary={drawn.map(toSummary).join(' ')} read={read} onRead={setRead} />
      <div
        className={styles['reader']}
        role="slider"
        tabIndex={0}
        aria-label={words('curve.read')}
        aria-valuemin={1}
        aria-valuemax={all.length}
        aria-valuenow={Math.max(1, place + 1)}
        aria-valuetext={said}
        onKeyDown={press}
      >
        {said}
      </div>
      {drawn.flatMap(({ curve, name }) =>
        curve.changes.map(({ what, at, from, to }) => (
          <p key={`${name}-${what}-${at}`} className={styles['soft']}>
            {drawn.length > 1 ? `${name}. ` : ''}
            {words(`curve.change.${what}`, { at: formatDate(at), from, to })}
          </p>
        )),
      )}
      {drawn.map((one) => (
        <Figures key={one.place} {...one} />
      ))}
    </>
  );
}

/** Where an arrow leads from a point; null for a key that leads nowhere. */
function toNext(key: string, place: number, count: number): number | null {
  const last = count - 1;
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  if (key === 'ArrowLeft' || key === 'ArrowDown') return place < 0 ? last : Math.max(0, place - 1);
  if (key === 'ArrowRight' || key === 'ArrowUp') return place < 0 ? last : Math.min(last, place + 1);
  return null;
}

function toSummary({ curve, name }: NamedCurve): string {
  const { points, unit } = curve;
  const first = points[0];
  const last = points.at(-1);
  const ordered = points.toSorted((a, b) => a.value - b.value);
  return first === undefined || last === undefined
    ? ''
    : words('curve.summary', {
        count: points.length,
        name,
        first: formatDate(first.at),
        last: formatDate(last.at),
        low: toShownNumber(ordered[0]?.written ?? ''),
        high: toShownNumber(ordered.at(-1)?.written ?? ''),
        unit: unit ?? '',
      });
}

function Legend({ drawn }: { drawn: readonly NamedCurve[] }) {
  return (
    <ul className={styles['legend']}>
      {drawn.map(({ name, place }) => (
        <li key={place}>
          <svg width="34" height="12" aria-hidden>
            <line
              x2="34"
              y1="6"
              y2="6"
              stroke={readStroke(place).ink}
              strokeDasharray={readStroke(place).dash}
              strokeWidth={2}
            />
            {place % 2 === 1 ? (
              <rect x="13" y="2" width="8" height="8" fill={readStroke(place).ink} />
            ) : (
              <circle cx="17" cy="6" r="4" fill={readStroke(place).ink} />
            )}
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}

/** The same figures as a table: what the drawing says, for whoever cannot see it. */
function Figures({ curve, name }: NamedCurve) {
  const title = words('curve.values', { name });
  return (
    <details className={styles['values']}>
      <summary>{title}</summary>
      <table aria-label={title}>
        <tbody>
          {curve.points.toReversed().map((point) => (
            <tr key={`${point.at}-${point.written}`}>
              <th scope="row">{formatMoment(point.at)}</th>
              <td>
                {toShownNumber(point.written)} {curve.unit ?? ''}
              </td>
              <td>{toShownRange(point) ?? ''}</td>
              <td>{point.performer ?? ''}</td>
              <td>{point.method ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
