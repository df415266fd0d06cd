import { useEffect, useState } from 'react';
import type { TimelineEntry } from '../../../contracts/record.ts';
import { LongList } from '../../ui/long-list.tsx';
import { words } from '../../words/words.ts';
import type { RowNotes } from './row-notes.ts';
import { type DrawSnippet, TimelineRow } from './timeline-row.tsx';
import styles from './timeline.module.css';

/** Height of every line, as timeline.module.css sets it. */
const rowHeight = 58;

interface TimelineListProps {
  readonly entries: readonly TimelineEntry[];
  readonly notes: ReadonlyMap<string, RowNotes>;
  readonly selected: string | null;
  readonly onOpen: (document: string) => void;
  /** Where the words searched stand in a document; null while nothing is searched. */
  readonly snippet: DrawSnippet | null;
}

/** The lines themselves: ↑ ↓ walk, Entrée opens, and so does one click [R23]. */
export function TimelineList({ entries, notes, selected, onOpen, snippet }: TimelineListProps) {
  const [active, setActive] = useState<string | null>(selected);
  useEffect(() => {
    if (selected !== null) setActive(selected);
  }, [selected]);
  return (
    <LongList
      data-timeline
      label={words('timeline.title')}
      items={entries}
      toKey={({ document }) => document}
      rowHeight={rowHeight}
      boxClass={styles['scroll']}
      rowClass={styles['row']}
      place={Math.max(
        0,
        entries.findIndex(({ document }) => document === active),
      )}
      onPlace={(place) => setActive(entries[place]?.document ?? null)}
      isSelected={({ document }) => document === selected}
      onOpen={({ document }) => onOpen(document)}
    >
      {(entry) => <TimelineRow entry={entry} notes={notes.get(entry.document) ?? null} snippet={snippet} />}
    </LongList>
  );
}
