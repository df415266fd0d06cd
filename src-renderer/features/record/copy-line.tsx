import type { RecordIndex } from '../../../contracts/record.ts';
import { Progress } from '../../ui/progress.tsx';
import { formatSince } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import styles from './copy-line.module.css';

/** Until when the copy may be read, and how long that still is: `21:04 (encore 3 h 05)`; counted down each minute, never up. */
function sayLease(leaseUntil: string, now: Date): string {
  const until = formatSince(leaseUntil, now);
  const left = Math.max(0, Math.floor((Date.parse(leaseUntil) - now.getTime()) / 60_000));
  if (left < 60) return words('record.lease.minutes', { until, left });
  return words('record.lease.hours', {
    until,
    hours: Math.floor(left / 60),
    minutes: String(left % 60).padStart(2, '0'),
  });
}

/** The foot of a record: how old the copy is, until when it lasts, and how far copying is [X10]. */
export function CopyLine({ index, online, now }: { index: RecordIndex; online: boolean; now: Date }) {
  const parts = [
    index.asOf === null ? words('record.as-of.none') : words('record.as-of', { at: formatSince(index.asOf, now) }),
    index.leaseUntil === null ? null : sayLease(index.leaseUntil, now),
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
