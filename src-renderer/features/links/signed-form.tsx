import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import { Button } from '../../ui/button.tsx';
import { useReadOnce } from './use-read-once.ts';
import { FailureNotice } from '../../ui/notice.tsx';
import { Waiting } from '../../ui/progress.tsx';
import { words } from '../../words/words.ts';
import type { LinkRow } from './link-rows.ts';
import styles from './links.module.css';

interface SignedFormProps {
  readonly ask: Bridge['ask'];
  readonly row: LinkRow;
  readonly showPdf: (bytes: Uint8Array, title: string) => ReactNode;
  readonly onBack: () => void;
}

/** The scan of one signed form, as the hospital keeps it. */
export function SignedForm({ ask, row, showPdf, onBack }: SignedFormProps) {
  const { patient } = row.link;
  const title = words('links.form-of', { name: `${patient.given} ${patient.family}` });
  const reading = useReadOnce(() => ask('signed-form/read', { link: row.link.id }), row.link.id);
  return (
    <div className={styles['form']}>
      <div className={styles['actions']}>
        <Button size="small" icon={<ArrowLeft aria-hidden />} onPress={onBack}>
          {words('links.form-back')}
        </Button>
        <b>{title}</b>
      </div>
      {reading === null ? <Waiting label={words('pdf.loading')} /> : null}
      {reading?.ok === false ? <FailureNotice failure={reading.error} /> : null}
      {reading?.ok === true ? showPdf(reading.value.bytes, title) : null}
    </div>
  );
}
