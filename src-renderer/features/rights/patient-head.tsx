import { UserSearch } from 'lucide-react';
import type { PatientRights } from '../../../contracts/patient-rights.ts';
import type { Copy } from '../../../contracts/reach.ts';
import { Button } from '../../ui/button.tsx';
import { Reach } from '../../ui/reach.tsx';
import { formatDate, formatMoment } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import styles from './rights.module.css';

interface PatientHeadProps {
  readonly rights: PatientRights;
  readonly copies: readonly Copy[] | null;
  readonly now: Date;
  readonly onOther: () => void;
}

/** Who it is, the state of the rights in one look, and how far the last deed has reached. */
export function PatientHead({ rights, copies, now, onOther }: PatientHeadProps) {
  const { family, given, birthDate, refusal, hidden, physicians } = rights;
  const excluded = physicians.filter(({ exclusion }) => exclusion !== null).length;
  const born =
    birthDate === null ? words('rights.born.unknown') : words('rights.born', { date: formatDate(birthDate) });
  return (
    <header className={styles['head']}>
      <h2 className={styles['name']}>{`${family.toUpperCase()} ${given}`}</h2>
      <p>{[born, rights.address.join(', ')].filter((part) => part !== '').join(' · ')}</p>
      {refusal === null ? (
        <p>{words('rights.state.open')}</p>
      ) : (
        <p className={styles['refuses']}>{words('rights.state.refuses', { moment: formatMoment(refusal.since) })}</p>
      )}
      <p className={styles['state']}>
        <span>{words('rights.state.reading', { count: physicians.filter(({ reads }) => reads).length })}</span>
        {excluded === 0 ? null : <span>{words('rights.state.excluded', { count: excluded })}</span>}
        {hidden === 0 ? null : <span>{words('rights.state.hidden', { count: hidden })}</span>}
      </p>
      {copies === null ? null : <Reach copies={copies} now={now} />}
      <div>
        <Button size="small" icon={<UserSearch size={16} aria-hidden />} onPress={onOther}>
          {words('rights.other')}
        </Button>
      </div>
    </header>
  );
}
