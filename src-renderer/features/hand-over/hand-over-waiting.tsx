import type { Bridge } from '../../../contracts/ipc.ts';
import { Notice } from '../../ui/notice.tsx';
import { words } from '../../words/words.ts';
import styles from './hand-over.module.css';
import { useHandOver } from './use-hand-over.ts';

/** Before the sign-in and on the locked window: that a request waits, and of whom not a word. */
export function HandOverWaiting({ bridge }: { bridge: Bridge }) {
  const { waiting } = useHandOver(bridge);
  if (!waiting) return null;
  return (
    <div className={styles['waiting']}>
      <Notice title={words('hand-over.waiting')}>
        <p>{words('hand-over.waiting.next')}</p>
      </Notice>
    </div>
  );
}
