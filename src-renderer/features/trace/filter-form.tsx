import { Search, UserRound, X } from 'lucide-react';
import type { Role } from '../../../contracts/person.ts';
import { type TraceChoices, TraceKind, traceKinds } from '../../../contracts/trace.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Soft } from '../../ui/section.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { words } from '../../words/words.ts';
import { type DraftFilter, emptyDraft, isMoment } from './trace-filter.ts';
import { formatExact } from './trace-words.ts';
import styles from './trace.module.css';

interface FilterFormProps {
  readonly draft: DraftFilter;
  readonly choices: TraceChoices;
  readonly busy: boolean;
  readonly onChange: (draft: DraftFilter) => void;
  readonly onChoosePatient: () => void;
  readonly onShow: (draft: DraftFilter) => void;
}

const roles: readonly Role[] = ['physician', 'director', 'desk', 'helpdesk'];

/** What is looked for: each part narrows the list; nothing is asked before the button is pressed. */
export function FilterForm({ draft, choices, busy, onChange, onChoosePatient, onShow }: FilterFormProps) {
  const isReversed = draft.from !== null && draft.to !== null && draft.to < draft.from;
  return (
    <form
      className={styles['filter']}
      aria-label={words('trace.filter')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isReversed) onShow(draft);
      }}
    >
      <PatientPart draft={draft} onChange={onChange} onChoose={onChoosePatient} />
      <div className={styles['third']}>
        <SelectField
          label={words('trace.filter.person')}
          none={words('trace.filter.person.all')}
          options={roles.flatMap((role) =>
            choices.persons
              .filter((person) => person.role === role)
              .map(({ id, name, nihdi }) => ({
                id,
                label: nihdi === null ? name : `${name} · ${nihdi}`,
                group: words(`trace.filter.persons.${role}`),
              })),
          )}
          value={draft.person}
          onChange={(person) => onChange({ ...draft, person })}
        />
      </div>
      <div className={styles['third']}>
        <SelectField
          label={words('trace.filter.pc')}
          none={words('trace.filter.pc.all')}
          options={choices.pcs.map(({ id, name }) => ({ id, label: `${name} · ${id.slice(0, 4)}` }))}
          value={draft.pc}
          onChange={(pc) => onChange({ ...draft, pc })}
        />
      </div>
      <Period draft={draft} isReversed={isReversed} onChange={onChange} />
      <div className={styles['quarter']}>
        <SelectField
          label={words('trace.filter.kind')}
          none={words('trace.filter.kind.all')}
          options={traceKinds.map((kind) => ({ id: kind, label: words(`trace.kinds.${kind}`) }))}
          value={draft.kind}
          onChange={(kind) => onChange({ ...draft, kind: TraceKind.nullable().parse(kind) })}
        />
      </div>
      <div className={styles['quarter']}>
        <SelectField
          label={words('trace.filter.outcome')}
          none={words('trace.filter.outcome.all')}
          options={(['ok', 'other'] as const).map((id) => ({ id, label: words(`trace.filter.outcome.${id}`) }))}
          value={draft.outcome}
          onChange={(outcome) =>
            onChange({ ...draft, outcome: outcome === 'ok' || outcome === 'other' ? outcome : null })
          }
        />
      </div>
      <div className={`${styles['all'] ?? ''} ${styles['row'] ?? ''}`}>
        <Button type="submit" look="primary" icon={<Search size={16} aria-hidden />} isPending={busy}>
          {words('trace.filter.show')}
        </Button>
        <Button look="quiet" onPress={() => onChange(emptyDraft)}>
          {words('trace.filter.clear')}
        </Button>
      </div>
    </form>
  );
}

function PatientPart({
  draft,
  onChange,
  onChoose,
}: {
  readonly draft: DraftFilter;
  readonly onChange: (draft: DraftFilter) => void;
  readonly onChoose: () => void;
}) {
  const { patient } = draft;
  return (
    <div className={`${styles['third'] ?? ''} ${styles['patient'] ?? ''}`}>
      <span className={styles['label']}>{words('trace.filter.patient')}</span>
      {patient === null ? (
        <Button icon={<UserRound size={16} aria-hidden />} onPress={onChoose}>
          {words('trace.filter.patient.choose')}
        </Button>
      ) : (
        <Button
          icon={<X size={16} aria-hidden />}
          aria-label={`${patient.name} : ${words('trace.filter.patient.drop')}`}
          onPress={() => onChange({ ...draft, patient: null })}
        >
          {patient.name}
        </Button>
      )}
    </div>
  );
}

function Period({
  draft,
  isReversed,
  onChange,
}: {
  readonly draft: DraftFilter;
  readonly isReversed: boolean;
  readonly onChange: (draft: DraftFilter) => void;
}) {
  if (isMoment(draft))
    return (
      <div className={`${styles['quarter'] ?? ''}`} style={{ gridColumn: 'span 6' }}>
        <Soft>
          {words('trace.filter.moment', { from: formatExact(draft.from ?? ''), to: formatExact(draft.to ?? '') })}
        </Soft>
        <Button size="small" look="quiet" onPress={() => onChange({ ...draft, from: null, to: null })}>
          {words('trace.filter.moment.drop')}
        </Button>
      </div>
    );
  return (
    <>
      <div className={styles['quarter']}>
        <TextField
          type="date"
          label={words('trace.filter.from')}
          value={draft.from ?? ''}
          onChange={(from) => onChange({ ...draft, from: from === '' ? null : from })}
        />
      </div>
      <div className={styles['quarter']}>
        <TextField
          type="date"
          label={words('trace.filter.to')}
          value={draft.to ?? ''}
          error={isReversed ? words('trace.filter.period-wrong') : null}
          onChange={(to) => onChange({ ...draft, to: to === '' ? null : to })}
        />
      </div>
    </>
  );
}
