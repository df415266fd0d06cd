import { ClipboardCopy, FileJson, FileText } from 'lucide-react';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { Failure } from '../../../contracts/failure.ts';
import type { Sent, SentForm } from '../../../contracts/hand-over.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { MenuEntry } from '../../ui/menu.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { reportFault } from '../../ui/report-fault.ts';
import { useLanguage } from '../../ui/use-language.ts';
import { words } from '../../words/words.ts';

interface SendBackOptions {
  readonly ask: Bridge['ask'];
  readonly patient: string;
  /** The document in the pane, null while it is empty. */
  readonly document: string | null;
  /** The software named a folder for this patient. */
  readonly hasFolder: boolean;
}

function toSentence(sent: Sent): string {
  if (sent.sent === 'files') {
    const files = words('hand-over.sent.files', { count: sent.names.length });
    return sent.pdf === null ? files : `${files} ${words(`hand-over.sent.pdf.${sent.pdf}`)}`;
  }
  return sent.sent === 'clipboard' ? words('hand-over.sent.clipboard') : words(`hand-over.sent.${sent.why}`);
}

/**
 * Sends the document in the pane back to the practice's software: a file where it named a folder, else words to paste [X07]. The deeds stand in the
 * document's menu, what came of them in a note under its line.
 */
export function useSendBack({ ask, patient, document, hasFolder }: SendBackOptions): {
  readonly entries: readonly MenuEntry[];
  readonly note: ReactNode;
} {
  const language = useLanguage();
  const [done, setDone] = useState<{ readonly document: string; readonly what: Sent | Failure } | null>(null);
  const send = useCallback(
    (as: SentForm): void => {
      if (document === null) return;
      setDone(null);
      ask('hand-over/send', { patient, document, as })
        .then((result) => setDone({ document, what: result.ok ? result.value : result.error }))
        .catch(reportFault);
    },
    [ask, patient, document],
  );
  const what = done !== null && done.document === document ? done.what : null;
  return useMemo(() => {
    const text = {
      id: 'send-text',
      label: words('hand-over.send.text'),
      icon: <ClipboardCopy aria-hidden />,
      act: () => send('text'),
    };
    const files = [
      { id: 'send-pdf', label: words('hand-over.send.pdf'), icon: <FileText aria-hidden />, act: () => send('pdf') },
      { id: 'send-fhir', label: words('hand-over.send.fhir'), icon: <FileJson aria-hidden />, act: () => send('fhir') },
    ];
    return {
      entries: hasFolder ? [...files, text] : [text],
      note:
        what === null ? null : 'sent' in what ? (
          <span role="status">{toSentence(what)}</span>
        ) : (
          <FailureNotice failure={what} />
        ),
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- its sentences are in the language of the window.
  }, [send, hasFolder, what, language]);
}
