import { type ReactNode, useState } from 'react';
import type { Dispute, DisputeList } from '../../../contracts/dispute.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import { ChoiceTable, type Column } from '../../ui/choice-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useReading } from '../../ui/reading.ts';
import { ReadingGate, Section, Soft } from '../../ui/section.tsx';
import { formatShortDate } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { DisputeDetail } from './dispute-detail.tsx';
import { type DisputeQueue, queues, toDecision, toPatientName, toQueue, toReference } from './dispute-queues.ts';
import { DisputeSettingForm } from './dispute-setting.tsx';

interface DisputesProps {
  readonly ask: Bridge['ask'];
  readonly now: Date;
}

/** The Director's disputes [R15]: letters to send, forms awaited, overdue, to decide, decided; and what a new one does. */
export function Disputes({ ask, now }: DisputesProps) {
  const { reading, again } = useReading(() => ask('dispute/list', {}));
  return (
    <ReadingGate reading={reading} again={again} loading={words('dispute.loading')}>
      {({ value, freshness }) => <Queues list={value} ask={ask} now={now} onChanged={again} foot={freshness} />}
    </ReadingGate>
  );
}

interface QueuesProps extends DisputesProps {
  readonly list: DisputeList;
  readonly onChanged: () => void;
  readonly foot: ReactNode;
}

function Queues({ list: { disputes, setting }, ask, now, onChanged, foot }: QueuesProps) {
  const count = (queue: DisputeQueue): number => disputes.filter((one) => toQueue(one) === queue).length;
  const [queue, setQueue] = useState<DisputeQueue | 'setting'>(
    () => queues.find((one) => one !== 'closed' && count(one) > 0) ?? 'to-decide',
  );
  const [chosen, setChosen] = useState<string | null>(null);
  const rows = disputes.filter((one) => toQueue(one) === queue);
  const shown = disputes.find(({ id }) => id === chosen);
  return (
    <Section
      title={words('dispute.title')}
      queues={[
        ...queues.map((id) => ({
          id,
          label: words(`dispute.queue.${id}`),
          count: id === 'closed' ? null : count(id),
        })),
        { id: 'setting' as const, label: words('dispute.queue.setting'), count: null },
      ]}
      queue={queue}
      onQueue={(one) => {
        setQueue(one);
        setChosen(null);
      }}
      foot={foot}
      detail={
        queue === 'setting' ? null : shown === undefined ? (
          <Soft>{words('dispute.choose')}</Soft>
        ) : (
          <DisputeDetail key={shown.id} dispute={shown.id} ask={ask} now={now} onChanged={onChanged} />
        )
      }
    >
      <Soft>{words(`dispute.about.${queue}`)}</Soft>
      {queue === 'setting' ? (
        <DisputeSettingForm setting={setting} ask={ask} onChanged={onChanged} />
      ) : rows.length === 0 ? (
        <EmptyState title={words(`dispute.empty.${queue}`)}>{words('dispute.empty.how')}</EmptyState>
      ) : (
        <ChoiceTable
          label={words(`dispute.queue.${queue}`)}
          columns={toColumns(queue)}
          rows={rows}
          toId={({ id }) => id}
          chosen={chosen}
          onChoose={setChosen}
        />
      )}
    </Section>
  );
}

function toColumns(queue: DisputeQueue): readonly Column<Dispute>[] {
  // Nothing is due before the letter left.
  const last: Column<Dispute> =
    queue === 'closed'
      ? {
          label: words('dispute.column.decided'),
          show: (one) => {
            const decision = toDecision(one);
            return decision === null ? '' : words(`dispute.decision.${decision}`);
          },
        }
      : { label: words('dispute.column.due'), show: ({ dueOn }) => (dueOn === null ? '' : formatShortDate(dueOn)) };
  return [
    { label: words('dispute.column.reference'), show: ({ id }) => toReference(id) },
    { label: words('dispute.column.physician'), show: ({ physician }) => physician.name },
    { label: words('dispute.column.patient'), show: toPatientName },
    { label: words('dispute.column.opened'), show: ({ openedAt }) => formatShortDate(openedAt) },
    ...(queue === 'to-send' ? [] : [last]),
  ];
}
