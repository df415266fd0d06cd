import type { KeyboardEvent, ReactNode } from 'react';
import styles from './choice-table.module.css';

/** One column: its heading and what a row shows in it. */
export interface Column<Row> {
  readonly label: string;
  readonly show: (row: Row) => ReactNode;
  /** True for figures, which stand right and tabular. */
  readonly figure?: boolean;
}

interface ChoiceTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly toId: (row: Row) => string;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
  /** Rows to be dealt with together carry a box to tick; absent where each is dealt with for itself. */
  readonly ticks?: Ticks<Row>;
}

/** Which rows are ticked, and how each box is called. */
export interface Ticks<Row> {
  readonly label: string;
  readonly ticked: ReadonlySet<string>;
  readonly onTick: (id: string) => void;
  readonly toLabel: (row: Row) => string;
  /** False for a row that has no box; absent where every row has one. */
  readonly mayTick?: (row: Row) => boolean;
}

/** The rows of one queue; a click, or ↑ ↓ and Entrée, opens one beside. The first column carries the button. */
export function ChoiceTable<Row>(props: ChoiceTableProps<Row>) {
  const { label, columns, rows, toId, chosen, onChoose, ticks } = props;
  const [first, ...rest] = columns;
  return (
    <table className={styles['table']} aria-label={label} onKeyDown={walk}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.label} scope="col" data-figure={column.figure || undefined}>
              {column.label}
            </th>
          ))}
          {ticks === undefined ? null : (
            <th scope="col" data-figure>
              {ticks.label}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const id = toId(row);
          return (
            <tr key={id} data-chosen={id === chosen || undefined} onClick={() => onChoose(id)}>
              <td>
                <button
                  type="button"
                  className={styles['open']}
                  aria-pressed={id === chosen}
                  onClick={(event) => {
                    event.stopPropagation();
                    onChoose(id);
                  }}
                >
                  {first?.show(row)}
                </button>
              </td>
              {rest.map((column) => (
                <td key={column.label} data-figure={column.figure || undefined}>
                  {column.show(row)}
                </td>
              ))}
              {ticks === undefined ? null : (
                // The box is no part of the row that opens.
                <td data-figure onClick={(event) => event.stopPropagation()}>
                  {ticks.mayTick?.(row) === false ? null : (
                    <input
                      type="checkbox"
                      className={styles['tick']}
                      aria-label={ticks.toLabel(row)}
                      checked={ticks.ticked.has(id)}
                      onChange={() => ticks.onTick(id)}
                    />
                  )}
                </td>
              )}
            </tr>
          );
        })}
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
