import { Search, UserRound, X } from 'lucide-react';
import { useState } from 'react';
import type { Role } from '../../../contracts/person.ts';
import { type TraceChoices, TraceKind, traceKinds } from '../../../contracts/trace.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Soft } from '../../ui/section.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { readTypedDay } from '../../ui/typed-day.ts';
import { words } from '../../words/words.ts';
import { type DraftFilter, emptyDraft, isMoment, isWrong, toTyped, type TypedPeriod } from './trace-filter.ts';
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
  const [typed, setTyped] = useState<TypedPeriod>(() => toTyped(draft));
  const [pressed, setPressed] = useState(false);
  const isReversed = draft.from !== null && draft.to !== null && draft.to < draft.from;
  const wrong = { from: isWrong(typed.from), to: isWrong(typed.to) };
  return (
    <form
      className={styles['filter']}
      aria-label={words('trace.filter')}
      onSubmit={(event) => {
        event.preventDefault();
        setPressed(true);
        if (!isReversed && !wrong.from && !wrong.to) onShow(draft);
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
      <Period
        draft={draft}
        typed={typed}
        fault={(part) =>
          pressed && wrong[part]
            ? words('trace.filter.day-wrong')
            : part === 'to' && isReversed
              ? words('trace.filter.period-wrong')
              : null
        }
        onTyped={(part, text) => {
          setPressed(false);
          setTyped({ ...typed, [part]: text });
          onChange({ ...draft, [part]: readTypedDay(text) });
        }}
        onDrop={() => onChange({ ...draft, from: null, to: null })}
      />
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
        <Button
          look="quiet"
          onPress={() => {
            setTyped(toTyped(emptyDraft));
            onChange(emptyDraft);
          }}
        >
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

interface PeriodProps {
  readonly draft: DraftFilter;
  readonly typed: TypedPeriod;
  readonly fault: (part: keyof TypedPeriod) => string | null;
  readonly onTyped: (part: keyof TypedPeriod, text: string) => void;
  readonly onDrop: () => void;
}

/** Days as they are typed everywhere in the window, day first: the system's own date field follows the system's language. */
function Period({ draft, typed, fault, onTyped, onDrop }: PeriodProps) {
  if (isMoment(draft))
    return (
      <div className={`${styles['quarter'] ?? ''}`} style={{ gridColumn: 'span 6' }}>
        <Soft>
          {words('trace.filter.moment', { from: formatExact(draft.from ?? ''), to: formatExact(draft.to ?? '') })}
        </Soft>
        <Button size="small" look="quiet" onPress={onDrop}>
          {words('trace.filter.moment.drop')}
        </Button>
      </div>
    );
  return (['from', 'to'] as const).map((part) => (
    <div key={part} className={styles['quarter']}>
      <TextField
        label={words(`trace.filter.${part}`)}
        hint={part === 'from' ? words('trace.filter.day-hint') : undefined}
        value={typed[part]}
        error={fault(part)}
        inputMode="numeric"
        maxLength={10}
        onChange={(text) => onTyped(part, text)}
      />
    </div>
  ));
}
