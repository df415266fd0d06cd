import { BedDouble, CalendarDays, Pill, TriangleAlert } from 'lucide-react';
import type { RecordIndex } from '../../../contracts/record.ts';
import { Button } from '../../ui/button.tsx';
import { formatDate, formatMoment, formatComing, toDecimalCommas } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { Chip } from './chip.tsx';
import styles from './top-facts.module.css';

interface TopFactsProps {
  readonly index: RecordIndex;
  readonly now: Date;
  readonly onOpen: (document: string) => void;
}

/** Allergies, where the patient is now, what comes next, what he takes: a chip each, whose sheet leads to its documents [X18]. */
export function TopFacts({ index, now, onOpen }: TopFactsProps) {
  return (
    <>
      <Allergies index={index} />
      <InHospital stay={index.inHospital} onOpen={onOpen} />
      <Appointments index={index} now={now} onOpen={onOpen} />
      <Medication index={index} onOpen={onOpen} />
    </>
  );
}

/** Whatever is not known is said to be unknown, never to be none. */
function Allergies({ index: { allergies, noAllergy } }: { index: RecordIndex }) {
  const some = allergies ?? [];
  const unknown = words(allergies === null ? 'record.allergies.unknown' : 'top.allergies.nothing');
  const said = noAllergy === null ? null : words('top.allergies.said', { text: noAllergy });
  const count = some.length;
  const say = (text: (one: Allergy) => string): string =>
    words('top.allergies', { count, text: some.map(text).join(', ') });
  return (
    <Chip
      icon={<TriangleAlert aria-hidden />}
      tone={count > 0 ? 'alarm' : 'plain'}
      rank={1}
      text={count > 0 ? say(sayAllergy) : (said ?? words('top.allergies.unknown'))}
      short={some.some(({ reaction }) => reaction !== null) ? say(sayRisk) : undefined}
      title={words('record.allergies')}
    >
      {count > 0 ? (
        <ul className={styles['list']}>
          {some.map((one, place) => (
            // The same substance may stand there twice.
            <li key={`${place}-${one.substance}`}>{sayAllergy(one)}</li>
          ))}
        </ul>
      ) : (
        <p>{said ?? unknown}</p>
      )}
    </Chip>
  );
}

type Allergy = NonNullable<RecordIndex['allergies']>[number];

/** `Pénicilline (grave)`: what stays on the line for as long as anything does. */
function sayRisk({ substance, severe }: Allergy): string {
  const name = substance ?? words('top.allergy.unnamed');
  return severe ? `${name} (${words('top.allergy.severe')})` : name;
}

/** `Pénicilline (grave, urticaire)`. */
function sayAllergy(one: Allergy): string {
  const { severe, reaction } = one;
  if (reaction === null) return sayRisk(one);
  const about = [...(severe ? [words('top.allergy.severe')] : []), reaction].join(', ');
  return `${sayRisk({ ...one, severe: false })} (${about})`;
}

function InHospital({ stay, onOpen }: { stay: RecordIndex['inHospital']; onOpen: TopFactsProps['onOpen'] }) {
  if (stay === null) return null;
  const where = [stay.site, stay.ward].filter((part) => part !== null && part !== '').join(', ');
  const whom = [
    stay.physician,
    stay.phone === null ? null : words('record.in-hospital.phone', { phone: stay.phone }),
  ].filter((part) => part !== null && part !== '');
  const title =
    stay.since === null
      ? words('record.in-hospital')
      : words('record.in-hospital.since', { since: formatDate(stay.since) });
  return (
    <Chip
      icon={<BedDouble aria-hidden />}
      tone="warning"
      rank={2}
      text={[words('record.in-hospital'), where].filter((part) => part !== '').join(' · ')}
      short={where === '' ? undefined : words('record.in-hospital')}
      title={title}
    >
      {where === '' ? null : <p>{where}</p>}
      {whom.length === 0 ? null : <p className={styles['whom']}>{whom.join(', ')}</p>}
      <div>
        <Button slot="close" onPress={() => onOpen(stay.document)}>
          {words('top.open-stay')}
        </Button>
      </div>
    </Chip>
  );
}

function Appointments({ index: { appointments }, now, onOpen }: TopFactsProps) {
  const [next] = appointments;
  if (next === undefined) return null;
  return (
    <Chip
      icon={<CalendarDays aria-hidden />}
      rank={3}
      text={words('top.appointment.short', { at: formatComing(next.at, now) })}
      title={words('top.appointments.title')}
    >
      <Lines
        lines={appointments.map(({ document, at, title }) => ({
          document,
          text: `${formatMoment(at)} · ${toDecimalCommas(title)}`,
        }))}
        onOpen={onOpen}
      />
    </Chip>
  );
}

function Medication({ index: { medication, asOf }, onOpen }: Omit<TopFactsProps, 'now'>) {
  if (medication === null)
    return asOf === null ? null : (
      <Chip
        icon={<Pill aria-hidden />}
        rank={3}
        text={words('top.medication.unknown')}
        title={words('top.medication.unknown')}
      >
        <p>{words('top.medication.unknown.text')}</p>
      </Chip>
    );
  if (medication.lines.length === 0) return null;
  return (
    <Chip
      icon={<Pill aria-hidden />}
      rank={3}
      text={words('top.medication.short', { count: medication.lines.length })}
      title={sayMedication(medication)}
    >
      <Lines
        lines={medication.lines.map(({ document, name, dosage }) => ({
          document,
          text: toDecimalCommas([name, dosage].filter((part) => part !== null && part !== '').join(' · ')),
        }))}
        onOpen={onOpen}
      />
    </Chip>
  );
}

/** « Médicaments à la sortie du 21 novembre 2026 ». */
export function sayMedication({ of, at }: NonNullable<RecordIndex['medication']>): string {
  return of === 'current' || at === null
    ? words(`top.medication.${of}`)
    : words('top.medication.discharge.of', { date: formatDate(at) });
}

interface LinesProps {
  readonly lines: readonly { readonly document: string; readonly text: string }[];
  readonly onOpen: (document: string) => void;
}

function Lines({ lines, onOpen }: LinesProps) {
  return (
    <ul className={styles['list']}>
      {lines.map(({ document, text }, place) => (
        // One document may hold two of them.
        <li key={`${place}-${document}`}>
          <Button look="quiet" size="small" slot="close" onPress={() => onOpen(document)}>
            {text}
          </Button>
        </li>
      ))}
    </ul>
  );
}
