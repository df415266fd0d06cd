import type { TraceLine } from '../../../contracts/trace.ts';
import { ChoiceTable, type Column } from '../../ui/choice-table.tsx';
import { formatMoment, formatShortDate, formatTime } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { describeObject, describeOutcome } from './trace-what.ts';
import { describeKind, describeNamed, describePerson } from './trace-words.ts';
import styles from './trace.module.css';

/** Where an entry stands, as one text. */
export function toLineId({ writer, seq }: Pick<TraceLine, 'writer' | 'seq'>): string {
  return `${writer}/${seq}`;
}

const columns = (): readonly Column<TraceLine>[] => [
  {
    label: words('trace.column.at'),
    show: ({ at }) => (
      <span className={styles['day']}>
        {formatShortDate(at)}
        <span className={styles['second']}>{formatTime(at)}</span>
      </span>
    ),
  },
  {
    label: words('trace.column.who'),
    show: (line) => (
      <>
        {describePerson(line)}
        <Second>{line.person?.nihdi == null ? null : words('trace.nihdi', { nihdi: line.person.nihdi })}</Second>
      </>
    ),
  },
  {
    label: words('trace.column.what'),
    show: (line) => (
      <>
        <span className={line.outcome === 'ok' ? undefined : styles['apart']}>{describeKind(line)}</span>
        {` · ${describeObject(line)}`}
        <Second>
          {[
            describeNamed(line.pc),
            line.journal?.offline === true ? words('trace.offline', { at: formatMoment(line.journal.at) }) : null,
            line.outcome === 'ok' ? null : describeOutcome(line.outcome),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Second>
      </>
    ),
  },
  { label: words('trace.column.patient'), show: ({ patient }) => describeNamed(patient) },
];

function Second({ children }: { readonly children: string | null }) {
  return children === null || children === '' ? null : <span className={styles['second']}>{children}</span>;
}

interface EntriesTableProps {
  readonly lines: readonly TraceLine[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

/** Entries as they are read: when, who, what and how, whose. */
export function EntriesTable({ lines, chosen, onChoose }: EntriesTableProps) {
  return (
    <ChoiceTable
      label={words('trace.queue.entries')}
      columns={columns()}
      rows={lines}
      toId={toLineId}
      chosen={chosen}
      onChoose={onChoose}
    />
  );
}
