import { Button } from 'react-aria-components';
import type { PresentedGraphic } from '../decode/presentation-state.ts';
import { words } from '../../words/words.ts';
import { useViewer } from '../use-viewer.ts';
import type { ViewerSession } from '../viewer-session.ts';
import { toPresentationName, toPresentedGraphics } from './presented.ts';
import css from './presentation-layer.module.css';

/** The drawings of a saved presentation over its image, and the way back to the image without it. */
export function PresentationLayer({ session }: { readonly session: ViewerSession }): React.ReactElement | null {
  const presentation = useViewer(session, (state) => state.presentation);
  const key = useViewer(session, (state) => state.key);
  const shown = useViewer(session, (state) => state.slice.phase === 'ready' && state.drawn === state.key);
  useViewer(session, (state) => state.view);
  if (!presentation || !shown) return null;
  const [sopInstanceUid = '', frame = '0'] = key.split('/');
  const { graphics, texts } = toPresentedGraphics(presentation, { sopInstanceUid, frames: [Number(frame) + 1] });
  const place = (point: readonly [number, number]): readonly [number, number] =>
    session.screen?.toPoint(point) ?? [0, 0];
  return (
    <>
      <svg className={css['layer']} aria-hidden="true" data-presentation="">
        {graphics.map((graphic, n) => (
          <path
            key={`g${n}`}
            d={toPath(graphic, place)}
            className={css['graphic']}
            data-filled={graphic.filled || undefined}
          />
        ))}
        {texts.map(({ text, at }, n) => {
          const [x, y] = place(at);
          return (
            <text key={`t${n}`} x={x + 4} y={y - 4} className={css['text']}>
              {text}
            </text>
          );
        })}
      </svg>
      <div className={css['bar']} role="status">
        <span>{words('viewer.presentation.applied', { name: toPresentationName(presentation) })}</span>
        <Button
          className={css['button'] ?? ''}
          onPress={() => {
            session.store.setState({ presentation: null });
            session.setWindow({ kind: 'file' });
          }}
        >
          {words('viewer.presentation.remove')}
        </Button>
      </div>
    </>
  );
}

/** SVG path of a graphic in element pixels; circles and ellipses by their points as PS3.3 C.10.5.1.2 orders them. */
export function toPath(
  { shape, points }: PresentedGraphic,
  place: (point: readonly [number, number]) => readonly [number, number],
): string {
  const [first = [0, 0], second = first, third = first, fourth = third] = points.map(place);
  const distance = (a: readonly [number, number], b: readonly [number, number]): number =>
    Math.hypot(a[0] - b[0], a[1] - b[1]);
  if (shape === 'point') return `M${first[0] - 5} ${first[1]}h10M${first[0]} ${first[1] - 5}v10`;
  if (shape === 'circle') return toEllipse(first, distance(first, second), distance(first, second), 0);
  if (shape === 'ellipse') {
    const middle: readonly [number, number] = [(first[0] + second[0]) / 2, (first[1] + second[1]) / 2];
    const turn = (Math.atan2(second[1] - first[1], second[0] - first[0]) * 180) / Math.PI;
    return toEllipse(middle, distance(first, second) / 2, distance(third, fourth) / 2, turn);
  }
  return points
    .map(place)
    .map(([x, y], n) => `${n === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`)
    .join('');
}

function toEllipse([x, y]: readonly [number, number], major: number, minor: number, turn: number): string {
  const [dx, dy] = [major * Math.cos((turn * Math.PI) / 180), major * Math.sin((turn * Math.PI) / 180)];
  const [from, to] = [`${x - dx} ${y - dy}`, `${x + dx} ${y + dy}`];
  return `M${from}A${major} ${minor} ${turn} 1 0 ${to}A${major} ${minor} ${turn} 1 0 ${from}`;
}
