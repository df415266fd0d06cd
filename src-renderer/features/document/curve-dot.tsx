import { formatMoment } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { type CurvePoint, isOutside } from './curve.ts';
import { toShownNumber, toShownRange } from './laboratory.ts';

const dashes = ['', '7 4', '2 4', '9 3 2 3'] as const;
const inks = ['var(--accent)', 'var(--ink)', 'var(--warning)', 'var(--good)'] as const;

/** How the curve at this place among others is drawn: its dashes and shape tell it without its colour. */
export function readStroke(place: number): { readonly ink: string; readonly dash: string } {
  return { ink: inks[place] ?? inks[0], dash: dashes[place] ?? '' };
}

/** One point in words: when, what, within which limits, by whom and how. */
export function describePoint(point: CurvePoint): string {
  const range = toShownRange(point);
  const facts = [
    `${toShownNumber(point.written)} ${point.unit ?? ''}`.trim(),
    isOutside(point) ? words('curve.outside') : null,
    range === null ? null : words('cumulative.range', { range }),
    point.performer,
    point.method,
  ].filter((fact) => fact !== null);
  return words('curve.point', { at: formatMoment(point.at), facts: facts.join(', ') });
}

interface CurveDotProps {
  readonly point: CurvePoint;
  readonly place: number;
  readonly isRead: boolean;
  readonly x: number;
  readonly y: number;
  readonly onRead: ((point: CurvePoint) => void) | undefined;
}

/** A point; outside its reference values a red lozenge, and a limit (`<0.1`) an open arrow away from it: shapes say both. */
export function CurveDot({ point, place, isRead, x, y, onRead }: CurveDotProps) {
  const size = point.now ? 5.5 : 4;
  const ink = isOutside(point) ? 'var(--alarm)' : readStroke(place).ink;
  return (
    <g transform={`translate(${x} ${y})`} onPointerEnter={() => onRead?.(point)} data-bound={point.bound}>
      <title>{describePoint(point)}</title>
      <circle r={12} fill="transparent" />
      {isRead ? <circle r={size + 5} fill="none" stroke="var(--ink)" strokeWidth={1.5} /> : null}
      {point.bound === null ? (
        <Mark outside={isOutside(point)} place={place} size={size} ink={ink} />
      ) : (
        <path
          d={point.bound === '<' ? 'M-5 -4 H5 L0 5 Z' : 'M-5 4 H5 L0 -5 Z'}
          fill="var(--surface)"
          stroke={ink}
          strokeWidth={1.5}
        />
      )}
    </g>
  );
}

function Mark({ outside, place, size, ink }: { outside: boolean; place: number; size: number; ink: string }) {
  const ground = { stroke: 'var(--surface)', strokeWidth: 1.5 };
  if (outside || place % 2 === 1)
    return (
      <rect
        x={-size}
        y={-size}
        width={size * 2}
        height={size * 2}
        transform={outside ? 'rotate(45)' : undefined}
        fill={ink}
        {...ground}
      />
    );
  return <circle r={size} fill={ink} {...ground} />;
}
