import { memo, type ReactNode } from 'react';
import { CircleCheck, CircleDashed, LoaderCircle, TriangleAlert } from 'lucide-react';
import type { TimelineEntry } from '../../../contracts/record.ts';
import { isWithdrawn, readStatusWord } from '../../ui/status-word.ts';
import { formatShortDate, toDecimalCommas } from '../../words/format.ts';
import { useLanguage } from '../../ui/use-language.ts';
import { words } from '../../words/words.ts';
import { KindIcon } from './kind-icon.tsx';
import { RowMarks } from './row-marks.tsx';
import type { RowNotes } from './row-notes.ts';
import styles from './timeline.module.css';

const copyIcons = { ready: CircleCheck, partial: LoaderCircle, absent: CircleDashed } as const;

/** Draws where the words searched stand in a document, else `otherwise`. */
export type DrawSnippet = (document: string, otherwise: ReactNode) => ReactNode;

interface TimelineRowProps {
  readonly entry: TimelineEntry;
  readonly notes: RowNotes | null;
  /** Null while nothing is searched. */
  readonly snippet: DrawSnippet | null;
}

/** One line of the timeline: when, what, of which kind, what is abnormal, how much of it is on this PC. */
export const TimelineRow = memo(function TimelineRow({ entry, notes, snippet }: TimelineRowProps) {
  useLanguage();
  const status = readStatusWord(entry.status);
  return (
    <>
      <span className={styles['date']}>
        {entry.at === null ? words('timeline.undated') : formatShortDate(entry.at)}
      </span>
      <span className={`${styles['title']} ${isWithdrawn(entry.status) ? styles['withdrawn'] : ''}`}>
        {toDecimalCommas(entry.title)}
      </span>
      <span className={styles['kind']}>
        <KindIcon kind={entry.kind} />
        {words(`kind.${entry.kind}`)}
      </span>
      <span className={styles['detail']}>
        {status === null ? null : <span className={styles['status']}>{status}</span>}
        {entry.abnormal > 0 ? (
          <span className={styles['abnormal']}>
            <TriangleAlert size={14} aria-hidden />
            {words('timeline.abnormal', { count: entry.abnormal })}
          </span>
        ) : null}
        {notes === null ? null : <RowMarks notes={notes} status={status} />}
        {snippet === null ? <Details entry={entry} /> : snippet(entry.document, <Details entry={entry} />)}
      </span>
    </>
  );
});

/** What gives way to the words that were searched. */
function Details({ entry }: { entry: TimelineEntry }) {
  const Copy = copyIcons[entry.copy];
  return (
    <>
      {entry.results > 0 ? (
        <span className={styles['results']}>{words('timeline.results', { count: entry.results })}</span>
      ) : null}
      {entry.images > 0 ? <span>{words('timeline.images', { count: entry.images })}</span> : null}
      {entry.detail === null ? null : <span className={styles['about']}>{toDecimalCommas(entry.detail)}</span>}
      {entry.copy === 'ready' && entry.images === 0 ? null : (
        <span className={styles['copy']}>
          <Copy size={14} aria-hidden />
          {words(`timeline.copy.${entry.copy}`)}
        </span>
      )}
    </>
  );
}
