import { useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import { Button } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { words } from '../../words/words.ts';
import styles from './link.module.css';
import { abandonLink, type LinkStore } from './link-store.ts';

/** Giving up a link that was never active, asked twice in the same place. */
export function AbandonLink({ ask, store }: { ask: Bridge['ask']; store: LinkStore }) {
  const [asked, setAsked] = useState(false);
  const { deed, run } = useDeed();
  return (
    <div className={styles['abandon']}>
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      {asked ? (
        <>
          <span role="status">{words('link.abandon.question')}</span>
          <Button look="alarm" isPending={deed.phase === 'busy'} onPress={() => run(() => abandonLink(store, ask))}>
            {words('link.abandon.confirm')}
          </Button>
          <Button onPress={() => setAsked(false)} autoFocus>
            {words('link.abandon.keep')}
          </Button>
        </>
      ) : (
        <Button look="quiet" size="small" onPress={() => setAsked(true)}>
          {words('link.abandon')}
        </Button>
      )}
    </div>
  );
}
