import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { FoundPerson, Reissue } from '../../../contracts/approval.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import { Button } from '../../ui/button.tsx';
import { ChoiceTable, type Column } from '../../ui/choice-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { DeedPlace, Facts, Subject } from '../../ui/facts.tsx';
import { TextField } from '../../ui/field.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { useReading } from '../../ui/reading.ts';
import { ReadingGate, Section, Soft } from '../../ui/section.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { formatMoment } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { AskForm } from './ask-form.tsx';
import { ReissueTable } from './reissue-table.tsx';
import { toFacts, toState, toWhat } from './reissue-words.ts';

const queues = ['new', 'waiting', 'decided'] as const;
type Queue = (typeof queues)[number];

/** The helpdesk's side: asks for a letter for somebody who telephones, and follows what becomes of it [R02] [X16]. */
export function Reissues({ ask }: { ask: Bridge['ask'] }) {
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
  const [queue, setQueue] = useState<Queue>('new');
  const [chosen, setChosen] = useState<string | null>(null);
  const [person, setPerson] = useState<FoundPerson | null>(null);
  const rows = list.filter(({ state }) => (queue === 'waiting') === (state === 'waiting'));
  const one = list.find(({ id }) => id === chosen) ?? null;
  const waiting = list.filter(({ state }) => state === 'waiting').length;
  const counts: Readonly<Record<Queue, number | null>> = { new: null, waiting, decided: list.length - waiting };
  return (
    <Section
      title={words('reissue.title')}
      queues={queues.map((id) => ({ id, label: words(`reissue.queue.${id}`), count: counts[id] }))}
      queue={queue}
      onQueue={(next) => {
        setQueue(next);
        setChosen(null);
        setPerson(null);
      }}
      foot={foot}
      detail={
        queue === 'new' ? (
          person === null ? (
            <Soft>{words('reissue.choose')}</Soft>
          ) : (
            <AskForm key={person.id} person={person} ask={ask} onAsked={onChanged} />
          )
        ) : one === null ? (
          <Soft>{words('approval.choose')}</Soft>
        ) : (
          <Follow key={one.id} one={one} ask={ask} onChanged={onChanged} />
        )
      }
    >
      <Soft>{words(`reissue.about.${queue}`)}</Soft>
      {queue === 'new' ? (
        <Caller ask={ask} chosen={person} onChoose={setPerson} />
      ) : rows.length === 0 ? (
        <EmptyState title={words('approval.empty.title')}>{words(`reissue.empty.${queue}`)}</EmptyState>
      ) : (
        <ReissueTable label={words(`reissue.queue.${queue}`)} rows={rows} chosen={chosen} onChoose={setChosen} />
      )}
    </Section>
  );
}

const people = (): readonly Column<FoundPerson>[] => [
  { label: words('reissue.column.name'), show: ({ name }) => name },
  { label: words('reissue.column.role'), show: ({ role }) => words(`pcs.role.${role}`) },
  { label: words('reissue.column.place'), show: ({ place }) => place ?? '–' },
  {
    label: words('reissue.column.last'),
    show: ({ lastAt }) => (lastAt === null ? words('reissue.never') : formatMoment(lastAt)),
  },
];

interface CallerProps {
  readonly ask: Bridge['ask'];
  readonly chosen: FoundPerson | null;
  readonly onChoose: (person: FoundPerson) => void;
}

/** Who telephones, by a part of the name. */
function Caller({ ask, chosen, onChoose }: CallerProps) {
  const [search, setSearch] = useState('');
  const typed = search.trim();
  const { reading, again } = useReading(
    async () => (typed.length < 2 ? { ok: true as const, value: [] } : await ask('person/find', { search: typed })),
    typed,
  );
  return (
    <>
      <TextField
        label={words('reissue.search')}
        hint={words('reissue.search.hint')}
        value={search}
        maxLength={80}
        onChange={setSearch}
      />
      <ReadingGate reading={reading} again={again} loading={words('approval.loading')}>
        {({ value }) =>
          value.length > 0 ? (
            <ChoiceTable
              label={words('reissue.search')}
              columns={people()}
              rows={value}
              toId={({ id }) => id}
              chosen={chosen?.id ?? null}
              onChoose={(id) => {
                const found = value.find((one) => one.id === id);
                if (found !== undefined) onChoose(found);
              }}
            />
          ) : typed.length < 2 ? null : (
            <Soft>{words('reissue.nobody')}</Soft>
          )
        }
      </ReadingGate>
    </>
  );
}

interface FollowProps {
  readonly one: Reissue;
  readonly ask: Bridge['ask'];
  readonly onChanged: () => void;
}

function Follow({ one, ask, onChanged }: FollowProps) {
  const { deed, run } = useDeed();
  return (
    <>
      <Subject title={one.person.name} why={toWhat(one)} />
      <Facts facts={[{ label: words('reissue.column.state'), value: toState(one) }, ...toFacts(one)]} />
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      {one.state === 'waiting' ? (
        <DeedPlace
          button={
            <Button
              icon={<Undo2 size={16} aria-hidden />}
              isPending={deed.phase === 'busy'}
              onPress={() => run(() => ask('reissue/withdraw', { reissue: one.id }), onChanged)}
            >
              {words('reissue.withdraw')}
            </Button>
          }
          consequence={words('reissue.withdraw.consequence')}
        />
      ) : null}
    </>
  );
}
