import { Check, X } from 'lucide-react';
import { useState } from 'react';
import type { Reissue } from '../../../contracts/approval.ts';
import type { Result } from '../../../contracts/failure.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { DeedPlace, Facts, Subject } from '../../ui/facts.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { ReasonForm } from '../../ui/reason-form.tsx';
import { useReading } from '../../ui/reading.ts';
import { ReadingGate, Section, Soft } from '../../ui/section.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { words } from '../../words/words.ts';
import { ReissueTable } from './reissue-table.tsx';
import { toFacts, toState, toWhat } from './reissue-words.ts';

const queues = ['waiting', 'stopped', 'decided'] as const;
type Queue = (typeof queues)[number];

function toQueue({ state }: Reissue): Queue {
  if (state === 'waiting' || state === 'stopped') return state;
  return 'decided';
}

/** The Director's word on letters again and new factors [R02] [R07]: who asks, for whom, why, and what the person last did. */
export function Approvals({ ask }: { ask: Bridge['ask'] }) {
  const { reading, again } = useReading(() => ask('reissue/list', {}));
  return (
    <ReadingGate reading={reading} again={again} loading={words('approval.loading')}>
      {({ value, freshness }) => <Queues list={value} ask={ask} onChanged={again} foot={freshness} />}
    </ReadingGate>
  );
}

interface QueuesProps {
  readonly list: readonly Reissue[];
  readonly ask: Bridge['ask'];
  readonly onChanged: () => void;
  readonly foot: React.ReactNode;
}

function Queues({ list, ask, onChanged, foot }: QueuesProps) {
  const [queue, setQueue] = useState<Queue>('waiting');
  const [chosen, setChosen] = useState<string | null>(null);
  const rows = list.filter((one) => toQueue(one) === queue);
  const one = list.find(({ id }) => id === chosen) ?? null;
  return (
    <Section
      title={words('approval.title')}
      queues={queues.map((id) => ({
        id,
        label: words(`approval.queue.${id}`),
        count: list.filter((row) => toQueue(row) === id).length,
      }))}
      queue={queue}
      onQueue={(next) => {
        setQueue(next);
        setChosen(null);
      }}
      foot={foot}
      detail={
        one === null ? (
          <Soft>{words('approval.choose')}</Soft>
        ) : (
          <Decide key={one.id} one={one} ask={ask} onChanged={onChanged} />
        )
      }
    >
      <Soft>{words(`approval.about.${queue}`)}</Soft>
      {rows.length === 0 ? (
        <EmptyState title={words('approval.empty.title')}>{words(`approval.empty.${queue}`)}</EmptyState>
      ) : (
        <ReissueTable label={words(`approval.queue.${queue}`)} rows={rows} chosen={chosen} onChoose={setChosen} />
      )}
    </Section>
  );
}

interface DecideProps {
  readonly one: Reissue;
  readonly ask: Bridge['ask'];
  readonly onChanged: () => void;
}

function Decide({ one, ask, onChanged }: DecideProps) {
  const { deed, run } = useDeed();
  const { id: reissue, person, state, own, openOn, stolen, reason } = one;
  const decide = (act: () => Promise<Result<unknown>>) =>
    run(async () => {
      const result = await act();
      // Somebody else decided, or the person stopped it: the list shows what.
      if (!result.ok && result.error.code === 'conflict') onChanged();
      return result;
    }, onChanged);
  const busy = deed.phase === 'busy';
  return (
    <>
      <Subject title={person.name} why={toWhat(one)} />
      {state === 'waiting' && openOn !== null ? (
        <Notice tone="warning">{words('approval.open', { name: person.name, pc: openOn })}</Notice>
      ) : null}
      <Facts facts={[{ label: words('reissue.column.state'), value: toState(one) }, ...toFacts(one)]} />
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      {state !== 'waiting' ? null : own ? (
        <Soft>{words('approval.own')}</Soft>
      ) : (
        <>
          <DeedPlace
            button={
              <Button
                look="primary"
                icon={<Check size={16} aria-hidden />}
                isPending={busy}
                onPress={() => decide(() => ask('reissue/approve', { reissue }))}
              >
                {words('approval.approve')}
              </Button>
            }
            consequence={`${words(stolen ? 'approval.approve.stolen' : `approval.approve.${reason}`)} ${words('approval.approve.told')}`}
          />
          <ReasonForm
            open={words('approval.refuse')}
            icon={<X size={16} aria-hidden />}
            consequence={words('approval.refuse.consequence')}
            label={words('approval.refuse.reason')}
            confirm={words('approval.refuse.confirm')}
            busy={busy}
            onConfirm={(text) => decide(() => ask('reissue/refuse', { reissue, reason: text }))}
          />
        </>
      )}
    </>
  );
}
