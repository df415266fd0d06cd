import { memo } from 'react';
import type { StudySummary } from '../../contracts/imaging.ts';
import { formatDate, formatNumber } from '../words/format.ts';
import { useLanguage } from '../ui/use-language.ts';
import { words } from '../words/words.ts';
import type { DecodedFrame } from './decode/decode.ts';
import { type Edges, EdgeLetter, toEdgesOf } from './edge-letter.tsx';
import { ScaleBar } from './scale-bar.tsx';
import { toPresentation } from './stack/presentation-book.ts';
import { toWindow } from './stack/windows.ts';
import { useViewer } from './use-viewer.ts';
import type { ViewerSession } from './viewer-session.ts';
import type { ViewerState } from './viewer-state.ts';
import { toWindowName } from './viewer-toolbar.tsx';
import css from './image-overlay.module.css';

interface OverlayProps {
  readonly session: ViewerSession;
  readonly study: StudySummary;
}

/** Who, what, where: text in the corners, side letters at the edges, scale bar and marks at the foot. Each line is drawn again only when it changes. */
export const ImageOverlay = memo(function ImageOverlay({ session, study }: OverlayProps): React.ReactElement {
  useLanguage();
  const edges = useViewer(session, (state) => toEdgesOf(readFrame(state)));
  return (
    <div className={css['overlay']}>
      <div className={css['head']}>
        <WhoAndWhat session={session} study={study} edges={edges} />
      </div>
      <div className={css['sides']}>
        <EdgeLetter edges={edges} place="left" />
        <EdgeLetter edges={edges} place="right" />
      </div>
      <div className={css['foot']}>
        <div className={css['where']}>
          <Line session={session} read={toCountLine} look="count" />
          <Line session={session} read={toPositionLine} />
          <Line session={session} read={toLateralityLine} />
          <Line session={session} read={toSortingLine} />
        </div>
        <div className={css['middle']}>
          <EdgeLetter edges={edges} place="bottom" />
          <ScaleBar session={session} />
          <span className={css['marks']}>
            <Line session={session} read={toLossyLine} look="lossy" />
            <span>{words('viewer.not-diagnostic')}</span>
          </span>
        </div>
        <div className={css['how']}>
          <Line session={session} read={toWindowLine} />
          <Line session={session} read={toZoomLine} />
        </div>
      </div>
    </div>
  );
});

const WhoAndWhat = memo(function WhoAndWhat({
  session,
  study,
  edges,
}: OverlayProps & { readonly edges: Edges }): React.ReactElement {
  useLanguage();
  const { patient } = study;
  const series = useViewer(session, (state) => {
    const entry = state.stacks.find((one) => one.id === state.stack);
    return entry?.description || entry?.label || '';
  });
  return (
    <>
      <div className={css['who']}>
        <strong>{patient.name}</strong>
        <span>
          {patient.birthDate === null ? '' : `${words('viewer.born', { date: formatDate(patient.birthDate) })} · `}
          {words(`viewer.sex.${patient.sex}`)}
        </span>
      </div>
      <EdgeLetter edges={edges} place="top" />
      <div className={css['what']}>
        <strong>{study.description}</strong>
        {study.date !== null && <span>{formatDate(study.date)}</span>}
        <span>{series}</span>
      </div>
    </>
  );
});

interface LineProps {
  readonly session: ViewerSession;
  readonly read: (state: ViewerState) => string;
  readonly look?: 'count' | 'lossy';
}

/** One line of text made of the state; nothing where it says nothing. */
function Line({ session, read, look }: LineProps): React.ReactElement | null {
  const text = useViewer(session, read);
  return text === '' ? null : <span className={look === undefined ? undefined : css[look]}>{text}</span>;
}

function readFrame({ slice }: ViewerState): DecodedFrame | null {
  return slice.phase === 'ready' ? slice.frame : null;
}

/** A frame that lies nowhere in the patient (ultrasound, photograph) is an image, not a slice. */
function isCut(frame: DecodedFrame | null): boolean {
  return frame === null || frame.facts.plane !== null;
}

/** Which slice, or image, of how many. */
export function toCountLine(state: ViewerState): string {
  const word = isCut(readFrame(state)) ? 'viewer.slice' : 'viewer.frame';
  return words(word, { n: state.index + 1, total: state.count });
}

/** Where it lies and how thick it is; empty where the file does not say. */
export function toPositionLine(state: ViewerState): string {
  const parts = [];
  if (state.position !== null)
    parts.push(words('viewer.slice.position', { mm: formatNumber(state.position.toFixed(1)) }));
  const thickness = readFrame(state)?.facts.sliceThickness ?? null;
  if (thickness !== null && thickness > 0) parts.push(words('viewer.slice.thickness', { mm: formatNumber(thickness) }));
  return parts.join(' · ');
}

/** Which limb or organ of a pair it is, where the file says so. */
export function toLateralityLine(state: ViewerState): string {
  const laterality = readFrame(state)?.facts.laterality ?? null;
  return laterality === null ? '' : words(`viewer.laterality.${laterality}`);
}

function toSortingLine(state: ViewerState): string {
  return state.sorting ? words('viewer.sorting') : '';
}

function toZoomLine(state: ViewerState): string {
  return words('viewer.zoom', { percent: Math.round(state.zoom * 100) });
}

/** The window by its name and values; empty for colour. */
export function toWindowLine(state: ViewerState): string {
  const frame = readFrame(state);
  if (frame === null || frame.pixels.color) return '';
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

/** That pixels were lost to compression, and how far; empty where none were. */
export function toLossyLine(state: ViewerState): string {
  const frame = readFrame(state);
  if (frame === null || !isLossy(frame)) return '';
  const ratio = frame.facts.lossyRatio;
  return ratio === null
    ? words('viewer.lossy')
    : words('viewer.lossy.ratio', { ratio: formatNumber(Number(ratio.toPrecision(2))) });
}
