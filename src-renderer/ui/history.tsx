import { formatMoment } from '../words/format.ts';
import styles from './history.module.css';

interface PastDeed {
  readonly what: string;
  /** An instant. */
  readonly at: string;
  /** Name of who did it. */
  readonly by: string;
  /** What was written with it; null where nothing was. */
  readonly note?: string | null;
}

/** Who did what when with one thing, in the order given. */
export function History({ title, deeds }: { title: string; deeds: readonly PastDeed[] }) {
  return (
    <section aria-label={title}>
      <h3 className={styles['heading']}>{title}</h3>
      <ol className={styles['deeds']}>
        {deeds.map(({ what, at, by, note = null }) => (
          <li key={`${at} ${what}`}>
            <span>{what}</span>
            <span className={styles['soft']}>
              {formatMoment(at)} · {by}
            </span>
            {note === null ? null : <q className={styles['soft']}>{note}</q>}
          </li>
        ))}
      </ol>
    </section>
  );
}
