import type { ReactNode } from 'react';
import type { StudySummary } from '../../../contracts/imaging.ts';
import { type Album, toPicture } from '../../print/album.ts';
import { NotReady } from '../../print/on-paper.tsx';
import { formatDate } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import type { DecodedFrame } from '../decode/decode.ts';
import { toEdgesOf } from '../edge-letter.tsx';
import { toCountLine, toLateralityLine, toLossyLine, toPositionLine, toWindowLine } from '../image-overlay.tsx';
import { formatLength } from '../measure-layer.tsx';
import { fillPlane } from '../overlay-layer.tsx';
import { ProcessorPainter } from '../screen/draw-on-processor.ts';
import { toPresentedGraphics } from '../sr/presented.ts';
import { toPath } from '../sr/presentation-layer.tsx';
import { type PixelPoint, toDrawnSpacing, toLength, toScaleBar } from '../stack/measures.ts';
import { toPresentation } from '../stack/presentation-book.ts';
import type { ViewerSession } from '../viewer-session.ts';
import { type Region, toPaperSize, toRegion } from './region.ts';

/** Pixels along the longer side of a printed image: small ones are drawn larger, so that paper does not show their squares. */
const longest = 1_800;
/** Longest scale bar on paper, in millimetres. */
const barRoom = 60;

/** The slice on the screen with what stands over it, its scale, its window and its marks. */
export async function toImagePaper(session: ViewerSession, study: StudySummary, album: Album): Promise<ReactNode> {
  const state = session.store.getState();
  const { slice, key, stack } = state;
  if (slice.phase === 'waiting' || slice.phase === 'loading') throw new NotReady();
  if (slice.phase !== 'ready') return <p className="warning">{words('print.unreadable')}</p>;
  const { frame } = slice;
  const seriesInstanceUid = stack.slice(0, stack.indexOf('#'));
  album.addSeries({ study: study.studyInstanceUid, series: seriesInstanceUid });
  const region = toRegion(frame.facts, readCorners(session));
  const picture = await toPicture(draw(frame, region, session));
  const size = toPaperSize(frame.facts, region);
  const entry = state.stacks.find((one) => one.id === stack);
  const about = [
    study.description,
    study.date === null ? null : formatDate(study.date),
    entry?.description || entry?.label,
  ];
  const where = [toCountLine(state), toPositionLine(state), toLateralityLine(state), toWindowLine(state)];
  return (
    <div className="image">
      <h2>{about.filter((one) => one !== null && one !== undefined && one !== '').join(' · ')}</h2>
      <div className="picture" style={{ width: `${size.width}mm`, height: `${size.height}mm` }}>
        <img src={album.add(picture)} alt="" />
        <Over session={session} frame={frame} region={region} sliceKey={key} />
      </div>
      <Scale frame={frame} region={region} width={size.width} />
      <p className="below">
        <span>{where.filter((line) => line !== '').join(' · ')}</span>
        {region.isPart ? <span>{words('print.image.part')}</span> : null}
      </p>
      <p className="honest">
        {[words('viewer.not-diagnostic'), toLossyLine(state)].filter((line) => line !== '').join(' · ')}
      </p>
    </div>
  );
}

/** Opposite corners of what the screen shows, in pixels of the slice; null where the screen does not know. */
function readCorners({ screen }: ViewerSession): readonly [PixelPoint, PixelPoint] | null {
  const canvas = screen?.canvas;
  if (screen === null || canvas === undefined) return null;
  const from = screen.toPixel([0, 0]);
  const to = screen.toPixel([canvas.clientWidth, canvas.clientHeight]);
  return from === null || to === null ? null : [from, to];
}

function draw(frame: DecodedFrame, region: Region, session: ViewerSession): HTMLCanvasElement {
  const { facts, pixels } = frame;
  const { window, inverted, overlays } = session.store.getState();
  const [between, along] = toDrawnSpacing(facts);
  // Pixels need not be square: rows that lie further apart are drawn higher.
  const tall = between / along;
  const scale = longest / Math.max(region.width, region.height * tall);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(region.width * scale));
  canvas.height = Math.max(1, Math.round(region.height * scale * tall));
  const matrix = [scale, 0, 0, scale * tall, -region.left * scale, -region.top * scale * tall];
  const presentation = toPresentation(frame, window, inverted);
  new ProcessorPainter().paint(canvas, matrix, false, pixels, facts.columns, facts.rows, presentation);
  const context = canvas.getContext('2d');
  for (const overlay of overlays ? frame.overlays : []) {
    const plane = document.createElement('canvas');
    plane.width = overlay.columns;
    plane.height = overlay.rows;
    const image = new ImageData(overlay.columns, overlay.rows);
    fillPlane(new Uint32Array(image.data.buffer), overlay.bits);
    plane.getContext('2d')?.putImageData(image, 0, 0);
    context?.setTransform(scale, 0, 0, scale * tall, matrix[4] ?? 0, matrix[5] ?? 0);
    context?.drawImage(plane, overlay.origin[0], overlay.origin[1]);
  }
  return canvas;
}

