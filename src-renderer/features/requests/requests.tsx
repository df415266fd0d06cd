import { type ReactNode, useState } from 'react';
import {
  type AccessRequestLine,
  type AccessRequestList,
  type AccessRequestQueue,
  accessRequestQueues,
} from '../../../contracts/access-request.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import { ChoiceTable, type Column } from '../../ui/choice-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useReading } from '../../ui/reading.ts';
import { ReadingGate, Section, Soft } from '../../ui/section.tsx';
import { formatMoment } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { RequestDetail } from './request-detail.tsx';
import { formatNihdi, toListedName, toSigns } from './request-words.ts';

/** The Director's requests for access [R02]: what waits, what was decided, and the one being decided. */
export function Requests({ ask }: { ask: Bridge['ask'] }) {
  const { reading, again } = useReading(() => ask('access-request/list', {}));
  return (
    <ReadingGate reading={reading} again={again} loading={words('request.loading')}>
      {({ value, freshness }) => <Queues list={value} ask={ask} onChanged={again} foot={freshness} />}
    </ReadingGate>
  );
}

interface QueuesProps {
  readonly list: AccessRequestList;
  readonly ask: Bridge['ask'];
  readonly onChanged: () => void;
  readonly foot: ReactNode;
}

function Queues({ list: { total, lines }, ask, onChanged, foot }: QueuesProps) {
  const [queue, setQueue] = useState<AccessRequestQueue>('waiting');
  const [chosen, setChosen] = useState<string | null>(null);
  const rows = lines.filter((line) => line.queue === queue);
  // What a flood left is shown while there is any, or while it is being looked at.
  const shown = accessRequestQueues.filter((one) => one !== 'crowded' || total.crowded > 0 || queue === 'crowded');
  return (
    <Section
      title={words('request.title')}
      queues={shown.map((id) => ({ id, label: words(`request.queue.${id}`), count: total[id] }))}
      queue={queue}
      onQueue={(one) => {
        setQueue(one);
        setChosen(null);
      }}
      foot={foot}
      detail={
        chosen === null ? (
          <Soft>{words('request.choose')}</Soft>
        ) : (
          <RequestDetail key={chosen} request={chosen} ask={ask} onChanged={onChanged} onChoose={setChosen} />
        )
      }
    >
      <Soft>{words(`request.about.${queue}`)}</Soft>
      {rows.length === 0 ? (
        <EmptyState title={words(`request.empty.title.${queue}`)}>{words(`request.empty.${queue}`)}</EmptyState>
      ) : (
        <ChoiceTable
          label={words(`request.queue.${queue}`)}
          columns={toColumns(queue)}
          rows={rows}
          toId={({ id }) => id}
          chosen={chosen}
          onChoose={setChosen}
        />
      )}
      {total[queue] > rows.length && rows.length > 0 ? (
        <Soft>{words('request.more', { shown: rows.length, total: total[queue] })}</Soft>
      ) : null}
    </Section>
  );
}

function toColumns(queue: AccessRequestQueue): readonly Column<AccessRequestLine>[] {
  const decided = queue === 'accepted' || queue === 'refused';
  const at: Column<AccessRequestLine> = decided
    ? {
        label: words('request.column.decided'),
        show: ({ decidedAt }) => (decidedAt === null ? '' : formatMoment(decidedAt)),
      }
    : { label: words('request.column.at'), show: ({ receivedAt }) => formatMoment(receivedAt) };
  const signs: Column<AccessRequestLine> = { label: words('request.column.signs'), show: toSigns };
  return [
    { label: words('request.column.who'), show: toListedName },
    { label: words('request.column.number'), show: ({ nihdi }) => formatNihdi(nihdi) },
    { label: words('request.column.practice'), show: ({ practice }) => practice },
    at,
    ...(decided ? [] : [signs]),
  ];
}
