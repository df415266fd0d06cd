import { Clock, FilePen } from 'lucide-react';
import type { TherapeuticLink } from '../../../contracts/link.ts';
import { readAge } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import styles from './patients.module.css';
import { readDaysLeft } from './sections.ts';

interface PatientRowProps {
  readonly link: TherapeuticLink;
  readonly isCurrent: boolean;
  readonly now: Date;
  readonly onOpen: (link: TherapeuticLink) => void;
}

/** One patient of the list: name, age, year of birth, and what the link is waiting for. */
export function PatientRow({ link, isCurrent, now, onOpen }: PatientRowProps) {
  const { family, given, birthDate } = link.patient;
  const age = readAge(birthDate, now);
  return (
    <button
      type="button"
      className={styles['row']}
      aria-current={isCurrent}
      data-patient-row
      onClick={() => onOpen(link)}
    >
      <span className={styles['name']}>
        <span className={styles['family']}>{family}</span> {given}
      </span>
      <span className={styles['facts']}>
        {age === null ? '' : `${words('person.age', { age })} · `}
        {birthDate.split('-').toReversed().join('/')}
      </span>
      <Mark link={link} now={now} />
    </button>
  );
}

function Mark({ link, now }: { link: TherapeuticLink; now: Date }) {
  const days = readDaysLeft(link, now);
  if (link.state === 'draft' || link.state === 'printed')
    return (
      <span className={`${styles['mark']} ${styles['soon']}`}>
        <FilePen size={14} aria-hidden />
        {words(`patients.mark.${link.state}`)}
      </span>
    );
  if (link.state === 'expired' || link.state === 'ended')
    return <span className={styles['mark']}>{words(`patients.mark.${link.state}`)}</span>;
  if (!link.readable) return <span className={styles['mark']}>{words('patients.mark.unreadable')}</span>;
  if (days === null) return null;
  return (
    <span className={`${styles['mark']} ${styles['soon']}`}>
      <Clock size={14} aria-hidden />
      {words('patients.mark.ending', { days })}
    </span>
  );
}
