import type { LaboratoryRow as Row } from '../../../contracts/record.ts';
import { isWithdrawn, readStatusWord } from '../../ui/status-word.ts';
import { words } from '../../words/words.ts';
import { type Curve, hasCurve } from './curve.ts';
import { CurvePanel } from './curve-panel.tsx';
import { type CommonFacts, isWritten, readFlag, readRange, readShownValue } from './laboratory.ts';
import { toRowNotes } from './laboratory-notes.ts';
import styles from './laboratory.module.css';
import { Trend } from './trend.tsx';

interface LaboratoryRowProps {
  readonly row: Row;
  readonly depth: number;
  /** Said once above the table. */
  readonly common: CommonFacts;
  readonly curve: Curve;
  /** The laboratory of the report: a result of another says so. */
  readonly performer: string | null;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** One result: what was measured, the value with its unit and flag, the reference values, the trend, its notes below. */
export function LaboratoryRow({ row, depth, common, curve, performer, isOpen, onToggle }: LaboratoryRowProps) {
  const flag = readFlag(row.flag);
  const value = readShownValue(row);
  const status = readStatusWord(row.status);
  const notes = toRowNotes(row, common, performer);
  const isDrawn = hasCurve(row, curve);
  const classes = [
    flag?.abnormal === true ? styles['abnormal'] : '',
    isWithdrawn(row.status) ? styles['withdrawn'] : '',
    row.members.length > 0 ? styles['heading'] : '',
    isOpen ? styles['open'] : '',
    notes.length > 0 ? styles['noted'] : '',
  ];
  return (
    <>
      <tr className={classes.filter(Boolean).join(' ')}>
        <th scope="row" className={styles['name']} style={{ paddingLeft: `${4 + depth * 20}px` }}>
          {isDrawn ? (
            <button
              type="button"
              className={styles['curveButton']}
              aria-expanded={isOpen}
              title={words('laboratory.open-curve', { name: row.name })}
              onClick={onToggle}
            >
              {row.name}
            </button>
          ) : (
            row.name
          )}
          {status === null ? null : <span className={styles['status']}>{status}</span>}
        </th>
        {isWritten(row) ? (
          <td colSpan={2}>
            <span className={styles['value']}>{value.text}</span>
          </td>
        ) : (
          <>
            <td className={styles['right']}>
              <span className={value.absent ? styles['absent'] : styles['value']}>{value.text}</span>
            </td>
            <td>{value.absent ? '' : (row.unit ?? '')}</td>
          </>
        )}
        <td>
          {flag === null ? null : (
            <span className={styles['flag']}>
              <span className={styles['sign']} aria-hidden>
                {flag.sign}
              </span>
              {flag.word}
            </span>
          )}
        </td>
        <td>{readRange(row) ?? ''}</td>
        <td>
          <Trend curve={curve} />
        </td>
      </tr>
      {notes.length === 0 ? null : (
        <tr className={styles['notes']}>
          <td colSpan={6} style={{ paddingLeft: `${4 + depth * 20}px` }}>
            {notes.map((note) => (
              <p key={note} className={styles['note']}>
                {note}
              </p>
            ))}
          </td>
        </tr>
      )}
      {isOpen ? (
        <tr>
          <td colSpan={6} className={styles['curveCell']}>
            <CurvePanel curve={curve} name={row.name} range={readRange(row)} onClose={onToggle} />
          </td>
        </tr>
      ) : null}
    </>
  );
}
