import { memo } from 'react';
import { useLanguage } from '../ui/use-language.ts';
import { words } from '../words/words.ts';
import { useViewer } from './use-viewer.ts';
import type { ViewerSession } from './viewer-session.ts';
import css from './viewer.module.css';

interface SliderProps {
  readonly session: ViewerSession;
}

/** The slice slider; along it runs the loading bar. */
export const SliceSlider = memo(function SliceSlider({ session }: SliderProps): React.ReactElement | null {
  useLanguage();
  const index = useViewer(session, (state) => state.index);
  const count = useViewer(session, (state) => state.count);
  if (count < 2) return null;
  return (
    <div className={css['slider']}>
      <LoadingBar session={session} />
      <input
        type="range"
        className={css['range']}
        min={0}
        max={count - 1}
        value={index}
        aria-label={words('viewer.slider')}
        aria-valuetext={words('viewer.slice', { n: index + 1, total: count })}
        onChange={(event) => session.moveTo(Number(event.target.value))}
      />
    </div>
  );
});

/** Which slices are here and which cannot be read. */
const LoadingBar = memo(function LoadingBar({ session }: SliderProps): React.ReactElement {
  useLanguage();
  const letters = useViewer(session, (state) => state.loaded);
  const loaded = letters.split('r').length - 1;
  const count = letters.length;
  const state = loaded === count ? words('viewer.loaded.all') : words('viewer.loaded', { loaded, total: count });
  return (
    <div
      className={css['loading']}
      style={{ backgroundImage: toGradient(letters) }}
      role="progressbar"
      aria-label={state}
      aria-valuemin={0}
      aria-valuemax={count}
      aria-valuenow={loaded}
      title={state}
    />
  );
});

const colors: Readonly<Record<string, string>> = {
  r: 'var(--viewer-loaded)',
  u: 'var(--viewer-unreadable)',
  w: 'transparent',
};

/** One run of color for each run of slices in the same state, top to bottom. */
export function toGradient(letters: string): string {
  const stops = [...letters.matchAll(/(.)\1*/g)].map(([run, letter = 'w']) => ({ letter, length: run.length }));
  let at = 0;
  const parts = stops.map(({ letter, length }) => {
    const from = (at / letters.length) * 100;
    at += length;
    return `${colors[letter] ?? 'transparent'} ${from.toFixed(2)}% ${((at / letters.length) * 100).toFixed(2)}%`;
  });
  return `linear-gradient(to bottom, ${parts.join(', ')})`;
}
