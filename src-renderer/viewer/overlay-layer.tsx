import { useEffect, useRef } from 'react';
import type { Overlay } from './decode/overlays.ts';
import { useViewer } from './use-viewer.ts';
import type { ViewerSession } from './viewer-session.ts';
import css from './overlay-layer.module.css';

/** The overlay planes (60xx) of the slice on the screen, laid over it wherever it is moved. */
export function OverlayLayer({ session }: { readonly session: ViewerSession }): React.ReactElement | null {
  const slice = useViewer(session, (state) => state.slice);
  const shown = useViewer(session, (state) => state.overlays && state.drawn === state.key);
  useViewer(session, (state) => state.view);
  if (!shown || slice.phase !== 'ready' || slice.frame.overlays.length === 0) return null;
  return (
    <div className={css['layer']} aria-hidden="true" data-overlays="">
      {slice.frame.overlays.map((overlay, n) => (
        <Plane key={`${n}-${overlay.label}`} overlay={overlay} session={session} />
      ))}
    </div>
  );
}

function Plane({
  overlay,
  session,
}: {
  readonly overlay: Overlay;
  readonly session: ViewerSession;
}): React.ReactElement {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const image = new ImageData(overlay.columns, overlay.rows);
    fillPlane(new Uint32Array(image.data.buffer), overlay.bits);
    context.putImageData(image, 0, 0);
  }, [overlay]);
  const [left, top] = [overlay.origin[0] - 0.5, overlay.origin[1] - 0.5];
  const from = session.screen?.toPoint([left, top]) ?? [0, 0];
  const along = session.screen?.toPoint([left + overlay.columns, top]) ?? [1, 0];
  const down = session.screen?.toPoint([left, top + overlay.rows]) ?? [0, 1];
  const matrix = [
    (along[0] - from[0]) / overlay.columns,
    (along[1] - from[1]) / overlay.columns,
    (down[0] - from[0]) / overlay.rows,
    (down[1] - from[1]) / overlay.rows,
    from[0],
    from[1],
  ];
  return (
    <canvas
      ref={canvas}
      className={css['plane']}
      width={overlay.columns}
      height={overlay.rows}
      style={{ transform: `matrix(${matrix.join(',')})` }}
    />
  );
}

/** Set bits in a pale yellow that stands out from gray, the others see-through; words are in ImageData's byte order. */
export function fillPlane(words: Uint32Array, bits: Uint8Array): void {
  for (let at = 0; at < words.length; at += 1) words[at] = ((bits[at >> 3] ?? 0) >> (at & 7)) & 1 ? 0xff_9f_e8_ff : 0;
}
