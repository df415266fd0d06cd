import type { ReleaseLine } from '../../../contracts/updates.ts';
import { ChoiceTable, type Column } from '../../ui/choice-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatShortDate } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { OutcomeBar } from './outcome-bar.tsx';
import { toRequired, toRollout } from './release-words.ts';
import styles from './releases.module.css';

interface ReleaseTableProps {
  readonly releases: readonly ReleaseLine[];
  readonly chosen: string | null;
  readonly onChoose: (counter: string) => void;
}

/** Every release, newest first: where it stands and how it fares. */
export function ReleaseTable({ releases, chosen, onChoose }: ReleaseTableProps) {
  if (releases.length === 0)
    return <EmptyState title={words('release.empty.title')}>{words('release.empty')}</EmptyState>;
  return (
    <ChoiceTable
      label={words('release.queue.releases')}
      columns={toColumns()}
      rows={releases.toSorted((one, other) => other.counter - one.counter)}
      toId={({ counter }) => String(counter)}
      chosen={chosen}
      onChoose={onChoose}
    />
  );
}

function toColumns(): readonly Column<ReleaseLine>[] {
  return [
    {
      label: words('release.column.version'),
      show: ({ version, counter, isWayBack }) => (
        <>
          <span className={styles['version']}>
            {version} <span className={styles['counter']}>{words('release.counter', { counter })}</span>
          </span>
          {isWayBack ? <span className={styles['side']}>{words('release.way-back')}</span> : null}
        </>
      ),
    },
    {
      label: words('release.column.standing'),
      show: ({ standing }) => <span className={styles['version']}>{words(`release.standing.${standing}`)}</span>,
    },
    {
      label: words('release.column.rollout'),
      show: ({ rollout }) => (
        <>
          {toRollout(rollout)}
          <span className={styles['side']}>{toRequired(rollout)}</span>
        </>
      ),
    },
    {
      label: words('release.column.pcs'),
      show: (release) => (release.rollout === null ? '–' : <OutcomeBar release={release} />),
    },
    { label: words('release.column.made'), show: ({ made }) => formatShortDate(made) },
    { label: words('release.column.expires'), show: ({ expires }) => formatShortDate(expires) },
  ];
}
