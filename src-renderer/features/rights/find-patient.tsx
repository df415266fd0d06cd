import { Search } from 'lucide-react';
import { useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import { formatNiss, readNiss } from '../../../contracts/niss.ts';
import type { FoundPatient } from '../../../contracts/patient-rights.ts';
import { Button } from '../../ui/button.tsx';
import { ChoiceTable, type Column } from '../../ui/choice-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { TextField } from '../../ui/field.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { formatDate } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import styles from './rights.module.css';
import { readTypedDay } from '../../ui/typed-day.ts';

interface FindPatientProps {
  readonly ask: Bridge['ask'];
  readonly onFound: (patient: FoundPatient) => void;
}

interface Found {
  readonly patients: readonly FoundPatient[];
  readonly tooMany: boolean;
}

const empty = { niss: '', family: '', given: '', birth: '' };

const columns = (): readonly Column<FoundPatient>[] => [
  { label: words('rights.find.column.name'), show: ({ family, given }) => `${family.toUpperCase()} ${given}` },
  {
    label: words('rights.find.column.birth'),
    show: ({ birthDate }) => (birthDate === null ? '–' : formatDate(birthDate)),
  },
  { label: words('rights.find.column.address'), show: ({ address }) => address.at(-1) ?? '–' },
];

/** Finds one patient by number, or by two at least of name, given name and birth date; never a list to browse [R17]. */
export function FindPatient({ ask, onFound }: FindPatientProps) {
  const [typed, setTyped] = useState(empty);
  const [pressed, setPressed] = useState(false);
  const [found, setFound] = useState<Found | null>(null);
  const { deed, run } = useDeed();
  const set = (name: keyof typeof empty) => (value: string) => {
    setTyped({ ...typed, [name]: value });
    setPressed(false);
    setFound(null);
  };
  const niss = readNiss(typed.niss);
  const birthDate = /^\d{4}$/.test(typed.birth.trim()) ? typed.birth.trim() : readTypedDay(typed.birth);
  const [family, given] = [typed.family.trim() || null, typed.given.trim() || null];
  const wrongNiss = typed.niss.trim() !== '' && !niss.ok;
  const wrongBirth = typed.birth.trim() !== '' && birthDate === null;
  const isEnough = niss.ok || [family, given, birthDate].filter((one) => one !== null).length >= 2;
  const search = () => {
    setPressed(true);
    if (wrongNiss || wrongBirth || !isEnough) return;
    const question = niss.ok
      ? { niss: niss.niss.digits, family: null, given: null, birthDate: null }
      : { niss: null, family, given, birthDate };
    run(() => ask('patient-rights/find', question), setFound);
  };
  return (
    <>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          search();
        }}
      >
        <TextField
          label={words('rights.find.niss')}
          value={typed.niss}
          onChange={(text) => {
            const reading = readNiss(text);
            set('niss')(reading.ok ? formatNiss(reading.niss.digits) : text);
          }}
          error={pressed && wrongNiss ? words('rights.find.niss.wrong') : null}
          figures
          autoFocus
        />
        <div className={styles['pair']}>
          <TextField
            label={words('rights.find.family')}
            value={typed.family}
            maxLength={100}
            onChange={set('family')}
          />
          <TextField label={words('rights.find.given')} value={typed.given} maxLength={100} onChange={set('given')} />
        </div>
        <div className={styles['pair']}>
          <TextField
            label={words('rights.find.birth')}
            hint={words('rights.find.birth.hint')}
            value={typed.birth}
            onChange={set('birth')}
            error={pressed && wrongBirth ? words('rights.find.birth.wrong') : null}
            figures
          />
        </div>
        {pressed && !isEnough && !wrongNiss && !wrongBirth ? (
          <Notice tone="warning" isUrgent>
            {words('rights.find.too-few')}
          </Notice>
        ) : null}
        <div className={styles['buttons']}>
          <Button
            type="submit"
            look="primary"
            icon={<Search size={16} aria-hidden />}
            isPending={deed.phase === 'busy'}
          >
            {words(deed.phase === 'busy' ? 'rights.find.busy' : 'rights.find.button')}
          </Button>
        </div>
      </form>
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      {found === null ? null : <Results found={found} onFound={onFound} />}
    </>
  );
}

function Results({ found: { patients, tooMany }, onFound }: { found: Found; onFound: FindPatientProps['onFound'] }) {
  if (tooMany) return <EmptyState title={words('rights.find.many.title')}>{words('rights.find.many')}</EmptyState>;
  if (patients.length === 0)
    return <EmptyState title={words('rights.find.none.title')}>{words('rights.find.none')}</EmptyState>;
  return (
    <ChoiceTable
      label={words('rights.find.results')}
      columns={columns()}
      rows={patients}
      toId={({ id }) => id}
      chosen={null}
      onChoose={(id) => {
        const patient = patients.find((one) => one.id === id);
        if (patient !== undefined) onFound(patient);
      }}
    />
  );
}
