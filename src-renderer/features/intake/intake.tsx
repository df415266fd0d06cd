import { useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import { ChoiceTable, type Column } from '../../ui/choice-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useReading } from '../../ui/reading.ts';
import { ReadingGate, Section, Soft } from '../../ui/section.tsx';
import { formatMoment, formatTime } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { IntakeDetail } from './intake-detail.tsx';
import { type IntakeRow, type Queue, queues, toCounts, toRows } from './intake-rows.ts';
import { type Intake as Lists, readIntake } from './read-intake.ts';

/** What the hospital's systems sent and could not be filed [R25]: three queues, one list, one line being decided. Never whose it is. */
export function Intake({ ask }: { ask: Bridge['ask'] }) {
  const { reading, again } = useReading(() => readIntake(ask));
  return (
    <ReadingGate reading={reading} again={again} loading={words('intake.loading')}>
      {({ value, freshness }) => <Queues intake={value} ask={ask} onChanged={again} foot={freshness} />}
    </ReadingGate>
  );
}

interface QueuesProps {
  readonly intake: Lists;
  readonly ask: Bridge['ask'];
  readonly onChanged: () => void;
  readonly foot: React.ReactNode;
}

function toColumns(queue: Queue): readonly Column<IntakeRow>[] {
  return [
    { label: words('intake.column.at'), show: ({ at }) => formatMoment(at) },
    {
      label: words(queue === 'notes' ? 'intake.column.request' : 'intake.column.from'),
      show: ({ from }) => from,
    },
    { label: words('intake.column.what'), show: ({ what }) => what },
    { label: words('intake.column.why'), show: ({ why }) => why },
  ];
}

function Queues({ intake, ask, onChanged, foot }: QueuesProps) {
  const counts = toCounts(intake);
  const [queue, setQueue] = useState<Queue>(() => queues.find((one) => counts[one] > 0) ?? 'messages');
  const [chosen, setChosen] = useState<string | null>(null);
  /** Said anew at each drawing: the language may change meanwhile. */
  const [said, setSaid] = useState<{ readonly say: () => string } | null>(null);
  const rows = toRows(queue, intake);
  const row = rows.find((one) => one.id === chosen) ?? null;
  const choose = (id: string | null) => {
    setChosen(id);
    setSaid(null);
  };
  return (
    <Section
      title={words('intake.title')}
      queues={queues.map((id) => ({ id, label: words(`intake.queue.${id}`), count: counts[id] }))}
      queue={queue}
      onQueue={(one) => {
        setQueue(one);
        choose(null);
      }}
      foot={foot}
      detail={
        <>
          {said === null ? null : <Notice tone="info">{said.say()}</Notice>}
          {row === null ? (
            <Soft>{words('intake.choose')}</Soft>
          ) : (
            <IntakeDetail
              key={row.id}
              queue={queue}
              row={row}
              ask={ask}
              onDone={(say) => {
                setSaid({ say });
                onChanged();
              }}
            />
          )}
        </>
      }
    >
      <Soft>{words(`intake.about.${queue}`)}</Soft>
      {queue === 'images' ? <PacsLook intake={intake} /> : null}
      {rows.length === 0 ? (
        <EmptyState title={words('intake.empty.title')}>{words(`intake.empty.${queue}`)}</EmptyState>
      ) : (
        <ChoiceTable
          label={words(`intake.queue.${queue}`)}
          columns={toColumns(queue)}
          rows={rows}
          toId={({ id }) => id}
          chosen={chosen}
          onChoose={choose}
        />
      )}
      {rows.length > 0 && counts[queue] > rows.length ? (
        <Soft>{words('intake.more', { shown: rows.length, total: counts[queue] })}</Soft>
      ) : null}
    </Section>
  );
}

function PacsLook({ intake }: { intake: Lists }) {
  const { pacs } = intake.images.total;
  if (pacs === null) return null;
  const time = formatTime(pacs.lookedAt) ?? '';
  if (pacs.failure !== null) return <Notice tone="warning" title={words('intake.pacs.failed', { time })} />;
  return <Soft>{words('intake.pacs', { time, studies: pacs.studies, unmatched: pacs.unmatched })}</Soft>;
}
