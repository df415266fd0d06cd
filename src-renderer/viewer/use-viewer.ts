import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ViewerSession } from './viewer-session.ts';
import type { ViewerState } from './viewer-state.ts';

const feeds = new WeakMap<ViewerSession, StoreApi<ViewerState>>();

/** A part of the viewer's state as the screen needs it: rendered once a frame at most, and together with the slice once it is drawn. */
export function useViewer<T>(session: ViewerSession, select: (state: ViewerState) => T): T {
  return useStore(readFeed(session), select);
}

/**
 * The session's state, told once before each frame however often it changed. A drawn slice and the end of the port are told at once: the
 * first is then seen in the frame it was drawn for, the second even where no frame comes.
 */
function readFeed(session: ViewerSession): StoreApi<ViewerState> {
  const known = feeds.get(session);
  if (known) return known;
  const feed = createStore<ViewerState>(() => session.store.getState());
  feeds.set(session, feed);
  let due = false;
  const tell = (): void => {
    due = false;
    feed.setState(session.store.getState(), true);
  };
  session.store.subscribe((now, before) => {
    const drawn = now.drawn === now.key && (before.drawn !== now.drawn || before.view !== now.view);
    if (drawn || now.phase !== before.phase) tell();
    else if (!due) {
      due = true;
      requestAnimationFrame(tell);
    }
  });
  return feed;
}
