import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Search } from './search.ts';
import { words } from '../../words/words.ts';
import styles from './search.module.css';

interface SnippetLineProps {
  readonly search: Search;
  readonly document: string;
  /** Stands there when the title alone has the words. */
  readonly children: ReactNode;
}

/** Where the words stand inside a document, on its line of the timeline. */
export function SnippetLine({ search, document, children }: SnippetLineProps) {
  const pieces = useStore(search.state, (state) =>
    state.phase === 'open' ? state.found?.snippets.get(document) : undefined,
  );
  const isRecognised = useStore(
    search.state,
    (state) => state.phase === 'open' && state.unsearched.get(document) === 'recognised',
  );
  if (pieces === undefined) return children;
  return (
    <span className={styles['snippet']}>
      {isRecognised ? <span className={styles['recognised']}>{words('find.recognised.tag')}</span> : null}
      {pieces.map(({ text, isHit }, place) =>
        // Pieces have no name but their place.
        isHit ? <mark key={`${place}-${text}`}>{text}</mark> : <span key={`${place}-${text}`}>{text}</span>,
      )}
    </span>
  );
}
