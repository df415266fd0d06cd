import { Pause, Play, Repeat, SkipBack, SkipForward } from 'lucide-react';
import { useEffect } from 'react';
import { Button, ToggleButton } from 'react-aria-components';
import { formatNumber } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { useViewer } from '../use-viewer.ts';
import type { ViewerSession } from '../viewer-session.ts';
import { rates, toNextFrame, toRate } from './film.ts';
import { playFilm } from './play-film.ts';
import css from './film.module.css';

const size = { size: 16, 'aria-hidden': true } as const;

/** Plays the frames of one object: play and pause, one frame back and on, rate, loop. Nothing plays before it is asked to. */
export function FilmBar({ session }: { readonly session: ViewerSession }): React.ReactElement | null {
  const range = useViewer(session, (state) => state.range);
  const index = useViewer(session, (state) => state.index);
  const { playing, rate: chosen, loop } = useViewer(session, (state) => state.film);
  const told = useViewer(session, ({ slice }) => (slice.phase === 'ready' ? slice.frame.facts.frameRate : null));
  const refused = useViewer(session, ({ slice }) => slice.phase === 'unreadable' && slice.reason === 'video');
  usePlaying(session);
  if (!range || refused) return null;
  const step = (by: number): void => {
    playFilm(session, { playing: false });
    session.moveTo(Math.min(Math.max(index + by, range.from), range.to));
  };
  return (
    <div className={css['bar']} role="group" aria-label={words('viewer.film')}>
      <Button className={css['button'] ?? ''} onPress={() => step(-1)} aria-label={words('viewer.film.back')}>
        <SkipBack {...size} />
      </Button>
      <Button
        className={css['button'] ?? ''}
        onPress={() => playFilm(session, { playing: !playing })}
        aria-keyshortcuts="Space"
      >
        {playing ? <Pause {...size} /> : <Play {...size} />}
        <span>{words(playing ? 'viewer.film.pause' : 'viewer.film.play')}</span>
      </Button>
      <Button className={css['button'] ?? ''} onPress={() => step(1)} aria-label={words('viewer.film.on')}>
        <SkipForward {...size} />
      </Button>
      <span className={css['count']}>
        {words('viewer.frame', { n: index - range.from + 1, total: range.to - range.from + 1 })}
      </span>
      <label className={css['rate']}>
        <span>{words('viewer.film.rate')}</span>
        <select
          value={chosen ?? 'own'}
          onChange={(event) =>
            playFilm(session, { rate: event.target.value === 'own' ? null : Number(event.target.value) })
          }
        >
          <option value="own">
            {words(told === null ? 'viewer.film.rate.assumed' : 'viewer.film.rate.own', {
              rate: formatNumber(Number(toRate(null, told).toFixed(1))),
            })}
          </option>
          {rates.map((one) => (
            <option key={one} value={one}>
              {words('viewer.film.rate.value', { rate: one })}
            </option>
          ))}
        </select>
      </label>
      <ToggleButton
        className={css['button'] ?? ''}
        isSelected={loop}
        onChange={(chosenLoop) => playFilm(session, { loop: chosenLoop })}
      >
        <Repeat {...size} />
        <span>{words('viewer.film.loop')}</span>
      </ToggleButton>
    </div>
  );
}

/** Moves on with the screen's own frames while the film plays; a frame that has not been drawn yet is waited for. */
function usePlaying(session: ViewerSession): void {
  const playing = useViewer(session, (state) => state.film.playing);
  useEffect(() => {
    if (!playing) return undefined;
    let handle = 0;
    let last: number | null = null;
    const tick = (now: number): void => {
      const { index, range, film, loaded, drawn, key, slice } = session.store.getState();
      handle = requestAnimationFrame(tick);
      if (!range) return playFilm(session, { playing: false });
      last ??= now;
      if (drawn !== key) return undefined;
      const rate = toRate(film.rate, slice.phase === 'ready' ? slice.frame.facts.frameRate : null);
      const next = toNextFrame(index, range, now - last, rate, film.loop, loaded);
      if (next.index !== index) {
        const steps = (next.index - index + (range.to - range.from + 1)) % (range.to - range.from + 1);
        last = Math.max(last + (steps * 1000) / rate, now - 1000 / rate);
        session.moveTo(next.index);
      } else if (now - last > 1000) last = now - 1000 / rate;
      if (next.done) playFilm(session, { playing: false });
      return undefined;
    };
    handle = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(handle);
  }, [session, playing]);
}
