import { ClipboardCopy, FileJson, FileText, Send } from 'lucide-react';
import { useState } from 'react';
import type { Failure } from '../../../contracts/failure.ts';
import type { Sent, SentForm } from '../../../contracts/hand-over.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { reportFault } from '../../ui/report-fault.ts';
import { words } from '../../words/words.ts';
import styles from './hand-over.module.css';

interface SendBackProps {
  readonly ask: Bridge['ask'];
  readonly patient: string;
  readonly document: string;
  /** The software named a folder for this patient. */
  readonly hasFolder: boolean;
}

function toSentence(sent: Sent): string {
  if (sent.sent === 'files') return words('hand-over.sent.files', { count: sent.names.length });
  return sent.sent === 'clipboard' ? words('hand-over.sent.clipboard') : words(`hand-over.sent.${sent.why}`);
}

/** Sends the document in the pane back to the practice's software: a file where it named a folder, else words to paste [X07]. */
export function SendBack({ ask, patient, document, hasFolder }: SendBackProps) {
  const [done, setDone] = useState<{ readonly document: string; readonly what: Sent | Failure } | null>(null);
  const send = (as: SentForm): void => {
    setDone(null);
    ask('hand-over/send', { patient, document, as })
      .then((result) => setDone({ document, what: result.ok ? result.value : result.error }))
      .catch(reportFault);
  };
  const files = [
    { id: 'pdf', label: words('hand-over.send.pdf'), icon: <FileText aria-hidden />, act: () => send('pdf') },
    { id: 'fhir', label: words('hand-over.send.fhir'), icon: <FileJson aria-hidden />, act: () => send('fhir') },
  ];
  const text = {
    id: 'text',
    label: words('hand-over.send.text'),
    icon: <ClipboardCopy aria-hidden />,
    act: () => send('text'),
  };
  const what = done?.document === document ? done.what : null;
  return (
    <div className={styles['send']}>
      <Menu
        label={words('hand-over.send.label')}
        trigger={
          <Button look="quiet" size="small" icon={<Send aria-hidden />}>
            {words('hand-over.send')}
          </Button>
        }
        entries={hasFolder ? [...files, text] : [text]}
      />
      {what === null ? null : 'sent' in what ? (
        <span role="status">{toSentence(what)}</span>
      ) : (
        <FailureNotice failure={what} />
      )}
    </div>
  );
}
