import { Search } from 'lucide-react';
import { useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { PatientFacts } from '../../../contracts/link.ts';
import { Button } from '../../ui/button.tsx';
import { Subject } from '../../ui/facts.tsx';
import { TextField } from '../../ui/field.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { Soft } from '../../ui/section.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { formatDate } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { readBirth, toPatientName } from './trace-filter.ts';
import styles from './trace.module.css';

interface FindPatientProps {
  readonly ask: Bridge['ask'];
  readonly onFound: (patient: { readonly id: string; readonly name: string }) => void;
  readonly onClose: () => void;
}

/** Finds the patient of a filter, by number or by name and birth date; what was typed is forgotten with the form. */
export function FindPatient({ ask, onFound, onClose }: FindPatientProps) {
  const { deed, run } = useDeed();
  const [niss, setNiss] = useState('');
  const [family, setFamily] = useState('');
  const [birth, setBirth] = useState('');
  const [found, setFound] = useState<readonly PatientFacts[] | null>(null);
  const birthDate = readBirth(birth);
  const byNumber = niss.trim() !== '';
  const isReady = byNumber || (family.trim() !== '' && birthDate !== null);
  return (
    <>
      <Subject title={words('trace.patient.title')} why={words('trace.patient.why')} />
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isReady) return;
          const question = byNumber
            ? { niss: niss.trim(), family: '', birthDate: '' }
            : { niss: null, family: family.trim(), birthDate: birthDate ?? '' };
          run(() => ask('trace/find-patient', question), setFound);
        }}
      >
        <TextField
          label={words('trace.patient.niss')}
          hint={words('trace.patient.niss.hint')}
          figures
          value={niss}
          onChange={setNiss}
          maxLength={30}
          autoFocus
        />
        <Soft>{words('trace.patient.or')}</Soft>
        <TextField
          label={words('trace.patient.family')}
          value={family}
          onChange={setFamily}
          maxLength={100}
          isDisabled={byNumber}
        />
        <TextField
          label={words('trace.patient.birth')}
          hint={words('trace.patient.birth.hint')}
          error={birth.length >= 10 && birthDate === null ? words('trace.patient.birth.wrong') : null}
          value={birth}
          onChange={setBirth}
          maxLength={10}
          isDisabled={byNumber}
        />
        <div className={styles['row']}>
          <Button
            type="submit"
            look="primary"
            icon={<Search size={16} aria-hidden />}
            isPending={deed.phase === 'busy'}
            isDisabled={!isReady}
          >
            {words('trace.patient.search')}
          </Button>
          <Button look="quiet" onPress={onClose}>
            {words('trace.patient.close')}
          </Button>
        </div>
      </form>
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      {found === null ? null : <Found found={found} onFound={onFound} />}
    </>
  );
}

function Found({
  found,
  onFound,
}: {
  readonly found: readonly PatientFacts[];
  readonly onFound: FindPatientProps['onFound'];
}) {
  if (found.length === 0) return <Soft>{words('trace.patient.none')}</Soft>;
  return (
    <div className={styles['list']} role="status">
      <Soft>{words('trace.patient.found', { count: found.length })}</Soft>
      {found.map((patient) => (
        <button
          key={patient.id}
          type="button"
          className={styles['found']}
          onClick={() => onFound({ id: patient.id, name: toPatientName(patient) })}
        >
          {toPatientName(patient)}
          <span className={styles['second']}>{words('trace.born', { date: formatDate(patient.birthDate) })}</span>
        </button>
      ))}
    </div>
  );
}
