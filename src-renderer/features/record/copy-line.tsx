import type { RecordIndex } from '../../../contracts/record.ts';
import { Progress } from '../../ui/progress.tsx';
import { formatSince } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import styles from './copy-line.module.css';

/** The foot of a record: how old the copy is, until when it lasts, and how far copying is [X10]. */
export function CopyLine({ index, online, now }: { index: RecordIndex; online: boolean; now: Date }) {
  const parts = [
    index.asOf === null ? words('record.as-of.none') : words('record.as-of', { at: formatSince(index.asOf, now) }),
    index.leaseUntil === null ? null : words('record.lease', { until: formatSince(index.leaseUntil, now) }),
  ].filter((part) => part !== null);
  return (
    <footer className={styles['line']}>
      <span>{parts.join(' · ')}</span>
      <span className={styles['letters']}>{words('record.letters')}</span>
      <span className={styles['spacer']} />
      {index.sync.state === 'copying' && online ? (
        <div className={styles['progress']}>
          <Progress
            label={words('record.copying')}
            done={index.sync.done}
            total={index.sync.total}
            figures={words('record.copying.count', { done: index.sync.done, total: index.sync.total })}
          />
        </div>
      ) : (
        <span role="status">
          {words(index.sync.state === 'waiting' || !online ? 'record.waiting' : 'record.up-to-date')}
        </span>
      )}
    </footer>
  );
}
