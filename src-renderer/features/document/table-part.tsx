import type { DocumentPart } from '../../../contracts/record.ts';
import { toDecimalCommas } from '../../words/format.ts';
import styles from './parts.module.css';

/** A list of like things: the first cell of a row names it. */
export function TablePart({ part: { title, head, rows } }: { part: Extract<DocumentPart, { show: 'table' }> }) {
  // A column in which nobody said anything would only take room from the others.
  const used = head.map((_name, column) => rows.some((row) => (row[column] ?? '') !== ''));
  return (
    <table className={styles['table']} aria-label={title ?? head[0]}>
      <thead>
        <tr>
          {head.map((name, column) =>
            used[column] ? (
              <th key={name} scope="col">
                {name}
              </th>
            ) : null,
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, place) => (
          // Two rows may say the same; their order is the source's.
          <tr key={`${place}-${row[0]}`}>
            {row.map((cell, column) =>
              !used[column] ? null : column === 0 ? (
                <th key={head[column]} scope="row">
                  <Named text={toDecimalCommas(cell)} />
                </th>
              ) : (
                <td key={head[column]}>{toDecimalCommas(cell)}</td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The first line is the name of the row, whatever follows is said of it. */
function Named({ text }: { text: string }) {
  const [name, ...rest] = text.split('\n');
  return (
    <>
      <span className={styles['rowName']}>{name}</span>
      {rest.map((line, place) => (
        // Lines have no name but their place.
        <span key={`${place}-${line}`}>{`\n${line}`}</span>
      ))}
    </>
  );
}
