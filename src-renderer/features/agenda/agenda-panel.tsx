import { CalendarClock, X } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { useStore } from 'zustand';
import type { Agenda } from '../../../contracts/agenda.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { Waiting } from '../../ui/progress.tsx';
import { reportFault } from '../../ui/report-fault.ts';
import { words } from '../../words/words.ts';
import { AddForm } from './add-form.tsx';
import { AgendaLine, type EntryDeeds } from './agenda-line.tsx';
import styles from './agenda.module.css';
import { type AgendaStore, readAgenda } from './agenda-store.ts';
import { readPlaces } from './day.ts';
import { readHalt } from './why.ts';

interface AgendaPanelProps extends Pick<EntryDeeds, 'onOpen' | 'onNew'> {
  readonly ask: Bridge['ask'];
  readonly store: AgendaStore;
  readonly now: Date;
  readonly onClose: () => void;
}

/** The whole day [X02]: noted, pasted or dropped above; below it whom it expects, how far each copy is and the next step. */
export function AgendaPanel({ ask, store, now, onOpen, onNew, onClose }: AgendaPanelProps) {
  const state = useStore(store);
  const { isOver, dropped, handlers } = useDrop();
  return (
    <section className={styles['panel']} aria-label={words('agenda.title')} {...handlers}>
      <header className={styles['head']}>
        <h1>{words('agenda.title')}</h1>
        <p className={styles['soft']}>{words('agenda.kept')}</p>
        <Button look="quiet" size="small" icon={<X aria-hidden />} onPress={onClose}>
          {words('agenda.close')}
        </Button>
      </header>
      <AddForm ask={ask} isOver={isOver} dropped={dropped} />
      {state.phase === 'loading' ? <Waiting label={words('agenda.loading')} /> : null}
      {state.phase === 'failed' ? (
        <FailureNotice
          failure={state.error}
          retry={{
            label: words('agenda.retry'),
            onPress: () => {
              readAgenda(store, ask).catch(reportFault);
            },
          }}
        />
      ) : null}
      {state.phase === 'shown' ? <Day agenda={state.agenda} ask={ask} now={now} onOpen={onOpen} onNew={onNew} /> : null}
    </section>
  );
}

type DayProps = Pick<AgendaPanelProps, 'ask' | 'now' | 'onOpen' | 'onNew'> & { readonly agenda: Agenda };

function Day({ agenda: { entries, halted }, ask, now, onOpen, onNew }: DayProps) {
  const places = readPlaces(entries, now);
  if (entries.length === 0)
    return (
      <EmptyState icon={<CalendarClock aria-hidden />} title={words('agenda.empty.title')}>
        {words('agenda.text')}
      </EmptyState>
    );
  return (
    <>
      {halted === null ? null : (
        <Notice tone="warning" title={words('agenda.halted')}>
          <p>{readHalt(halted)}</p>
        </Notice>
      )}
      <ol className={styles['lines']} aria-label={words('agenda.list')}>
        {entries.map((entry) => (
          <AgendaLine
            key={entry.id}
            entry={entry}
            halted={halted}
            place={places.now === entry.id ? 'now' : places.next === entry.id ? 'next' : null}
            onOpen={onOpen}
            onNew={onNew}
            onChoose={({ id }, patient) => {
              ask('agenda/choose', { entry: id, patient }).catch(reportFault);
            }}
            onArrive={({ id }, arrived) => {
              ask('agenda/arrive', { entry: id, arrived }).catch(reportFault);
            }}
            onRemove={({ id }) => {
              ask('agenda/remove', { entry: id }).catch(reportFault);
            }}
          />
        ))}
      </ol>
      <Clear
        onClear={() => {
          ask('agenda/clear', {}).catch(reportFault);
        }}
      />
    </>
  );
}

/** Two presses: a list that took a morning to note is not lost by one. */
function Clear({ onClear }: { onClear: () => void }) {
  const [asked, setAsked] = useState(false);
  if (!asked)
    return (
      <div>
        <Button look="quiet" size="small" onPress={() => setAsked(true)}>
          {words('agenda.deed.clear')}
        </Button>
      </div>
    );
  return (
    <div className={styles['candidates']}>
      <Button size="small" look="alarm" onPress={onClear}>
        {words('agenda.deed.clear-now')}
      </Button>
      <Button size="small" look="quiet" onPress={() => setAsked(false)}>
        {words('agenda.deed.keep')}
      </Button>
    </div>
  );
}

/** A file may be dropped anywhere on the panel. */
function useDrop() {
  const [isOver, setIsOver] = useState(false);
  const [dropped, setDropped] = useState<File | null>(null);
  const over = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(true);
  };
  const handlers = {
    onDragEnter: over,
    onDragOver: over,
    onDragLeave: () => setIsOver(false),
    onDrop(event: DragEvent) {
      event.preventDefault();
      setIsOver(false);
      setDropped(event.dataTransfer.files[0] ?? null);
    },
  };
  return { isOver, dropped, handlers };
}
