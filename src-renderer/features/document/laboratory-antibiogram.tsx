import { isWithdrawn, readStatusWord } from '../../ui/status-word.ts';
import { toDecimalCommas } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { readFlag, toShownNumber } from './laboratory.ts';
import type { Antibiogram, Susceptibility } from './laboratory-germs.ts';
import styles from './laboratory.module.css';

/** Germ by antibiotic: the laboratory's letter with its word, and the concentration it measured. Resistance is said by letter, word and weight. */
export function AntibiogramTable({ name, antibiogram }: { name: string; antibiogram: Antibiogram }) {
  const { germs, lines } = antibiogram;
  return (
    <div className={styles['scroll']}>
      <table className={`${styles['table']} ${styles['antibiogram']}`}>
        <caption className={styles['caption']}>{words('antibiogram.title', { name })}</caption>
        <thead>
          <tr>
            <th scope="col">{words('antibiogram.antibiotic')}</th>
            {germs.map((germ, place) => (
              // One germ may be grown twice.
              <th key={`${place}-${germ.name}`} scope="col" className={styles['germ']}>
                {germ.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ antibiotic, cells }) => (
            <tr key={antibiotic}>
              <th scope="row" className={styles['name']}>
                {antibiotic}
              </th>
              {cells.map((cell, place) => (
                <Cell key={`${place}-${germs[place]?.name}`} cell={cell} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles['note']}>{words('antibiogram.legend')}</p>
    </div>
  );
}

/** What was found, as it is read: the letter with its word, the concentration, how it was measured. */
export function toSusceptibilityWords({ letter, row }: Susceptibility): string {
  const flag = readFlag(letter);
  const isLetter = row.value === null || row.value.trim() === letter;
  const measured = isLetter ? null : `${toShownNumber(row.value ?? '')} ${row.unit ?? ''}`.trim();
  const word = flag === null ? null : letter === 'I' ? words('antibiogram.I') : flag.word;
  return [
    [letter, word].filter((one) => one !== null).join(' '),
    measured === null ? null : words('antibiogram.measured', { value: measured }),
    row.method,
  ]
    .filter((one) => one !== null && one !== '')
    .join(' · ');
}

function Cell({ cell }: { cell: Susceptibility | null }) {
  if (cell === null) return <td className={styles['absent']}>{words('antibiogram.not-tested')}</td>;
  const { letter, row } = cell;
  const flag = readFlag(letter);
  const status = readStatusWord(row.status);
  const isLetter = row.value === null || row.value.trim() === letter;
  const measured = isLetter ? null : `${toShownNumber(row.value ?? '')} ${row.unit ?? ''}`.trim();
  const classes = [letter === 'R' ? styles['abnormal'] : '', isWithdrawn(row.status) ? styles['withdrawn'] : ''];
  return (
    <td className={classes.filter(Boolean).join(' ')}>
      <span className={styles['value']}>{letter}</span>{' '}
      {flag === null ? null : <span>{letter === 'I' ? words('antibiogram.I') : flag.word}</span>}
      {measured === null ? null : (
        <span className={styles['soft']}> · {words('antibiogram.measured', { value: measured })}</span>
      )}
      {row.method === null ? null : <span className={styles['soft']}> · {row.method}</span>}
      {status === null ? null : <span className={styles['status']}>{status}</span>}
      {row.notes.map((note) => (
        <span key={note} className={styles['note']}>
          {' '}
          {toDecimalCommas(note)}
        </span>
      ))}
    </td>
  );
}
