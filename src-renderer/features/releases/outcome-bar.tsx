import type { ReleaseLine } from '../../../contracts/updates.ts';
import { toFigures } from './release-words.ts';
import styles from './releases.module.css';

/** How a release fares on the PCs that it reaches: the figures in words, and the same as a bar. */
export function OutcomeBar({ release }: { release: ReleaseLine }) {
  const { reaches, installed, failed, wentBack } = release;
  const share = (count: number) => ({
    width: `${(100 * count) / Math.max(reaches, installed + failed + wentBack, 1)}%`,
  });
  return (
    <div className={styles['fare']}>
      <span>{toFigures(release)}</span>
      <div className={styles['bar']} aria-hidden>
        <div className={styles['installed']} style={share(installed)} />
        <div className={styles['failed']} style={share(failed)} />
        <div className={styles['went-back']} style={share(wentBack)} />
      </div>
    </div>
  );
}
