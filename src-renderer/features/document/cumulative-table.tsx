import { formatShortDate } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import type { Cumulative, CumulativeRow } from './cumulative.ts';
import type { CurvePoint } from './curve.ts';
import { toShownNumber } from './laboratory.ts';
import styles from './laboratory.module.css';

/** Dates as columns, newest first: what was measured more than once, side by side [X12]. */
export function CumulativeTable({ name, cumulative }: { name: string; cumulative: Cumulative }) {
  if (cumulative.rows.length === 0) return null;
  return (
    <div className={styles['scroll']}>
      <table className={`${styles['table']} ${styles['cumulative']}`}>
        <caption className={styles['caption']}>{name}</caption>
        <thead>
          <tr>
            <th scope="col">{words('laboratory.test')}</th>
            <th scope="col">{words('laboratory.unit')}</th>
            {cumulative.days.map((day) => (
              <th key={day} scope="col" className={styles['right']}>
                {formatShortDate(day)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cumulative.rows.map((row) => (
            <Row key={row.line.key} row={row} days={cumulative.days} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row, days }: { row: CumulativeRow; days: readonly string[] }) {
  return (
    <tr>
      <th scope="row" className={styles['name']}>
        {row.line.row.name}
      </th>
      <td>{row.curve.unit ?? ''}</td>
      {days.map((day, place) => (
        <Cell key={day} point={row.cells[place] ?? null} row={row} />
      ))}
    </tr>
  );
}

/** Outside the reference values of this report: said by a sign and a word, as everywhere. */
function Cell({ point, row }: { point: CurvePoint | null; row: CumulativeRow }) {
  if (point === null) return <td className={styles['right']}>·</td>;
  const { low, high } = row.curve;
  const over = high !== null && point.value > high;
  const under = low !== null && point.value < low;
  return (
    <td className={`${styles['right']} ${over || under ? styles['abnormal'] : ''}`}>
      {over || under ? (
        <span className={styles['flag']} role="img" aria-label={words(over ? 'flag.H' : 'flag.L')}>
          <span className={styles['sign']}>{over ? '▲' : '▼'}</span>
        </span>
      ) : null}{' '}
      <span className={styles['value']}>{toShownNumber(point.written)}</span>
    </td>
  );
}
