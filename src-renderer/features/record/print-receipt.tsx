import { type ReactNode, useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import { FailureNotice } from '../../ui/notice.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { words } from '../../words/words.ts';

/** Prints for the patient what this physician looked at in the record; the whole receipt is the hospital's desk's [X09]. */
export function usePrintReceipt(
  patient: string,
  ask: Bridge['ask'],
): { readonly label: string; readonly print: () => void; readonly note: ReactNode } {
  const { deed, run } = useDeed();
  const [done, setDone] = useState(false);
  const isBusy = deed.phase === 'busy';
  return {
    label: words(isBusy ? 'record.receipt.busy' : 'record.receipt'),
    print: () => {
      setDone(false);
      run(
        () => ask('record/print-receipt', { patient }),
        () => setDone(true),
      );
    },
    note: isBusy ? (
      <span role="status">{words('record.receipt.busy')}</span>
    ) : deed.phase === 'failed' ? (
      <FailureNotice failure={deed.error} />
    ) : done ? (
      <span role="status">{words('record.receipt.done')}</span>
    ) : null,
  };
}