interface OverProps {
  readonly session: ViewerSession;
  readonly frame: DecodedFrame;
  readonly region: Region;
  readonly sliceKey: string;
}

/** Lengths, a saved presentation's drawings and the sides of the patient, white with a black edge: seen on any gray. */
function Over({ session, frame, region, sliceKey }: OverProps): ReactNode {
  const { measures, presentation } = session.store.getState();
  const [between, along] = toDrawnSpacing(frame.facts);
  const tall = between / along;
  const unit = Math.max(region.width, region.height * tall) / 100;
  const place = ([column, row]: PixelPoint): PixelPoint => [
    column + 0.5 - region.left,
    (row + 0.5 - region.top) * tall,
  ];
  const [sopInstanceUid = '', number = '0'] = sliceKey.split('/');
  const presented =
    presentation === null
      ? { graphics: [], texts: [] }
      : toPresentedGraphics(presentation, { sopInstanceUid, frames: [Number(number) + 1] });
  const [left = '', right = '', top = '', bottom = ''] = toEdgesOf(frame).split('/');
  const [w, h] = [region.width, region.height * tall];
  const said = {
    fill: '#fff',
    stroke: '#000',
    strokeWidth: unit * 0.3,
    paintOrder: 'stroke',
    fontSize: unit * 3,
  } as const;
  const side = (letters: string, x: number, y: number, textAnchor: 'start' | 'middle' | 'end'): ReactNode => (
    <text x={x} y={y} textAnchor={textAnchor} {...said}>
      {letters
        .split('')
        .map((letter) => words(`viewer.side.${letter as 'R'}`))
        .join('')}
    </text>
  );
  const line = { fill: 'none', strokeLinecap: 'round' } as const;
  return (
    <svg viewBox={`0 0 ${w} ${h}`} preserveAspectRatio="none">
      {presented.graphics.map((graphic, n) => (
        <g key={`g${n}`} {...line}>
          <path d={toPath(graphic, place)} stroke="#000" strokeWidth={unit * 0.7} />
          <path d={toPath(graphic, place)} stroke="#fff" strokeWidth={unit * 0.35} />
        </g>
      ))}
      {presented.texts.map(({ text, at }, n) => (
        <text key={`t${n}`} x={place(at)[0] + unit} y={place(at)[1] - unit} {...said}>
          {text}
        </text>
      ))}
      {(measures[sliceKey] ?? []).map(({ id, from, to }) => {
        const [a, b] = [place(from), place(to)];
        const end = a[0] > b[0] ? a : b;
        const path = `M${a[0]} ${a[1]}L${b[0]} ${b[1]}`;
        return (
          <g key={id} {...line}>
            <path d={path} stroke="#000" strokeWidth={unit * 0.8} />
            <path d={path} stroke="#fff" strokeWidth={unit * 0.4} />
            <text x={end[0] + unit} y={end[1] + unit} {...said}>
              {formatLength(toLength(frame.facts, from, to))}
            </text>
          </g>
        );
      })}
      {side(left, unit, h / 2, 'start')}
      {side(right, w - unit, h / 2, 'end')}
      {side(top, w / 2, unit * 4, 'middle')}
      {side(bottom, w / 2, h - unit * 1.5, 'middle')}
    </svg>
  );
}

/** A round length as it is on this paper, or that the file gives no scale. */
function Scale({
  frame,
  region,
  width,
}: {
  readonly frame: DecodedFrame;
  readonly region: Region;
  readonly width: number;
}) {
  const { spacing, spacingAtDetector } = frame.facts;
  if (spacing === null) return <p className="note">{words('viewer.scale.none')}</p>;
  const bar = toScaleBar((region.width * spacing[1]) / width, barRoom);
  if (bar === null) return null;
  const length =
    bar.millimetres >= 10
      ? words('viewer.scale.cm', { cm: bar.millimetres / 10 })
      : words('viewer.scale', { mm: bar.millimetres });
  return (
    <div>
      <div className="bar" style={{ width: `${bar.pixels.toFixed(3)}mm` }} />
      <span className="note">{spacingAtDetector ? `${length} · ${words('viewer.scale.detector')}` : length}</span>
    </div>
  );
}
