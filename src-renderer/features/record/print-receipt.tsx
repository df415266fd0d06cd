import { useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import { Button } from '../../ui/button.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { words } from '../../words/words.ts';

/** Prints for the patient what this physician looked at in the record; the whole receipt is the hospital's desk's [X09]. */
export function PrintReceipt({ patient, ask }: { patient: string; ask: Bridge['ask'] }) {
  const { deed, run } = useDeed();
  const [done, setDone] = useState(false);
  return (
    <>
      <Button
        size="small"
        look="quiet"
        isPending={deed.phase === 'busy'}
        onPress={() => {
          setDone(false);
          run(
            () => ask('record/print-receipt', { patient }),
            () => setDone(true),
          );
        }}
      >
        {words(deed.phase === 'busy' ? 'record.receipt.busy' : 'record.receipt')}
      </Button>
      {done ? <Notice tone="good">{words('record.receipt.done')}</Notice> : null}
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
    </>
  );
}
