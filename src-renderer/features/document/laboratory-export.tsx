import { FileDown } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { words } from '../../words/words.ts';
import type { LaboratoryDesk } from './laboratory-desk.ts';

/** Saves the results as CSV, after saying that the file is no longer guarded. `document` null: all of the record. */
export function LaboratoryExport({ desk, document }: { desk: LaboratoryDesk; document: string | null }) {
  const { deed, run, reset } = useDeed();
  const [step, setStep] = useState<'closed' | 'asking' | { readonly saved: string }>('closed');
  const leave = () => {
    reset();
    setStep('closed');
  };
  const save = () =>
    run(
      () => desk.ask('laboratory/export', { patient: desk.patient, document }),
      ({ saved }) => setStep(saved === null ? 'closed' : { saved }),
    );
  if (step === 'closed')
    return (
      <Button size="small" look="quiet" icon={<FileDown aria-hidden />} onPress={() => setStep('asking')}>
        {words('laboratory.export')}
      </Button>
    );
  if (deed.phase === 'failed')
    return <FailureNotice failure={deed.error} retry={{ label: words('laboratory.export.retry'), onPress: save }} />;
  if (step !== 'asking')
    return (
      <Notice tone="good" title={words('laboratory.export.saved', { name: step.saved })}>
        <Button size="small" look="quiet" onPress={leave}>
          {words('laboratory.export.close')}
        </Button>
      </Notice>
    );
  return (
    <Notice
      tone="warning"
      title={words(document === null ? 'laboratory.export.title.all' : 'laboratory.export.title')}
      actions={
        <>
          <Button size="small" isPending={deed.phase === 'busy'} onPress={save}>
            {words('laboratory.export.save')}
          </Button>
          <Button size="small" look="quiet" onPress={leave}>
            {words('laboratory.export.cancel')}
          </Button>
        </>
      }
    >
      <p>{words('laboratory.export.text')}</p>
    </Notice>
  );
}
