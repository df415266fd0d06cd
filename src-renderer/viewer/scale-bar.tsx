import { words } from '../words/words.ts';
import { toScaleBar } from './stack/measures.ts';
import { useViewer } from './use-viewer.ts';
import type { ViewerSession } from './viewer-session.ts';
import css from './image-overlay.module.css';

/** A round length as it stands on the screen now; says so where the file gives no scale. */
export function ScaleBar({ session }: { readonly session: ViewerSession }): React.ReactElement | null {
  const perPixel = useViewer(session, (state) => {
    const spacing = state.slice.phase === 'ready' ? state.slice.frame.facts.spacing : null;
    if (spacing === null) return null;
    const from = session.screen?.toPoint([0, 0]);
    const to = session.screen?.toPoint([100, 0]);
    // Rounded, so that the bar is not drawn again for the last digits of a float.
    return from && to ? Number(((spacing[1] * 100) / Math.hypot(to[0] - from[0], to[1] - from[1])).toPrecision(6)) : 0;
  });
  const here = useViewer(session, (state) => state.slice.phase === 'ready');
  const atDetector = useViewer(session, ({ slice }) => slice.phase === 'ready' && slice.frame.facts.spacingAtDetector);
  if (!here) return null;
  if (perPixel === null) return <span className={css['scaleNone']}>{words('viewer.scale.none')}</span>;
  const bar = toScaleBar(perPixel, 160);
  if (!bar) return null;
  const length =
    bar.millimetres >= 10
      ? words('viewer.scale.cm', { cm: bar.millimetres / 10 })
      : words('viewer.scale', { mm: bar.millimetres });
  return (
    <span className={css['scale']}>
      <span className={css['scaleBar']} style={{ width: `${bar.pixels.toFixed(1)}px` }} />
      <span>{atDetector ? `${length} · ${words('viewer.scale.detector')}` : length}</span>
    </span>
  );
}
