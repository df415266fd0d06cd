import { BedDouble, CalendarDays, Pill, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RecordIndex } from '../../../contracts/record.ts';
import { formatDate, formatMoment, toDecimalCommas } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import styles from './banner.module.css';

interface TopFactsProps {
  readonly index: RecordIndex;
  readonly onOpen: (document: string) => void;
}

/** Allergies, where the patient is now, what comes next, what he takes; each leads to its document [X18]. */
export function TopFacts({ index, onOpen }: TopFactsProps) {
  const { inHospital, appointments } = index;
  const [next] = appointments;
  return (
    <div className={styles['facts']}>
      <Allergies index={index} />
      {inHospital === null ? null : <InHospital stay={inHospital} onOpen={onOpen} />}
      {next === undefined ? null : (
        <Fact icon={<CalendarDays size={16} aria-hidden />} onPress={() => onOpen(next.document)}>
          {words('top.appointment', { at: formatMoment(next.at), title: toDecimalCommas(next.title) })}
          {appointments.length === 1 ? '' : ` ${words('top.appointments', { count: appointments.length - 1 })}`}
        </Fact>
      )}
      <Medication index={index} onOpen={onOpen} />
    </div>
  );
}

interface FactProps {
  readonly icon: ReactNode;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

function Fact({ icon, onPress, children }: FactProps) {
  return (
    <button type="button" className={`${styles['fact']} ${styles['press']}`} onClick={onPress}>
      {icon}
      <span>{children}</span>
    </button>
  );
}

/** Whatever is not known is said to be unknown, never to be none. */
function Allergies({ index: { allergies, noAllergy } }: { index: RecordIndex }) {
  const some = allergies ?? [];
  const unknown = words(allergies === null ? 'record.allergies.unknown' : 'top.allergies.nothing');
  return (
    <span className={`${styles['fact']} ${some.length > 0 ? styles['allergies'] : ''}`}>
      <TriangleAlert size={16} aria-hidden />
      {some.length > 0 ? (
        <span>
          <b>{words('record.allergies')}</b> {some.join(', ')}
        </span>
      ) : (
        <span className={styles['soft']}>
          {noAllergy === null ? unknown : words('top.allergies.said', { text: noAllergy })}
        </span>
      )}
    </span>
  );
}

function InHospital({
  stay,
  onOpen,
}: {
  stay: NonNullable<RecordIndex['inHospital']>;
  onOpen: TopFactsProps['onOpen'];
}) {
  const where = [stay.site, stay.ward, stay.physician].filter((part) => part !== null && part !== '').join(', ');
  return (
    <Fact icon={<BedDouble size={16} aria-hidden />} onPress={() => onOpen(stay.document)}>
      <b>
        {stay.since === null
          ? words('record.in-hospital')
          : words('record.in-hospital.since', { since: formatDate(stay.since) })}
      </b>{' '}
      {where}
      {stay.phone === null ? '' : `, ${words('record.in-hospital.phone', { phone: stay.phone })}`}
    </Fact>
  );
}

function Medication({ index: { medication, asOf }, onOpen }: TopFactsProps) {
  if (medication === null)
    return asOf === null ? null : (
      <span className={`${styles['fact']} ${styles['soft']}`}>
        <Pill size={16} aria-hidden />
        {words('top.medication.unknown')}
      </span>
    );
  const [first] = medication.lines;
  if (first === undefined) return null;
  const title =
    medication.of === 'current' || medication.at === null
      ? words(`top.medication.${medication.of}`)
      : words('top.medication.discharge.of', { date: formatDate(medication.at) });
  return (
    <button
      type="button"
      className={`${styles['fact']} ${styles['press']} ${styles['long']}`}
      onClick={() => onOpen(first.document)}
    >
      <Pill size={16} aria-hidden />
      <span className={styles['ellipsis']}>
        <b>{title}</b> {toDecimalCommas(medication.lines.map(({ name }) => name).join(' · '))}
      </span>
    </button>
  );
}
