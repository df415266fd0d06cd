import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { StudySummary } from '../../contracts/imaging.ts';
import { useShowing } from '../ui/showing.ts';
import { words } from '../words/words.ts';
import { FilmBar } from './cine/film-bar.tsx';
import { ImageArea } from './image-area.tsx';
import { pressKey } from './keys.ts';
import { ObjectArea, type RenderDocument } from './object-area.tsx';
import { SeriesStrip } from './series-strip.tsx';
import type { Move } from './tools.ts';
import { ViewerToolbar } from './viewer-toolbar.tsx';
import { ViewerSession } from './viewer-session.ts';
import css from './viewer.module.css';

/** Images of one study. */
export interface ViewerProps {
  readonly study: StudySummary;
  /** The pixel port of this study (contracts/imaging.ts). The viewer starts, owns and closes it; a new port opens the study anew at the same slice. */
  readonly pixels: MessagePort;
  /** True while the window is locked: everything is hidden at once, and comes back as it was. */
  readonly covered?: boolean;
  /** Told once when the first slice has been drawn, and whenever the port ends; for traces and diagnostics. */
  readonly onEvent?: (event: ViewerEvent) => void;
  /** Shows a PDF or CDA that came inside a DICOM file; without it such a document is named, not shown. */
  readonly renderDocument?: RenderDocument;
  /** To another window, or back; absent where there is none. */
  readonly move?: Move | undefined;
}

/** What the host may want to know. `looked-at` is told once per series, when one of its slices is first on the screen. */
export type ViewerEvent =
  | { readonly kind: 'first-image' }
  | { readonly kind: 'looked-at'; readonly seriesInstanceUid: string }
  | { readonly kind: 'closed' };

/** The image viewer: series strip, toolbar and one large viewport, near-black around the image. */
export function Viewer({
  study,
  pixels,
  covered = false,
  onEvent,
  renderDocument,
  move,
}: ViewerProps): React.ReactElement {
  const session = useSession(study, pixels);
  return (
    <section className={css['viewer']} aria-label={words('viewer.label')} data-covered={covered || undefined}>
      {session && (
        <OpenViewer
          session={session}
          study={study}
          covered={covered}
          move={move}
          {...(onEvent ? { onEvent } : {})}
          {...(renderDocument ? { renderDocument } : {})}
        />
      )}
      {covered && <div className={css['cover']}>{words('viewer.covered')}</div>}
    </section>
  );
}

/** A session lives as long as its port; React's double mount of development must not close a port that cannot be opened again. */
function useSession(study: StudySummary, pixels: MessagePort): ViewerSession | null {
  const [session, setSession] = useState<ViewerSession | null>(null);
  const held = useRef<{ readonly port: MessagePort; readonly session: ViewerSession } | null>(null);
  const leaving = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    clearTimeout(leaving.current);
    if (held.current?.port !== pixels) {
      held.current?.session.close();
      held.current = { port: pixels, session: new ViewerSession(study, pixels) };
    }
    setSession(held.current.session);
    return () => {
      leaving.current = setTimeout(() => {
        held.current?.session.close();
        held.current = null;
      });
    };
  }, [study, pixels]);
  return session;
}

interface OpenViewerProps {
  readonly session: ViewerSession;
  readonly study: StudySummary;
  readonly covered: boolean;
  readonly onEvent?: (event: ViewerEvent) => void;
  readonly renderDocument?: RenderDocument;
  readonly move: Move | undefined;
}

function OpenViewer({ session, study, covered, onEvent, renderDocument, move }: OpenViewerProps): React.ReactElement {
  const closed = useStore(session.store, (state) => state.closed);
  const empty = useStore(session.store, (state) => state.count === 0);
  const pictures = useStore(session.store, ({ reader }) => reader === 'image' || reader === 'none');
  // Shown to the patient: the image alone; keys and mouse still act.
  const bare = useShowing().on;
  useEvents(session, onEvent);
  if (closed || empty) {
    return (
      <div className={css['message']} role="status">
        <p className={css['messageTitle']}>{words(closed ? 'viewer.closed' : 'viewer.empty')}</p>
        {closed && <p>{words(`viewer.failure.${closed}`)}</p>}
      </div>
    );
  }
  return (
    // The keys act wherever the focus is inside the viewer, except where a control uses the same key itself.
    <div
      className={css['frame']}
      inert={covered}
      onKeyDown={(event) => {
        if (covered) event.preventDefault();
        else if (pictures) pressKey(session, event);
      }}
    >
      {pictures && !bare && <ViewerToolbar session={session} move={move} />}
      <div className={css['body']}>
        {!bare && <SeriesStrip session={session} />}
        {pictures ? (
          <ImageArea session={session} study={study} />
        ) : (
          <ObjectArea session={session} study={study} {...(renderDocument ? { renderDocument } : {})} />
        )}
      </div>
      {pictures && (
        <div data-tools>
          <FilmBar session={session} />
        </div>
      )}
    </div>
  );
}

function useEvents(session: ViewerSession, onEvent: OpenViewerProps['onEvent']): void {
  const told = useRef(new Set<string>());
  useEffect(() => {
    const tell = (): void => {
      const { drawn, key, stack, phase, slice } = session.store.getState();
      const once = (name: string, event: ViewerEvent): void => {
        if (told.current.has(name)) return;
        told.current.add(name);
        onEvent?.(event);
      };
      if (phase === 'closed') once('closed', { kind: 'closed' });
      if (slice.phase !== 'object' && (drawn === null || drawn !== key)) return;
      const seriesInstanceUid = stack.slice(0, stack.indexOf('#'));
      once('first-image', { kind: 'first-image' });
      once(seriesInstanceUid, { kind: 'looked-at', seriesInstanceUid });
    };
    tell();
    return session.store.subscribe(tell);
  }, [session, onEvent]);
}
