import { useEffect, useRef } from 'react';
import { Activity, CircleSlash, FileText, Layers2, type LucideIcon } from 'lucide-react';
import { useStore } from 'zustand';
import { words } from '../words/words.ts';
import type { Reader } from './decode/sop-classes.ts';
import { toThumbnail } from './stack/thumbnail.ts';
import type { ViewerSession } from './viewer-session.ts';
import type { StackEntry } from './viewer-state.ts';
import css from './series-strip.module.css';

const side = 88;
const icons: Readonly<Record<Exclude<Reader, 'image'>, LucideIcon>> = {
  waveform: Activity,
  report: FileText,
  presentation: Layers2,
  document: FileText,
  none: CircleSlash,
};

/** The series of the study, a picture each; ↑ ↓ walk them, Enter opens. */
export function SeriesStrip({ session }: { readonly session: ViewerSession }): React.ReactElement {
  const stacks = useStore(session.store, (state) => state.stacks);
  const current = useStore(session.store, (state) => state.stack);
  return (
    <nav className={css['strip']} aria-label={words('viewer.series.list')}>
      {stacks.map((entry) => (
        <button
          key={entry.id}
          type="button"
          className={css['entry']}
          aria-current={entry.id === current}
          onClick={() => session.choose(entry.id)}
        >
          <Poster entry={entry} session={session} />
          <span className={css['entryName']}>{entry.description || entry.label}</span>
          <span className={css['entryNote']}>
            {entry.modality} ·{' '}
            {words(entry.reader === 'image' ? 'viewer.series.images' : 'viewer.object.count', { count: entry.count })}
          </span>
        </button>
      ))}
    </nav>
  );
}

function Poster({
  entry,
  session,
}: {
  readonly entry: StackEntry;
  readonly session: ViewerSession;
}): React.ReactElement {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { poster, reader } = entry;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !poster) return;
    context.putImageData(
      new ImageData(toThumbnail(poster, session.posterPresentation(poster), side), side, side),
      0,
      0,
    );
  }, [poster, session]);
  if (reader !== 'image' && poster === null) {
    const Icon = icons[reader];
    return (
      <span className={css['kind']}>
        <Icon size={32} strokeWidth={1.25} aria-hidden="true" />
      </span>
    );
  }
  return (
    <canvas
      ref={canvas}
      className={css['poster']}
      width={side}
      height={side}
      aria-hidden="true"
      data-empty={poster === null || undefined}
    />
  );
}
