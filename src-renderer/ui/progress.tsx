import { Label, ProgressBar } from 'react-aria-components';
import styles from './progress.module.css';

/** How far something is, with its figures: loading is always visible [X10]. */
export function Progress({
  label,
  done,
  total,
  figures,
}: {
  label: string;
  done: number;
  total: number;
  figures: string;
}) {
  return (
    <ProgressBar value={done} maxValue={Math.max(total, 1)} valueLabel={figures} className={styles['progress'] ?? ''}>
      {({ percentage }) => (
        <>
          <Label>{label}</Label>
          <div className={styles['track']}>
            <div className={styles['fill']} style={{ width: `${percentage ?? 0}%` }} />
          </div>
          <span className={styles['figures']}>{figures}</span>
        </>
      )}
    </ProgressBar>
  );
}

/** Something is being fetched and nobody knows for how long. */
export function Waiting({ label }: { label: string }) {
  return (
    <div className={styles['waiting']} role="status" data-waiting="">
      <span className={styles['wheel']} aria-hidden />
      <span>{label}</span>
    </div>
  );
}
