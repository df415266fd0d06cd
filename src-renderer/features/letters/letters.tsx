import { useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { LetterLists } from '../../../contracts/letter.ts';
import { Subject } from '../../ui/facts.tsx';
import { useReading } from '../../ui/reading.ts';
import { ReadingGate, Section, Soft } from '../../ui/section.tsx';
import { words } from '../../words/words.ts';
import { CodeLetterDetail } from './code-letter-detail.tsx';
import { LetterFacts } from './letter-facts.tsx';
import { isToPatient, type QueueId, queues, toCounts, toName, toPrintQueue, toTicked } from './letter-queues.ts';
import { LetterTable } from './letter-table.tsx';
import { PatientLetterDetail } from './patient-letter-detail.tsx';
import { PrintBar } from './print-bar.tsx';

/** The desk's letters [R16] [R02]: printed in batches, posted with proof, never twice and never lost. */
export function Letters({ ask }: { ask: Bridge['ask'] }) {
  const { reading, again } = useReading(() => ask('letter/list', {}));
  return (
    <ReadingGate reading={reading} again={again} loading={words('letter.loading')}>
      {({ value, freshness }) => <Queues lists={value} ask={ask} onChanged={again} foot={freshness} />}
    </ReadingGate>
  );
}

interface QueuesProps {
  readonly lists: LetterLists;
  readonly ask: Bridge['ask'];
  readonly onChanged: () => void;
  readonly foot: React.ReactNode;
}

function Queues({ lists, ask, onChanged, foot }: QueuesProps) {
  const counts = toCounts(lists);
  const [queue, setQueue] = useState<QueueId>(() => queues.find((one) => (counts[one] ?? 0) > 0) ?? 'print');
  const [chosen, setChosen] = useState<string | null>(null);
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const open = (one: QueueId) => {
    setQueue(one);
    setChosen(null);
  };
  const toPrint = toPrintQueue(lists);
  const ticked = toTicked(toPrint, turned);
  const tickAll = (all: boolean) => {
    const none = toPrint.filter(({ id }) => toTicked(toPrint, new Set()).has(id));
    setTurned(new Set(all ? [] : none.map(({ id }) => id)));
  };
  const tick = (id: string) => {
    const next = new Set(turned);
    if (!next.delete(id)) next.add(id);
    setTurned(next);
  };
  return (
    <Section
      title={words('letter.title')}
      queues={queues.map((id) => ({ id, label: words(`letter.queue.${id}`), count: counts[id] }))}
      queue={queue}
      onQueue={open}
      foot={foot}
      detail={<Detail lists={lists} queue={queue} chosen={chosen} ask={ask} onChanged={onChanged} />}
    >
      <Soft>{words(`letter.about.${queue}`)}</Soft>
      {queue === 'print' ? (
        <PrintBar
          letters={toPrint}
          ticked={ticked}
          ask={ask}
          onTickAll={tickAll}
          onPrinted={() => {
            setTurned(new Set());
            onChanged();
          }}
          onSee={() => open('post')}
        />
      ) : null}
      <LetterTable lists={lists} queue={queue} chosen={chosen} onChoose={setChosen} ticked={ticked} onTick={tick} />
    </Section>
  );
}

interface DetailProps {
  readonly lists: LetterLists;
  readonly queue: QueueId;
  readonly chosen: string | null;
  readonly ask: Bridge['ask'];
  readonly onChanged: () => void;
}

/** The letter being dealt with stays beside the list while it moves on, until the queue is left. */
function Detail({ lists, queue, chosen, ask, onChanged }: DetailProps) {
  const letter = [...lists.letters, ...lists.codes].find(({ id }) => id === chosen);
  if (letter === undefined) return <Soft>{words('letter.choose')}</Soft>;
  if (!isToPatient(letter)) return <CodeLetterDetail key={letter.id} letter={letter} ask={ask} onChanged={onChanged} />;
  if (queue === 'over' || letter.state === 'posted' || letter.state === 'cancelled')
    return (
      <>
        <Subject title={toName(letter)} />
        <LetterFacts letter={letter} />
      </>
    );
  const batch = lists.letters.filter(
    ({ state, batch: one, doubt }) => state === 'printed' && one === letter.batch && doubt === null,
  );
  return <PatientLetterDetail key={letter.id} letter={letter} batch={batch} ask={ask} onChanged={onChanged} />;
}
