import { words } from '../../words/words.ts';
import type { CumulativeCell, CumulativeColumn, CumulativeRow } from './cumulative.ts';
import type { Span } from './cumulative-span.ts';
import type { CumulativeItem } from './cumulative-table.tsx';
import styles from './cumulative.module.css';

interface CumulativeLineProps {
  readonly item: CumulativeItem;
  readonly index: number;
  readonly height: number;
  readonly columns: readonly CumulativeColumn[];
  readonly across: Span;
  /** Column on which the keyboard stands, when it is on this line. */
  readonly here: number | null;
  readonly isTicked: boolean;
  readonly onTick: (key: string) => void;
  readonly onPlace: (column: number, row: CumulativeRow, cells: readonly CumulativeCell[]) => void;
}

/** One line of the cumulative table: the name of a panel, or an analysis with its unit, its reference values and its results. */
export function CumulativeLine({ item, index, height, columns, across, here, ...rest }: CumulativeLineProps) {
  if (!('row' in item))
    return (
      <tr aria-rowindex={index + 2} style={{ height }}>
        <th scope="rowgroup" className={styles['panel']} colSpan={across.end - across.first + 3}>
          <span>{item.panel}</span>
        </th>
      </tr>
    );
  const { row } = item;
  const { onPlace } = rest;
  return (
    <tr aria-rowindex={index + 2} style={{ height }}>
      <RowName row={row} isHere={here === 0} {...rest} />
      <td aria-hidden />
      {columns.slice(across.first, across.end).map(({ key }, shown) => {
        const column = across.first + shown + 1;
        const cells = row.cells.get(key) ?? [];
        return (
          <td
            key={key}
            aria-colindex={column + 1}
            tabIndex={here === column ? 0 : -1}
            data-here={here === column}
            className={styles['cell']}
            onFocus={() => onPlace(column, row, cells)}
          >
            {cells.map((cell, place) => (
              // Two results of one minute have no name but their place.
              <Cell key={place} cell={cell} />
            ))}
          </td>
        );
      })}
      <td aria-hidden />
    </tr>
  );
}

type RowNameProps = Pick<CumulativeLineProps, 'isTicked' | 'onTick' | 'onPlace'> & {
  readonly row: CumulativeRow;
  readonly isHere: boolean;
};

function RowName({ row, isHere, isTicked, onTick, onPlace }: RowNameProps) {
  const { analyte, unit, range, curves } = row;
  const about = [unit, range === null ? null : words('cumulative.range', { range })].filter((one) => one !== null);
  return (
    <th
      scope="row"
      aria-colindex={1}
      tabIndex={isHere ? 0 : -1}
      data-here={isHere}
      className={styles['name']}
      onFocus={() => onPlace(0, row, [])}
    >
      <span className={styles['named']}>
        {curves.length === 0 ? null : (
          <input
            type="checkbox"
            tabIndex={-1}
            checked={isTicked}
            aria-label={words('laboratory.open-curve', { name: analyte.name })}
            title={words('laboratory.open-curve', { name: analyte.name })}
            onChange={() => onTick(analyte.key)}
          />
        )}
        <span title={analyte.name} className={styles['analyte']}>
          {analyte.name}
        </span>
      </span>
      <span className={styles['soft']}>{about.join(' · ')}</span>
    </th>
  );
}

function Cell({ cell: { text, sign, abnormal, withdrawn, marks } }: { cell: CumulativeCell }) {
  const classes = [styles['result'], abnormal ? styles['abnormal'] : '', withdrawn ? styles['withdrawn'] : ''];
  return (
    <span className={classes.filter(Boolean).join(' ')}>
      <span className={styles['value']} title={text}>
        {sign === '' ? null : (
          <span className={styles['sign']} aria-hidden>
            {sign}
          </span>
        )}
        <span className={styles['digits']}>{text}</span>
      </span>
      {marks.map((mark) => (
        <span key={mark} className={styles['mark']} title={mark}>
          {mark}
        </span>
      ))}
    </span>
  );
}
