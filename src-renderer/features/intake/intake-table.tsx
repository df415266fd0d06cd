import type { KeyboardEvent } from 'react';
import { formatMoment } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import styles from './intake.module.css';
import type { IntakeRow, Queue } from './intake-rows.ts';

interface IntakeTableProps {
  readonly queue: Queue;
  readonly rows: readonly IntakeRow[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

/** The lines of one queue; a click, or ↑ ↓ and Entrée, opens one beside. */
export function IntakeTable({ queue, rows, chosen, onChoose }: IntakeTableProps) {
  return (
    <table className={styles['table']} aria-label={words(`intake.queue.${queue}`)} onKeyDown={walk}>
      <thead>
        <tr>
          <th scope="col">{words('intake.column.at')}</th>
          <th scope="col">{words(queue === 'notes' ? 'intake.column.request' : 'intake.column.from')}</th>
          <th scope="col">{words('intake.column.what')}</th>
          <th scope="col">{words('intake.column.why')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} data-chosen={row.id === chosen || undefined} onClick={() => onChoose(row.id)}>
            <td>
              <button
                type="button"
                className={styles['open']}
                aria-pressed={row.id === chosen}
                onClick={() => onChoose(row.id)}
              >
                {formatMoment(row.at)}
              </button>
            </td>
            <td>{row.from}</td>
            <td>{row.what}</td>
            <td>{row.why}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function walk(event: KeyboardEvent<HTMLElement>) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const opens = [...event.currentTarget.querySelectorAll<HTMLElement>('tbody button')];
  const place = opens.indexOf(document.activeElement as HTMLElement);
  if (place < 0) return;
  event.preventDefault();
  opens[place + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
}
