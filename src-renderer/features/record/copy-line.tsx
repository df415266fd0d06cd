import type { RecordIndex } from '../../../contracts/record.ts';
import { Progress } from '../../ui/progress.tsx';
import { formatSince } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import styles from './copy-line.module.css';
import { sayDisk, sayLease } from './lease.ts';

/** The foot of the timeline: how old the copy is, until when it lasts, how far copying is, why images are not copied [X10]. */
export function CopyLine({ index, online, now }: { index: RecordIndex; online: boolean; now: Date }) {
  const parts = [
    index.asOf === null ? words('record.as-of.none') : words('record.as-of', { at: formatSince(index.asOf, now) }),
    index.leaseUntil === null ? null : sayLease(index.leaseUntil, now),
  ].filter((part) => part !== null);
  const disk = online ? sayDisk(index.sync) : null;
  return (
    <footer className={styles['line']}>
      <p>{parts.join(' · ')}</p>
      {disk === null ? null : <p className={styles['disk']}>{disk}</p>}
      {index.sync.state === 'copying' && online ? (
        <Progress
          label={words('record.copying')}
          done={index.sync.done}
          total={index.sync.total}
          figures={words('record.copying.count', { done: index.sync.done, total: index.sync.total })}
        />
      ) : null}
      <p>{words('record.letters')}</p>
    </footer>
  );
}
