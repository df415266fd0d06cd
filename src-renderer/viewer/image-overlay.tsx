import { useStore } from 'zustand';
import type { StudySummary } from '../../contracts/imaging.ts';
import { formatDate, formatNumber } from '../words/format.ts';
import { words } from '../words/words.ts';
import type { DecodedFrame } from './decode/decode.ts';
import { type Side, toEdges } from './stack/anatomy.ts';
import { toScaleBar } from './stack/measures.ts';
import { toPresentation } from './stack/presentation-book.ts';
import { toWindow } from './stack/windows.ts';
import type { ViewerSession } from './viewer-session.ts';
import type { ViewerState } from './viewer-state.ts';
import { toWindowName } from './viewer-toolbar.tsx';
import css from './image-overlay.module.css';

/** Who, what, where: text in the corners, side letters at the edges, scale bar and marks at the foot. */
export function ImageOverlay({
  session,
  study,
}: {
  readonly session: ViewerSession;
  readonly study: StudySummary;
}): React.ReactElement {
  const state = useStore(session.store);
  const frame = state.slice.phase === 'ready' ? state.slice.frame : null;
  const entry = state.stacks.find((one) => one.id === state.stack);
  const { patient } = study;
  return (
    <div className={css['overlay']}>
      <div className={css['topLeft']}>
        <strong>{patient.name}</strong>
        <span>
          {patient.birthDate === null ? '' : `${words('viewer.born', { date: formatDate(patient.birthDate) })} · `}
          {words(`viewer.sex.${patient.sex}`)}
        </span>
      </div>
      <div className={css['topRight']}>
        <strong>{study.description}</strong>
        {study.date !== null && <span>{formatDate(study.date)}</span>}
        <span>{entry?.description || entry?.label}</span>
      </div>
      <div className={css['bottomLeft']}>
        <span className={css['count']}>
          {words(isCut(frame) ? 'viewer.slice' : 'viewer.frame', { n: state.index + 1, total: state.count })}
        </span>
        {toPositionLine(state, frame) !== '' && <span>{toPositionLine(state, frame)}</span>}
        {state.sorting && <span>{words('viewer.sorting')}</span>}
      </div>
      <div className={css['bottomRight']}>
        {frame && !frame.pixels.color && <span>{toWindowLine(state, frame)}</span>}
        <span>{words('viewer.zoom', { percent: Math.round(state.zoom * 100) })}</span>
      </div>
      {frame && <Sides frame={frame} />}
      <div className={css['foot']}>
        {frame && <Scale session={session} frame={frame} />}
        <span className={css['marks']}>
          {frame && isLossy(frame) && <span className={css['lossy']}>{toLossyLine(frame)}</span>}
          <span>{words('viewer.not-diagnostic')}</span>
        </span>
      </div>
    </div>
  );
}

/** A frame that lies nowhere in the patient (ultrasound, photograph) is an image, not a slice. */
function isCut(frame: DecodedFrame | null): boolean {
  return frame === null || frame.facts.plane !== null;
}

function toPositionLine(state: ViewerState, frame: DecodedFrame | null): string {
  const parts = [];
  if (state.position !== null)
    parts.push(words('viewer.slice.position', { mm: formatNumber(state.position.toFixed(1)) }));
  const thickness = frame?.facts.sliceThickness ?? null;
  if (thickness !== null && thickness > 0) parts.push(words('viewer.slice.thickness', { mm: formatNumber(thickness) }));
  return parts.join(' · ');
}

function toWindowLine(state: ViewerState, frame: DecodedFrame): string {
  const presentation = toPresentation(frame, state.window, state.inverted);
  if (presentation.lut) return toWindowName(state.window);
  const { center, width } = toWindow(presentation.range);
  return words('viewer.window.named', {
    name: toWindowName(state.window),
    center: formatNumber(Math.round(center)),
    width: formatNumber(Math.round(width)),
  });
}

/** Lossy by the tag, or by a syntax that cannot be anything else. */
export function isLossy(frame: Pick<DecodedFrame, 'facts' | 'syntax'>): boolean {
  return frame.facts.lossy || /^JPEG (Baseline|Extended|Spectral|Full)|Near-Lossless/.test(frame.syntax);
}

function toLossyLine(frame: DecodedFrame): string {
  const ratio = frame.facts.lossyRatio;
  return ratio === null
    ? words('viewer.lossy')
    : words('viewer.lossy.ratio', { ratio: formatNumber(Number(ratio.toPrecision(2))) });
}

const places = ['left', 'right', 'top', 'bottom'] as const;

function Sides({ frame }: { readonly frame: DecodedFrame }): React.ReactElement | null {
  const { plane } = frame.facts;
  if (!plane) return null;
  const edges = toEdges(plane.row, plane.column);
  return (
    <>
      {places.map((place) => (
        <span
          key={place}
          className={css['side']}
          data-place={place}
          title={edges[place].map((side) => words(`viewer.side.title.${side}`)).join(', ')}
        >
          {edges[place].map((side: Side) => words(`viewer.side.${side}`)).join('')}
        </span>
      ))}
    </>
  );
}

function Scale({
  session,
  frame,
}: {
  readonly session: ViewerSession;
  readonly frame: DecodedFrame;
}): React.ReactElement {
  const { spacing, spacingAtDetector } = frame.facts;
  if (!spacing) return <span className={css['scaleNone']}>{words('viewer.scale.none')}</span>;
  const from = session.screen?.toPoint([0, 0]);
  const to = session.screen?.toPoint([100, 0]);
  const perPixel = from && to ? (spacing[1] * 100) / Math.hypot(to[0] - from[0], to[1] - from[1]) : 0;
  const bar = toScaleBar(perPixel, 160);
  if (!bar) return <span />;
  const length =
    bar.millimetres >= 10
      ? words('viewer.scale.cm', { cm: bar.millimetres / 10 })
      : words('viewer.scale', { mm: bar.millimetres });
  return (
    <span className={css['scale']}>
      <span className={css['scaleBar']} style={{ width: `${bar.pixels.toFixed(1)}px` }} />
      <span>{spacingAtDetector ? `${length} · ${words('viewer.scale.detector')}` : length}</span>
    </span>
  );
}
