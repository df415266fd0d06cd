import { useEffect, useState } from 'react';
import type { Result } from '../../../contracts/failure.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import { NotReady, readScreen } from '../../print/on-paper.tsx';
import { reportFault } from '../../ui/report-fault.ts';
import { type DeedState, useDeed } from '../../ui/use-deed.ts';
import type { WordId } from '../../words/words.ts';

/** Printing what is on the screen of the reading pane, or why nothing was. */
export interface Printing {
  readonly deed: DeedState;
  readonly sent: boolean;
  /** Why there was nothing to send. */
  readonly said: WordId | null;
  readonly print: () => void;
}

/** Printing what is shown of the open document: by its button, or by Ctrl P as everywhere [X11]. */
export function usePrinting(ask: Bridge['ask'], patient: string, document: string): Printing {
  const { deed, run } = useDeed();
  const [sent, setSent] = useState(false);
  const [said, setSaid] = useState<WordId | null>(null);

  async function send(): Promise<Result<{ printed: boolean }>> {
    const sheet = await readPane().catch((fault: unknown): WordId => {
      if (fault instanceof NotReady) return 'print.not-ready';
      reportFault(fault);
      return 'print.failed';
    });
    if (typeof sheet !== 'string') return await ask('document/print', { patient, document, sheet });
    setSaid(sheet);
    return { ok: true, value: { printed: false } };
  }

  const print = () => {
    setSent(false);
    setSaid(null);
    run(send, ({ printed }) => setSent(printed));
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
  return { deed, sent, said, print };
}

async function readPane(): Promise<NonNullable<Awaited<ReturnType<typeof readScreen>>> | WordId> {
  const pane = window.document.querySelector('[data-reading-pane]');
  const sheet = pane === null ? null : await readScreen(pane);
  return sheet ?? 'print.nothing';
}
