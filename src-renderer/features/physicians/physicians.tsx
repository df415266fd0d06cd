import { type ReactNode, useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { PhysicianLine, PhysicianList } from '../../../contracts/physician.ts';
import { ChoiceTable, type Column } from '../../ui/choice-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { TextField } from '../../ui/field.tsx';
import { useReading } from '../../ui/reading.ts';
import { ReadingGate, Section, Soft } from '../../ui/section.tsx';
import { formatShortDate } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { PhysicianDetail } from './physician-detail.tsx';
import { formatNihdi, type PhysicianQueue, queues, toQueued, toStateWord } from './physician-words.ts';
import styles from './physicians.module.css';

/** The Director's physicians [R15] [R20]: found by name or number, with what a decision about one would close. */
export function Physicians({ ask, now }: { ask: Bridge['ask']; now: Date }) {
  const [query, setQuery] = useState('');
  const { reading, again } = useReading(() => ask('physician/search', { query: query.trim() }), query.trim());
  const [last, setLast] = useState<PhysicianList | null>(null);
  const value = reading.phase === 'shown' ? reading.value : null;
  if (value !== null && value !== last) setLast(value);
  // While the next letter is being answered the list of the one before stays.
  const shown = value ?? (reading.phase === 'loading' ? last : null);
  const search = (
    <TextField label={words('physician.search')} type="search" value={query} onChange={setQuery} maxLength={100} />
  );
  if (shown === null)
    return (
      <ReadingGate reading={reading} again={again} loading={words('physician.loading')}>
        {() => null}
      </ReadingGate>
    );
  return (
    <Queues list={shown} query={query} ask={ask} now={now} onChanged={again} search={search}>
      {reading.phase === 'shown' ? (
        <ReadingGate reading={reading} again={again} loading={words('physician.loading')}>
          {({ freshness }) => freshness}
        </ReadingGate>
      ) : null}
    </Queues>
  );
}

interface QueuesProps {
  readonly list: PhysicianList;
  readonly query: string;
  readonly ask: Bridge['ask'];
  readonly now: Date;
  readonly onChanged: () => void;
  readonly search: ReactNode;
  /** How fresh the list is. */
  readonly children: ReactNode;
}

function Queues({ list: { total, physicians }, query, ask, now, onChanged, search, children }: QueuesProps) {
  const [queue, setQueue] = useState<PhysicianQueue>('all');
  const [chosen, setChosen] = useState<string | null>(null);
  const rows = toQueued(queue, physicians);
  const shown = physicians.find(({ id }) => id === chosen);
  return (
    <Section
      title={words('physician.title')}
      queues={queues.map((id) => ({
        id,
        label: words(`physician.queue.${id}`),
        count: id === 'all' ? total : toQueued(id, physicians).length,
      }))}
      queue={queue}
      onQueue={setQueue}
      foot={children}
      detail={
        shown === undefined ? (
          <Soft>{words('physician.choose')}</Soft>
        ) : (
          <PhysicianDetail key={shown.id} physician={shown} ask={ask} now={now} onChanged={onChanged} />
        )
      }
    >
      <Soft>{words('physician.about')}</Soft>
      <div className={styles['search']}>{search}</div>
      {rows.length === 0 ? (
        <EmptyState title={words('physician.empty.title')}>
          {words(query.trim() === '' ? 'physician.empty.queue' : 'physician.empty.search')}
        </EmptyState>
      ) : (
        <ChoiceTable
          label={words(`physician.queue.${queue}`)}
          columns={columns()}
          rows={rows}
          toId={({ id }) => id}
          chosen={chosen}
          onChoose={setChosen}
        />
      )}
      {total > physicians.length ? <Soft>{words('physician.more', { shown: physicians.length, total })}</Soft> : null}
    </Section>
  );
}

function columns(): readonly Column<PhysicianLine>[] {
  return [
    { label: words('physician.column.name'), show: ({ name }) => name },
    { label: words('physician.column.nihdi'), show: ({ nihdi }) => formatNihdi(nihdi) },
    { label: words('physician.column.state'), show: toStateWord },
    { label: words('physician.column.links'), show: ({ links }) => links, figure: true },
    {
      label: words('physician.column.last'),
      show: ({ lastLook }) => (lastLook === null ? words('physician.never') : formatShortDate(lastLook)),
    },
    { label: words('physician.column.pcs'), show: ({ pcs }) => pcs, figure: true },
  ];
}
