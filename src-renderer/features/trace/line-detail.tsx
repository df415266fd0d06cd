import { Button } from '../../ui/button.tsx';
import { Facts, Subject } from '../../ui/facts.tsx';
import { Soft } from '../../ui/section.tsx';
import type { TraceLine } from '../../../contracts/trace.ts';
import { formatDate } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { type DraftFilter, emptyDraft } from './trace-filter.ts';
import { describeObject, describeOutcome } from './trace-what.ts';
import { describeKind, describeNamed, describePerson, formatExact } from './trace-words.ts';
import styles from './trace.module.css';

interface LineDetailProps {
  readonly line: TraceLine;
  /** Shows the accesses of one patient, person or PC instead. */
  readonly onNarrow: (draft: DraftFilter) => void;
}

/** Everything that one entry says: who, when by which clock, where, what, and where it stands in the trace. */
export function LineDetail({ line, onNarrow }: LineDetailProps) {
  const { kind, person, pc, patient, journal, outcome, count } = line;
  const isRead = kind === 'copied' || kind === 'looked-at';
  return (
    <>
      <Subject
        title={`${describeKind(line)} · ${describeObject(line)}`}
        why={isRead ? words(`trace.${kind}-is`) : undefined}
      />
      <Facts
        facts={[
          { label: words('trace.fact.who'), value: describePerson(line) },
          { label: words('trace.fact.role'), value: person?.role == null ? null : words(`trace.role.${person.role}`) },
          { label: words('trace.fact.nihdi'), value: person?.nihdi },
          { label: words('trace.fact.pc'), value: describeNamed(pc) },
          { label: words('trace.fact.patient'), value: toPatient(patient) },
          { label: words('trace.fact.at'), value: formatExact(line.at) },
          { label: words('trace.fact.on-pc'), value: journal === null ? null : formatExact(journal.at) },
          { label: words('trace.fact.line'), value: journal === null ? null : toConnection(journal.offline) },
          {
            label: words('trace.fact.outcome'),
            value: outcome === 'ok' ? words('trace.fact.outcome.ok') : describeOutcome(outcome),
          },
          { label: words('trace.fact.count'), value: count > 1 ? words('trace.fact.count.times', { count }) : null },
          { label: words('trace.fact.object'), value: line.object },
          { label: words('trace.fact.request'), value: line.requestId },
          {
            label: words('trace.fact.place'),
            value: words('trace.fact.place.of', { writer: String(line.writer), seq: String(line.seq) }),
          },
        ]}
      />
      {isRead ? <Soft>{words('trace.only-kind')}</Soft> : null}
      <div className={styles['list']}>
        {patient === null ? null : (
          <Button
            onPress={() => onNarrow({ ...emptyDraft, patient: { id: patient.id, name: patient.name ?? patient.id } })}
          >
            {words('trace.narrow.patient')}
          </Button>
        )}
        {person === null ? null : (
          <Button onPress={() => onNarrow({ ...emptyDraft, person: person.id })}>{words('trace.narrow.person')}</Button>
        )}
        {pc === null ? null : (
          <Button onPress={() => onNarrow({ ...emptyDraft, pc: pc.id })}>{words('trace.narrow.pc')}</Button>
        )}
      </div>
    </>
  );
}

function toPatient(patient: TraceLine['patient']): string | null {
  const name = describeNamed(patient);
  if (patient === null || patient.birthDate === null) return name;
  return `${name ?? ''}, ${words('trace.born', { date: formatDate(patient.birthDate) })}`;
}

function toConnection(offline: boolean | null): string {
  if (offline === null) return words('trace.fact.line.unknown');
  return words(offline ? 'trace.fact.line.offline' : 'trace.fact.line.online');
}
