import { RefreshCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Bridge } from '../../../contracts/ipc.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { Waiting } from '../../ui/progress.tsx';
import { reportFault } from '../../ui/report-fault.ts';
import { formatTime } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { IntakeDetail } from './intake-detail.tsx';
import styles from './intake.module.css';
import { type Queue, queues, toCounts, toRows } from './intake-rows.ts';
import { createIntakeStore, followIntake, type Intake as Lists, readIntake } from './intake-store.ts';
import { IntakeTable } from './intake-table.tsx';

/** What the hospital's systems sent and could not be filed [R25]: three queues, one list, one line being decided. Never whose it is. */
export function Intake({ ask }: { ask: Bridge['ask'] }) {
  const [store] = useState(createIntakeStore);
  const state = useStore(store);
  useEffect(() => followIntake(store, ask), [store, ask]);
  const read = () => {
    readIntake(store, ask).catch(reportFault);
  };
  if (state.phase === 'loading') return <Waiting label={words('intake.loading')} />;
  if (state.phase === 'failed')
    return (
      <div className={styles['alone']}>
        <FailureNotice failure={state.error} actions={<Button onPress={read}>{words('intake.retry')}</Button>} />
      </div>
    );
  return (
    <Queues
      intake={state.intake}
      ask={ask}
      onChanged={read}
      foot={
        <>
          {state.stale === null ? null : <FailureNotice failure={state.stale} />}
          <p className={styles['soft']}>{words('intake.read-at', { time: formatTime(state.readAt) ?? '' })}</p>
          <Button size="small" icon={<RefreshCw size={16} aria-hidden />} onPress={read}>
            {words('intake.refresh')}
          </Button>
        </>
      }
    />
  );
}

interface QueuesProps {
  readonly intake: Lists;
  readonly ask: Bridge['ask'];
  readonly onChanged: () => void;
  readonly foot: React.ReactNode;
}

function Queues({ intake, ask, onChanged, foot }: QueuesProps) {
  const counts = toCounts(intake);
  const [queue, setQueue] = useState<Queue>(() => queues.find((one) => counts[one] > 0) ?? 'messages');
  const [chosen, setChosen] = useState<string | null>(null);
  const rows = toRows(queue, intake);
  const row = rows.find((one) => one.id === chosen) ?? null;
  return (
    <div className={styles['section']}>
      <nav className={styles['queues']} aria-label={words('intake.title')}>
        <h1 className={styles['title']}>{words('intake.title')}</h1>
        {queues.map((one) => (
          <button
            key={one}
            type="button"
            className={styles['queue']}
            aria-current={one === queue || undefined}
            onClick={() => {
              setQueue(one);
              setChosen(null);
            }}
          >
            <span>{words(`intake.queue.${one}`)}</span>
            <span className={styles['figure']}>{counts[one]}</span>
          </button>
        ))}
        <div className={styles['foot']}>{foot}</div>
      </nav>
      <section className={styles['middle']} aria-label={words(`intake.queue.${queue}`)}>
        <p className={styles['soft']}>{words(`intake.about.${queue}`)}</p>
        {queue === 'images' ? <PacsLook intake={intake} /> : null}
        {rows.length === 0 ? (
          <EmptyState title={words('intake.empty.title')}>{words(`intake.empty.${queue}`)}</EmptyState>
        ) : (
          <IntakeTable queue={queue} rows={rows} chosen={chosen} onChoose={setChosen} />
        )}
        {rows.length > 0 && counts[queue] > rows.length ? (
          <p className={styles['soft']}>{words('intake.more', { shown: rows.length, total: counts[queue] })}</p>
        ) : null}
      </section>
      <aside className={styles['detail']} aria-label={words('intake.detail')}>
        {row === null ? (
          <p className={styles['soft']}>{words('intake.choose')}</p>
        ) : (
          <IntakeDetail key={row.id} queue={queue} row={row} ask={ask} onChanged={onChanged} />
        )}
      </aside>
    </div>
  );
}

function PacsLook({ intake }: { intake: Lists }) {
  const { pacs } = intake.images.total;
  if (pacs === null) return null;
  const time = formatTime(pacs.lookedAt) ?? '';
  if (pacs.failure !== null) return <Notice tone="warning" title={words('intake.pacs.failed', { time })} />;
  return (
    <p className={styles['soft']}>{words('intake.pacs', { time, studies: pacs.studies, unmatched: pacs.unmatched })}</p>
  );
}
