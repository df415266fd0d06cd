import { Printer } from 'lucide-react';
import { useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { ReceiptLine } from '../../../contracts/receipt.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Subject } from '../../ui/facts.tsx';
import { TextField } from '../../ui/field.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { RowTable } from './row-table.tsx';
import { Soft } from '../../ui/section.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { formatDate, formatMoment } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import styles from './rights.module.css';
import { readTypedDay } from '../../ui/typed-day.ts';

/** What a line says, in one sentence part. */
function toWhat({ section, kind, dated, action }: ReceiptLine): string {
  if (section !== 'look') return words(`rights.looks.${section}`);
  const named = words(`rights.kind.${kind ?? 'other'}`);
  const what = dated === null ? named : words('rights.looks.dated', { kind: named, date: formatDate(dated) });
  return action === 'printed' || action === 'exported' ? words(`rights.looks.${action}`, { what }) : what;
}

/** Who looked at what and when, the last hundred lines [X09]. */
export function LooksPane({ lines }: { lines: readonly ReceiptLine[] }) {
  if (lines.length === 0)
    return <EmptyState title={words('rights.looks.none.title')}>{words('rights.looks.none')}</EmptyState>;
  return (
    <>
      <Soft>{words('rights.looks.about')}</Soft>
      <RowTable
        label={words('rights.queue.looks')}
        heads={[words('rights.looks.column.at'), words('rights.looks.column.who'), words('rights.looks.column.what')]}
        rows={lines.map((line) => [formatMoment(line.at), line.name ?? words('rights.looks.nobody'), toWhat(line)])}
      />
    </>
  );
}

/** The receipt on paper, for a period [X09]. */
export function ReceiptDetail({ patient, ask }: { patient: string; ask: Bridge['ask'] }) {
  const [typed, setTyped] = useState({ from: '', to: '' });
  const [done, setDone] = useState(false);
  const { deed, run } = useDeed();
  const read = (text: string) => (text.trim() === '' ? null : readTypedDay(text));
  const isWrong = (text: string) => text.trim() !== '' && readTypedDay(text) === null;
  const faults = [isWrong(typed.from), isWrong(typed.to)];
  const print = () => {
    setDone(false);
    if (!faults.includes(true))
      run(
        () => ask('receipt/print', { patient, from: read(typed.from), to: read(typed.to) }),
        () => setDone(true),
      );
  };
  return (
    <>
      <Subject title={words('rights.receipt')} />
      <Soft>{words('rights.receipt.about')}</Soft>
      <div className={styles['pair']}>
        {(['from', 'to'] as const).map((name, index) => (
          <TextField
            key={name}
            label={words(`rights.receipt.${name}`)}
            hint={words(`rights.receipt.${name}.hint`)}
            value={typed[name]}
            onChange={(value) => setTyped({ ...typed, [name]: value })}
            error={faults[index] === true ? words('rights.receipt.wrong') : null}
            figures
          />
        ))}
      </div>
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      {done ? <Notice tone="good">{words('rights.receipt.done')}</Notice> : null}
      <div>
        <Button
          look="primary"
          icon={<Printer size={16} aria-hidden />}
          isPending={deed.phase === 'busy'}
          isDisabled={faults.includes(true)}
          onPress={print}
        >
          {words('rights.receipt.print')}
        </Button>
      </div>
    </>
  );
}
