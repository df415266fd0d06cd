import { Clock, LoaderCircle, TriangleAlert } from 'lucide-react';
import type { RecordIndex } from '../../../contracts/record.ts';
import { formatSince } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import styles from './banner.module.css';
import { Chip } from './chip.tsx';
import { countLease, sayDisk, sayLease } from './lease.ts';

interface CopyStateProps {
  readonly index: Pick<RecordIndex, 'asOf' | 'leaseUntil' | 'sync'>;
  readonly online: boolean;
  readonly now: Date;
}

/** What the copy on the screen is worth, at the top where it is seen without a click: up to date or not, and how long it may still be read [C5] [X10]. */
export function CopyState({ index, online, now }: CopyStateProps) {
  const { asOf, leaseUntil, sync } = index;
  const left = leaseUntil === null ? null : countLease(leaseUntil, now);
  const disk = online ? sayDisk(sync) : null;
  const isWaiting = sync.state === 'waiting' || !online;
  const waiting = words(disk === null ? 'record.waiting' : 'record.copy.partial');
  return (
    <>
      <span className={styles['state']} data-tone={isWaiting ? 'warning' : 'plain'}>
        {isWaiting ? <TriangleAlert size={14} aria-hidden /> : null}
        {sync.state === 'copying' && online ? (
          <>
            <LoaderCircle size={14} aria-hidden />
            {words('record.copying.count', { done: sync.done, total: sync.total })}
          </>
        ) : (
          <span role="status">{isWaiting ? waiting : words('record.up-to-date')}</span>
        )}
      </span>
      {left === null || leaseUntil === null ? null : (
        <Chip
          icon={<Clock aria-hidden />}
          tone={left.total < 30 ? 'warning' : 'plain'}
          rank={0}
          short={left.hours === 0 ? words('record.left.short.minutes', left) : words('record.left.short', left)}
          text={left.hours === 0 ? words('record.left.minutes', left) : words('record.left.hours', left)}
          title={words('record.copy')}
        >
          <p>{asOf === null ? words('record.as-of.none') : words('record.as-of', { at: formatSince(asOf, now) })}</p>
          <p>{sayLease(leaseUntil, now)}</p>
          {disk === null ? null : <p>{disk}</p>}
        </Chip>
      )}
    </>
  );
}
