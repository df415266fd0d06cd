import { useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import { useReading } from '../../ui/reading.ts';
import { ReadingGate, Section, Soft } from '../../ui/section.tsx';
import { words } from '../../words/words.ts';
import { DeedTable } from './deed-table.tsx';
import { PcSide } from './pc-side.tsx';
import { type PcChoice, pcChoices } from './pc-versions.tsx';
import { type Releases as Read, readReleases } from './read-releases.ts';
import { ReleaseDetail } from './release-detail.tsx';
import { ReleaseTable } from './release-table.tsx';

interface ReleasesProps {
  readonly ask: Bridge['ask'];
  readonly now: Date;
}

/** The helpdesk's updates [C6] [X16]: which releases there are and how they fare, which PC runs what, who did what. Nothing of any patient. */
export function Releases({ ask, now }: ReleasesProps) {
  const { reading, again } = useReading(() => readReleases(ask));
  return (
    <ReadingGate reading={reading} again={again} loading={words('release.loading')}>
      {({ value, freshness }) => <Queues read={value} ask={ask} now={now} onChanged={again} foot={freshness} />}
    </ReadingGate>
  );
}

interface QueuesProps extends ReleasesProps {
  readonly read: Read;
  readonly onChanged: () => void;
  readonly foot: React.ReactNode;
}

const queues = ['releases', ...pcChoices, 'deeds'] as const;
type Queue = (typeof queues)[number];

function isPcChoice(queue: Queue): queue is PcChoice {
  return pcChoices.some((one) => one === queue);
}

function Queues({ read, ask, now, onChanged, foot }: QueuesProps) {
  const [queue, setQueue] = useState<Queue>('releases');
  const [counter, setCounter] = useState<string | null>(null);
  const { list, behind, failed } = read;
  const counts: Record<Queue, number | null> = {
    releases: list.releases.length,
    all: list.pcs,
    pilot: list.pilots,
    behind,
    failed,
    deeds: null,
  };
  const release = list.releases.find((one) => String(one.counter) === counter);
  const frame = {
    title: words('release.title'),
    queues: queues.map((id) => ({ id, label: words(`release.queue.${id}`), count: counts[id] })),
    queue,
    onQueue: (one: string) => setQueue(queues.find((known) => known === one) ?? 'releases'),
    foot,
  };
  if (isPcChoice(queue))
    return <PcSide key={queue} frame={frame} only={queue} list={list} ask={ask} now={now} onChanged={onChanged} />;
  return (
    <Section
      {...frame}
      detail={
        release === undefined ? (
          <Soft>{words('release.choose')}</Soft>
        ) : (
          <ReleaseDetail
            key={release.counter}
            release={release}
            list={list}
            ask={ask}
            now={now}
            onChanged={onChanged}
          />
        )
      }
    >
      <Soft>{words(queue === 'deeds' ? 'release.about.deeds' : 'release.about.releases')}</Soft>
      {queue === 'deeds' ? (
        <DeedTable list={list} onChoose={setCounter} />
      ) : (
        <ReleaseTable releases={list.releases} chosen={counter} onChoose={setCounter} />
      )}
    </Section>
  );
}
