import type { CodeLetter, LetterLists, PatientLetter } from '../../../contracts/letter.ts';
import { ChoiceTable, type Column, type Ticks } from '../../ui/choice-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Soft } from '../../ui/section.tsx';
import { formatMoment, formatShortDate } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import {
  isToPatient,
  type QueueId,
  readEnd,
  toCheck,
  toCodeQueue,
  toName,
  toOver,
  toPostQueue,
  toPrintQueue,
} from './letter-queues.ts';

type Letter = PatientLetter | CodeLetter;

const who = (): Column<Letter> => ({ label: words('letter.column.who'), show: toName });
const check = (): Column<Letter> => ({ label: words('letter.column.check'), show: toCheck });
const physician = (): Column<Letter> => ({
  label: words('letter.column.physician'),
  show: (one) => (isToPatient(one) ? one.physician : ''),
});

const toColumns = (): Readonly<Record<QueueId, readonly Column<Letter>[]>> => ({
  print: [
    who(),
    physician(),
    { label: words('letter.column.since'), show: ({ queuedAt }) => formatShortDate(queuedAt) },
    check(),
  ],
  post: [
    who(),
    physician(),
    {
      label: words('letter.column.printed'),
      show: ({ printedAt }) => (printedAt === null ? '' : formatMoment(printedAt)),
    },
    check(),
  ],
  codes: [
    who(),
    {
      label: words('letter.column.reason'),
      show: (one) => (isToPatient(one) ? '' : words(`letter.reason.${one.reason}`)),
    },
    { label: words('letter.column.course'), show: ({ state }) => words(`letter.state.${state}`) },
    check(),
  ],
  over: [
    who(),
    {
      label: words('letter.column.reason'),
      show: (one) => words(isToPatient(one) ? `letter.kind.${one.kind}` : `letter.reason.${one.reason}`),
    },
    { label: words('letter.column.course'), show: ({ state }) => words(`letter.state.${state}`) },
    { label: words('letter.column.over'), show: (one) => formatMoment(readEnd(one)) },
  ],
});

const rowsOf: Readonly<Record<QueueId, (lists: LetterLists) => readonly Letter[]>> = {
  print: toPrintQueue,
  post: toPostQueue,
  codes: toCodeQueue,
  over: toOver,
};

interface LetterTableProps {
  readonly lists: LetterLists;
  readonly queue: QueueId;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
  readonly ticked: ReadonlySet<string>;
  readonly onTick: (id: string) => void;
}

/** The letters of one queue; those to print carry a box each. */
export function LetterTable({ lists, queue, chosen, onChoose, ticked, onTick }: LetterTableProps) {
  const rows = rowsOf[queue](lists);
  if (rows.length === 0)
    return <EmptyState title={words('letter.empty.title')}>{words(`letter.empty.${queue}`)}</EmptyState>;
  const ticks: Ticks<Letter> = {
    label: words('letter.column.tick'),
    ticked,
    onTick,
    toLabel: (row) => words('letter.tick', { name: toName(row) }),
  };
  const total = queue === 'print' ? lists.totals.queued : queue === 'post' ? lists.totals.printed : rows.length;
  return (
    <>
      <ChoiceTable<Letter>
        label={words(`letter.queue.${queue}`)}
        columns={toColumns()[queue]}
        rows={rows}
        toId={({ id }) => id}
        chosen={chosen}
        onChoose={onChoose}
        {...(queue === 'print' ? { ticks } : {})}
      />
      {total > rows.length ? <Soft>{words('letter.more', { shown: rows.length, total })}</Soft> : null}
    </>
  );
}
