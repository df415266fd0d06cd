import { useEffect, useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import { type DeedState, useDeed } from '../../ui/use-deed.ts';

/** Printing the open document: by its button, or by Ctrl P as everywhere. */
export function usePrinting(
  ask: Bridge['ask'],
  patient: string,
  document: string,
): { readonly deed: DeedState; readonly sent: boolean; readonly print: () => void } {
  const { deed, run } = useDeed();
  const [sent, setSent] = useState(false);
  const print = () => {
    setSent(false);
    run(
      () => ask('document/print', { patient, document }),
      () => setSent(true),
    );
  };
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'p') return;
      event.preventDefault();
      print();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  });
  return { deed, sent, print };
}
