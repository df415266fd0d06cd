import { memo } from 'react';
import { Clock } from 'lucide-react';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { PatientFacts, TherapeuticLink } from '../../../contracts/link.ts';
import type { RecordIndex } from '../../../contracts/record.ts';
import { Button } from '../../ui/button.tsx';
import { countDaysUntil, formatDate, readAge } from '../../words/format.ts';
import { useLanguage } from '../../ui/use-language.ts';
import { words } from '../../words/words.ts';
import styles from './banner.module.css';
import { PrintReceipt } from './print-receipt.tsx';
import { TopFacts } from './top-facts.tsx';

interface BannerProps {
  readonly index: RecordIndex;
  readonly ask: Bridge['ask'];
  readonly now: Date;
  readonly onOpen: (document: string) => void;
  /** Null while a renewal is under way already. */
  readonly onRenew: ((link: TherapeuticLink) => void) | null;
}

/** Who is on the screen, until when one may read, and what must be seen before anything else [X18]. */
export const Banner = memo(function Banner({ index, ask, now, onOpen, onRenew }: BannerProps) {
  useLanguage();
  const { link } = index;
  return (
    <header className={styles['banner']}>
      <div className={styles['line']}>
        <PatientLine patient={link.patient} now={now} />
        <div className={styles['link']}>
          <LinkEnd link={link} now={now} />
          {onRenew === null ? null : (
            <Button size="small" onPress={() => onRenew(link)}>
              {words('link.renew')}
            </Button>
          )}
          <PrintReceipt patient={link.patient.id} ask={ask} />
        </div>
      </div>
      <TopFacts index={index} onOpen={onOpen} />
    </header>
  );
});

/** `DUBOIS Marie · 71 ans · Femme · née le 12 mars 1955`. */
function PatientLine({ patient, now }: { patient: PatientFacts; now: Date }) {
  const age = readAge(patient.birthDate, now);
  const born = patient.sex === 'unknown' ? 'other' : patient.sex;
  return (
    <div className={styles['who']}>
      <h1 className={styles['name']}>
        <span className={styles['family']}>{patient.family}</span> {patient.given}
      </h1>
      <span>
        {age === null ? '' : `${words('person.age', { age })} · `}
        {words(`person.${patient.sex}`)} · {words(`person.born.${born}`, { date: formatDate(patient.birthDate) })}
      </span>
    </div>
  );
}

function LinkEnd({ link, now }: { link: TherapeuticLink; now: Date }) {
  if (link.validUntil === null) return null;
  const days = countDaysUntil(link.validUntil, now);
  const date = formatDate(link.validUntil);
  const soon = days <= 30;
  return (
    <span className={`${styles['until']} ${soon ? styles['soon'] : ''}`}>
      {soon ? <Clock size={16} aria-hidden /> : null}
      {days === 0
        ? words('link.until-today')
        : soon
          ? words('link.until-soon', { date, days })
          : words('link.until', { date })}
    </span>
  );
}
