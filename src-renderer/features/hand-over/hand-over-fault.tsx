import type { HandOverFault as Fault } from '../../../contracts/hand-over.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { reportFault } from '../../ui/report-fault.ts';
import { words } from '../../words/words.ts';
import styles from './hand-over.module.css';

/** Why nothing opened although the practice's software called; one line, in the way of nothing. */
export function HandOverFault({ ask, fault }: { ask: Bridge['ask']; fault: Fault }) {
  return (
    <div className={styles['waiting']}>
      <Notice
        tone="warning"
        title={words(`hand-over.fault.${fault}`)}
        actions={
          <Button
            onPress={() => {
              ask('hand-over/dismiss', {}).catch(reportFault);
            }}
          >
            {words('hand-over.noted')}
          </Button>
        }
      >
        <p>{words(fault === 'said-in-clear' ? 'hand-over.fault.said-in-clear.next' : 'hand-over.fault.next')}</p>
      </Notice>
    </div>
  );
}
