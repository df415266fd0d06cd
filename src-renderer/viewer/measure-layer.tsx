import { memo } from 'react';
import { formatNumber } from '../words/format.ts';
import { useLanguage } from '../ui/use-language.ts';
import { words } from '../words/words.ts';
import { type PixelPoint, readProbe, toLength } from './stack/measures.ts';
import { useViewer } from './use-viewer.ts';
import type { ViewerSession } from './viewer-session.ts';
import css from './viewer.module.css';

const none: readonly never[] = [];

/** Lengths and the value under the cursor, drawn over the slice they belong to. */
export const MeasureLayer = memo(function MeasureLayer({
  session,
}: {
  readonly session: ViewerSession;
}): React.ReactElement | null {
  useLanguage();
  const key = useViewer(session, (state) => state.key);
  const lengths = useViewer(session, (state) => state.measures[state.key] ?? none);
  const draft = useViewer(session, (state) => state.draft);
  const cursor = useViewer(session, (state) => state.cursor);
  const tool = useViewer(session, (state) => state.tool);
  const shown = useViewer(session, (state) => state.slice.phase === 'ready' && state.drawn === state.key);
  useViewer(session, (state) => state.view);
  const frame = session.frameOf(key);
  if (!shown || !frame) return null;
  return (
    <svg className={css['measures']} role="img" aria-label={words('viewer.length.help')}>
      {lengths.map((one) => (
        <Length
          key={one.id}
          session={session}
          from={one.from}
          to={one.to}
          text={formatLength(toLength(frame.facts, one.from, one.to))}
        />
      ))}
      {draft && (
        <Length
          session={session}
          from={draft.from}
          to={draft.to}
          text={formatLength(toLength(frame.facts, draft.from, draft.to))}
        />
      )}
      {cursor && (tool === 'length' || tool === 'probe') && (
        <Cursor
          session={session}
          point={cursor}
          text={tool === 'probe' ? formatProbe(readProbe(frame, cursor), frame.facts.unit) : null}
        />
      )}
    </svg>
  );
});

/** `12,3 mm`, or pixels where the scale is unknown. */
export function formatLength(length: { readonly value: number; readonly unit: 'mm' | 'pixels' }): string {
  const value = formatNumber(length.value.toFixed(1));
  return length.unit === 'mm'
    ? words('viewer.length.mm', { mm: value })
    : words('viewer.length.pixels', { pixels: value });
}

/** `−812 UH`, `R 12 V 40 B 200`, or that the point lies outside. */
export function formatProbe(value: ReturnType<typeof readProbe>, unit: string): string {
  if (value === null) return words('viewer.probe.outside');
  if (typeof value !== 'number') return words('viewer.probe.color', { red: value[0], green: value[1], blue: value[2] });
  const shown = formatNumber(Number.isInteger(value) ? value : Number(value.toPrecision(5)));
  return words('viewer.probe.value', {
    value: shown,
    unit: unit === 'HU' ? words('viewer.unit.HU') : unit === 'US' ? '' : unit,
  }).trim();
}

function Length({
  session,
  from,
  to,
  text,
}: {
  readonly session: ViewerSession;
  readonly from: PixelPoint;
  readonly to: PixelPoint;
  readonly text: string;
}): React.ReactElement | null {
  const a = session.screen?.toPoint(from);
  const b = session.screen?.toPoint(to);
  if (!a || !b) return null;
  const right = a[0] > b[0] ? a : b;
  return (
    <g className={css['length']}>
      <line className={css['shadow']} x1={a[0]} y1={a[1]} x2={b[0]} y2={b[1]} />
      <line x1={a[0]} y1={a[1]} x2={b[0]} y2={b[1]} />
      {[a, b].map(([x, y], end) => (
        <circle key={end === 0 ? 'from' : 'to'} cx={x} cy={y} r={3.5} />
      ))}
      <text x={right[0] + 8} y={right[1] + 4}>
        {text}
      </text>
    </g>
  );
}

function Cursor({
  session,
  point,
  text,
}: {
  readonly session: ViewerSession;
  readonly point: PixelPoint;
  readonly text: string | null;
}): React.ReactElement | null {
  const at = session.screen?.toPoint(point);
  if (!at) return null;
  const [x, y] = at;
  return (
    <g className={css['cursor']}>
      <path d={`M${x - 12} ${y}H${x - 3}M${x + 3} ${y}H${x + 12}M${x} ${y - 12}V${y - 3}M${x} ${y + 3}V${y + 12}`} />
      {text !== null && (
        <text x={x + 12} y={y - 8} role="status">
          {text}
        </text>
      )}
    </g>
  );
}
