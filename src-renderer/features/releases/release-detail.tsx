import type { Bridge } from '../../../contracts/ipc.ts';
import type { ReleaseLine } from '../../../contracts/updates.ts';
import { Facts, Subject } from '../../ui/facts.tsx';
import { History } from '../../ui/history.tsx';
import { formatDate, formatMoment } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { OutcomeBar } from './outcome-bar.tsx';
import type { ReleaseList } from './read-releases.ts';
import { ReleaseDeeds } from './release-deeds.tsx';
import { toDeed, toRequired, toRollout } from './release-words.ts';

interface ReleaseDetailProps {
  readonly release: ReleaseLine;
  readonly list: ReleaseList;
  readonly ask: Bridge['ask'];
  readonly now: Date;
  readonly onChanged: () => void;
}

/** One release: how it fares, what can be done with it, what it is, and who did what with it. The deeds stand first: they never scroll away. */
export function ReleaseDetail({ release, list, ask, now, onChanged }: ReleaseDetailProps) {
  const deeds = list.deeds.filter(({ counter }) => counter === release.counter);
  const { version, standing, rollout, isWayBack, made, expires, addedAt, kinds, counter } = release;
  return (
    <>
      <Subject
        title={words('release.version', { version })}
        why={isWayBack ? words('release.way-back.about') : undefined}
      />
      {rollout === null ? null : <OutcomeBar release={release} />}
      <ReleaseDeeds release={release} list={list} ask={ask} now={now} onChanged={onChanged} />
      <Facts
        facts={[
          { label: words('release.column.standing'), value: words(`release.standing.${standing}`) },
          { label: words('release.column.rollout'), value: toRollout(rollout) },
          { label: words('release.fact.required'), value: toRequired(rollout) },
          { label: words('release.fact.made'), value: formatDate(made) },
          { label: words('release.fact.added'), value: formatMoment(addedAt) },
          { label: words('release.fact.expires'), value: formatDate(expires) },
          { label: words('release.fact.kinds'), value: kinds.map((kind) => words(`release.kind.${kind}`)).join(' · ') },
          { label: words('release.fact.counter'), value: String(counter) },
        ]}
      />
      {deeds.length === 0 ? null : (
        <History
          title={words('release.history')}
          deeds={deeds.map((one) => ({ what: toDeed(one), at: one.at, by: one.by }))}
        />
      )}
    </>
  );
}
