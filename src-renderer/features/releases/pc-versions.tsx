import type { PcVersion, Ring } from '../../../contracts/updates.ts';
import { ChoiceTable, type Column } from '../../ui/choice-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Soft } from '../../ui/section.tsx';
import { formatSince } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { toEnd, toReason } from './release-words.ts';
import styles from './releases.module.css';

/** The queues of PCs: all, those of the pilot ring, those that do not run what they were offered, those whose last update went ill. */
export const pcChoices = ['all', 'pilot', 'behind', 'failed'] as const;
export type PcChoice = (typeof pcChoices)[number];

interface PcVersionsProps {
  readonly only: PcChoice;
  readonly search: string;
  readonly lines: readonly PcVersion[];
  readonly total: number;
  readonly chosen: string | null;
  readonly now: Date;
  readonly onChoose: (pc: string) => void;
  readonly onRing: (pc: string, ring: Ring) => void;
}

/** Which PC runs what, and the box that makes it a pilot. */
export function PcVersions({ only, search, lines, total, chosen, now, onChoose, onRing }: PcVersionsProps) {
  if (lines.length === 0)
    return (
      <EmptyState title={words('release.pcs.empty.title')}>
        {words(search.trim() === '' ? `release.pcs.empty.${only}` : 'release.pcs.empty.search')}
      </EmptyState>
    );
  return (
    <>
      <ChoiceTable
        label={words(`release.queue.${only}`)}
        columns={toColumns(now)}
        rows={lines}
        toId={({ pc }) => pc}
        chosen={chosen}
        onChoose={onChoose}
        ticks={{
          label: words('release.column.pilot'),
          ticked: new Set(lines.filter(({ ring }) => ring === 'pilot').map(({ pc }) => pc)),
          toLabel: (line) => words('release.pilot.of', { name: toPcName(line) }),
          onTick: (pc) => onRing(pc, lines.find((line) => line.pc === pc)?.ring === 'pilot' ? 'everyone' : 'pilot'),
        }}
      />
      {total > lines.length ? <Soft>{words('release.pcs.more', { shown: lines.length, total })}</Soft> : null}
    </>
  );
}

/** The PC's own name for itself, never nothing. */
export function toPcName({ name }: Pick<PcVersion, 'name'>): string {
  return name === '' ? words('pcs.unnamed') : name;
}

function toColumns(now: Date): readonly Column<PcVersion>[] {
  return [
    { label: words('pcs.column.name'), show: toPcName },
    { label: words('release.column.version'), show: ({ version }) => version ?? '–' },
    {
      label: words('release.column.asked'),
      show: ({ askedAt }) => (askedAt === null ? words('release.never-asked') : formatSince(askedAt, now)),
    },
    {
      label: words('release.column.outcome'),
      show: ({ outcome }) => (
        <>
          {toEnd(outcome, now)}
          {outcome === null ? null : <span className={styles['side']}>{toReason(outcome)?.what}</span>}
        </>
      ),
    },
  ];
}
