import { RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatTime } from '../words/format.ts';
import { words } from '../words/words.ts';
import { Button } from './button.tsx';
import { FailureNotice } from './notice.tsx';
import { Waiting } from './progress.tsx';
import type { Reading } from './reading.ts';
import styles from './section.module.css';

/** One queue of a section: what waits there and how much of it. */
export interface Queue<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** Null where counting says nothing (a search, an archive). */
  readonly count: number | null;
}

interface SectionProps<Id extends string> {
  readonly title: string;
  readonly queues: readonly Queue<Id>[];
  readonly queue: Id;
  readonly onQueue: (queue: Id) => void;
  /** Under the queues: how fresh the lists are. */
  readonly foot?: ReactNode;
  /** The table of the chosen queue. */
  readonly children: ReactNode;
  /** The one thing being decided. */
  readonly detail: ReactNode;
}

/** A section of the hospital: left the queues with their counts, middle the table, right the one thing being decided. */
export function Section<Id extends string>(props: SectionProps<Id>) {
  const { title, queues, queue, onQueue, foot, children, detail } = props;
  return (
    <div className={styles['section']}>
      <nav className={styles['queues']} aria-label={title}>
        <h1 className={styles['title']}>{title}</h1>
        {queues.map(({ id, label, count }) => (
          <button
            key={id}
            type="button"
            className={styles['queue']}
            aria-current={id === queue || undefined}
            onClick={() => onQueue(id)}
          >
            <span>{label}</span>
            {count === null ? null : <span className={styles['figure']}>{count}</span>}
          </button>
        ))}
        <div className={styles['foot']}>{foot}</div>
      </nav>
      <section className={styles['middle']} aria-label={queues.find(({ id }) => id === queue)?.label}>
        {children}
      </section>
      <aside className={styles['detail']} aria-label={words('section.detail')}>
        {detail}
      </aside>
    </div>
  );
}

/** Small secondary text, at most one comfortable line long. */
export function Soft({ children }: { children: ReactNode }) {
  return <p className={styles['soft']}>{children}</p>;
}

interface ShownReading<T> {
  readonly value: T;
  /** When it was read, why it could not be read again, and the button that tries: for the section's foot. */
  readonly freshness: ReactNode;
}

interface ReadingGateProps<T> {
  readonly reading: Reading<T>;
  readonly again: () => void;
  readonly loading: string;
  readonly children: (shown: ShownReading<T>) => ReactNode;
}

/** Waits, says why it failed with the button that tries again, or shows what was read. */
export function ReadingGate<T>({ reading, again, loading, children }: ReadingGateProps<T>) {
  if (reading.phase === 'loading') return <Waiting label={loading} />;
  if (reading.phase === 'failed')
    return (
      <div className={styles['alone']}>
        <FailureNotice failure={reading.error} retry={{ label: words('section.retry'), onPress: again }} />
      </div>
    );
  const freshness = (
    <>
      {reading.stale === null ? null : <FailureNotice failure={reading.stale} />}
      <Soft>{words('section.read-at', { time: formatTime(reading.readAt) ?? '' })}</Soft>
      <Button size="small" icon={<RefreshCw size={16} aria-hidden />} onPress={again}>
        {words('section.refresh')}
      </Button>
    </>
  );
  return children({ value: reading.value, freshness });
}
