import { useStore } from 'zustand';
import { words } from '../words/words.ts';
import type { ViewerSession } from './viewer-session.ts';
import css from './viewer.module.css';

/** The slice slider; along it runs the loading bar, which shows which slices are here and which cannot be read. */
export function SliceSlider({ session }: { readonly session: ViewerSession }): React.ReactElement | null {
  const index = useStore(session.store, (state) => state.index);
  const count = useStore(session.store, (state) => state.count);
  const letters = useStore(session.store, (state) => state.loaded);
  if (count < 2) return null;
  const loaded = letters.split('r').length - 1;
  const state = loaded === count ? words('viewer.loaded.all') : words('viewer.loaded', { loaded, total: count });
  return (
    <div className={css['slider']}>
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
}

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
