import type { ViewerSession } from '../viewer-session.ts';
import type { ViewerState } from '../viewer-state.ts';

/** Plays or stops the film, at another rate, once or for ever; a film that stands at its end begins again. */
export function playFilm(session: ViewerSession, change: Partial<ViewerState['film']>): void {
  const { film, index, range } = session.store.getState();
  if (change.playing && !film.loop && index === range?.to) session.moveTo(range.from);
  session.store.setState({ film: { ...film, ...change } });
}
