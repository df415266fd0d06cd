import type { Reissue } from '../../../contracts/approval.ts';
import { ChoiceTable, type Column } from '../../ui/choice-table.tsx';
import { formatMoment } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { toAsker, toState, toWhat } from './reissue-words.ts';

const columns = (): readonly Column<Reissue>[] => [
  { label: words('reissue.column.asked'), show: ({ askedAt }) => formatMoment(askedAt) },
  { label: words('reissue.column.name'), show: ({ person }) => person.name },
  { label: words('reissue.column.what'), show: toWhat },
  { label: words('reissue.column.by'), show: toAsker },
  { label: words('reissue.column.state'), show: toState },
];

interface ReissueTableProps {
  readonly label: string;
  readonly rows: readonly Reissue[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

/** Requests of one queue, as the Director and the helpdesk both see them. */
export function ReissueTable({ label, rows, chosen, onChoose }: ReissueTableProps) {
  return (
    <ChoiceTable
      label={label}
      columns={columns()}
      rows={rows}
      toId={({ id }) => id}
      chosen={chosen}
      onChoose={onChoose}
    />
  );
}
