import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { TimelineEntry } from '../../../contracts/record.ts';
import { words } from '../../words/words.ts';
import type { RowNotes } from './row-notes.ts';
import { type DrawSnippet, TimelineRow } from './timeline-row.tsx';
import styles from './timeline.module.css';

/** Height of every line, in CSS pixels, as timeline.module.css sets it: lines never wrap, so none needs to be measured. */
const rowHeight = 58;

interface TimelineListProps {
  readonly entries: readonly TimelineEntry[];
  readonly notes: ReadonlyMap<string, RowNotes>;
  readonly selected: string | null;
  readonly onOpen: (document: string) => void;
  /** Where the words searched stand in a document; null while nothing is searched. */
  readonly snippet: DrawSnippet | null;
}

/** The lines themselves: only those in sight are drawn; ↑ ↓ walk, Entrée opens, and so does one click [R23]. */
export function TimelineList({ entries, notes, selected, onOpen, snippet }: TimelineListProps) {
  const scroll = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<string | null>(selected);
  const list = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });

  useEffect(() => {
    if (selected !== null) setActive(selected);
  }, [selected]);

  const place = Math.max(
    0,
    entries.findIndex((entry) => entry.document === active),
  );
  const goTo = (to: number) => {
    const bounded = Math.min(Math.max(to, 0), entries.length - 1);
    const entry = entries[bounded];
    if (entry === undefined) return;
    setActive(entry.document);
    list.scrollToIndex(bounded);
  };
  const press = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? rowHeight) / rowHeight) - 1);
    const to = {
      ArrowDown: place + 1,
      ArrowUp: place - 1,
      PageDown: place + page,
      PageUp: place - page,
      Home: 0,
      End: entries.length - 1,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      goTo(to);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      const entry = entries[place];
      if (entry !== undefined) onOpen(entry.document);
    }
  };

  const shown = list.getVirtualItems();
  const activeEntry = entries[place];
  return (
    <div
      ref={scroll}
      className={styles['scroll']}
      role="listbox"
      tabIndex={0}
      aria-label={words('timeline.title')}
      aria-activedescendant={
        activeEntry !== undefined && shown.some((item) => item.index === place)
          ? toRowId(activeEntry.document)
          : undefined
      }
      onKeyDown={press}
      data-timeline
    >
      <div className={styles['rows']} role="presentation" style={{ height: `${list.getTotalSize()}px` }}>
        {shown.map((item) => {
          const entry = entries[item.index];
          if (entry === undefined) return null;
          return (
            // Keys are the list's, by aria-activedescendant; a row itself never holds the focus.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
            <div
              // By place: what a search finds is written into the lines that stand there already.
              key={item.index}
              id={toRowId(entry.document)}
              className={styles['row']}
              role="option"
              aria-selected={entry.document === selected}
              aria-posinset={item.index + 1}
              aria-setsize={entries.length}
              data-index={item.index}
              data-active={item.index === place}
              style={{ transform: `translateY(${item.start}px)` }}
              onClick={() => {
                setActive(entry.document);
                onOpen(entry.document);
              }}
            >
              <TimelineRow entry={entry} notes={notes.get(entry.document) ?? null} snippet={snippet} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function toRowId(document: string): string {
  return `ligne-${document.replace(/[^A-Za-z0-9-]/g, '-')}`;
}
