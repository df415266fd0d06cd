import { useEffect, useRef } from 'react';
import type { StudySummary } from '../../contracts/imaging.ts';
import { OnPaper } from '../print/on-paper.tsx';
import { words } from '../words/words.ts';
import { ImageOverlay } from './image-overlay.tsx';
import { MeasureLayer } from './measure-layer.tsx';
import { OverlayLayer } from './overlay-layer.tsx';
import { toImagePaper } from './paper/image-paper.tsx';
import { PlaceHolder } from './place-holder.tsx';
import { listenToPointer } from './pointer.ts';
import { PresentationLayer } from './sr/presentation-layer.tsx';
import { SliceSlider } from './slice-slider.tsx';
import { useViewer } from './use-viewer.ts';
import type { ViewerSession } from './viewer-session.ts';
import css from './viewer.module.css';

/** The viewport with all that lies over it, and the slice slider beside it. */
export function ImageArea({
  session,
  study,
}: {
  readonly session: ViewerSession;
  readonly study: StudySummary;
}): React.ReactElement {
  const surface = useRef<HTMLDivElement>(null);
  const element = useRef<HTMLDivElement>(null);
  const index = useViewer(session, (state) => state.index);
  const count = useViewer(session, (state) => state.count);
  const tool = useViewer(session, (state) => state.tool);
  const shown = useViewer(session, (state) => state.slice.phase === 'ready' && state.drawn === state.key);
  useEffect(() => (element.current ? session.attach(element.current) : undefined), [session]);
  useEffect(() => (surface.current ? listenToPointer(session, surface.current) : undefined), [session]);
  useEffect(() => surface.current?.focus({ preventScroll: true }), []);
  return (
    <div className={css['area']}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the image is where the keys act */}
      <div
        ref={surface}
        className={css['surface']}
        data-tool={tool}
        tabIndex={0}
        role="application"
        aria-label={words('viewer.image', { n: index + 1, total: count })}
        onContextMenu={(event) => event.preventDefault()}
      >
        {/* Another slice's pixels are never seen: the canvas shows only while it holds the slice that is named. */}
        <div ref={element} className={css['viewport']} data-shown={shown} />
        <OnPaper read={(album) => toImagePaper(session, study, album)} />
        <PlaceHolder session={session} />
        <OverlayLayer session={session} />
        <PresentationLayer session={session} />
        <MeasureLayer session={session} />
        <ImageOverlay session={session} study={study} />
      </div>
      <SliceSlider session={session} />
    </div>
  );
}
