import { Check, CheckCheck, ListTodo, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import type { ShownMark } from '../../../contracts/reading-order.ts';
import { formatComing } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import type { RowNotes } from './row-notes.ts';
import styles from './row-marks.module.css';

const icons = { seen: Check, todo: ListTodo, done: CheckCheck } as const;

interface RowMarksProps {
  readonly notes: RowNotes;
  /** The word of the document's own status, which says enough where it is the same, or says how a document was withdrawn. */
  readonly status: string | null;
}

/** What stands on a line of the timeline beside its document: new, seen, to do, sent twice. */
export function RowMarks({ notes: { change, mark, copies, older }, status }: RowMarksProps) {
  const isSaid =
    change === null || (status !== null && (change === 'cancelled' || words(`news.change.${change}`) === status));
  return (
    <>
      {isSaid ? null : (
        <span className={change === 'new' ? styles['new'] : styles['change']}>
          {change === 'new' ? '● ' : ''}
          {words(`news.change.${change}`)}
        </span>
      )}
      {mark === null ? null : <MarkWord mark={mark} />}
      {copies === 0 ? null : <span className={styles['fold']}>{words('fold.copies', { count: copies + 1 })}</span>}
      {older === 0 ? null : <span className={styles['fold']}>{words('fold.older', { count: older })}</span>}
    </>
  );
}

function MarkWord({ mark }: { mark: ShownMark }) {
  const [now] = useState(() => new Date());
  if (mark.stale && mark.state !== 'todo') {
    const whole = `${words(`mark.row.${mark.state}`)}, ${words('mark.stale')}`;
    return (
      <span className={styles['again']} title={whole}>
        <RotateCcw size={12} aria-hidden />
        <span className={styles['said']}>{words('mark.row.stale')}</span>
      </span>
    );
  }
  const Icon = icons[mark.state];
  const state =
    mark.due === null
      ? words(`mark.row.${mark.state}`)
      : words('mark.row.todo.due', { date: formatComing(mark.due, now) });
  const said = mark.stale ? `${state}, ${words('mark.stale')}` : state;
  return (
    <span className={mark.state === 'todo' ? styles['todo'] : styles['soft']} title={said}>
      <Icon size={14} aria-hidden />
      <span className={styles['said']}>{state}</span>
    </span>
  );
}
