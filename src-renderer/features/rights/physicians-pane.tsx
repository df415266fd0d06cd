import { Ban, DoorOpen, Search } from 'lucide-react';
import { useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { PatientRights, RequestFacts, Standing, TreatingPhysician } from '../../../contracts/patient-rights.ts';
import { Button } from '../../ui/button.tsx';
import { ChoiceTable, type Column } from '../../ui/choice-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Facts, Subject } from '../../ui/facts.tsx';
import { TextField } from '../../ui/field.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { Soft } from '../../ui/section.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { formatDate, formatMoment } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { ContestSignature } from './contest-signature.tsx';
import { RequestForm } from './request-form.tsx';
import styles from './rights.module.css';

/** A physician whom the patient may exclude, treating or not. */
export type AnyPhysician = Pick<TreatingPhysician, 'person' | 'name' | 'nihdi'>;

const columns = (): readonly Column<TreatingPhysician>[] => [
  { label: words('rights.column.physician'), show: ({ name }) => name },
  { label: words('rights.column.state'), show: ({ state }) => words(`rights.link.${state ?? 'none'}`) },
  {
    label: words('rights.column.until'),
    show: ({ validUntil }) => (validUntil === null ? '–' : formatDate(validUntil)),
  },
  {
    label: words('rights.column.reads'),
    show: ({ reads, exclusion }) =>
      words(exclusion !== null ? 'rights.excluded' : reads ? 'rights.reads' : 'rights.reads.not'),
  },
];

interface PhysiciansPaneProps {
  readonly rights: PatientRights;
  readonly ask: Bridge['ask'];
  readonly chosen: AnyPhysician | null;
  readonly onChoose: (physician: AnyPhysician | null) => void;
}

/** The physicians who ever had a link or were excluded, and the way to any other. */
export function PhysiciansPane({ rights: { physicians }, ask, chosen, onChoose }: PhysiciansPaneProps) {
  return (
    <>
      {physicians.length === 0 ? (
        <EmptyState title={words('rights.physicians.none.title')}>{words('rights.physicians.none')}</EmptyState>
      ) : (
        <ChoiceTable
          label={words('rights.queue.physicians')}
          columns={columns()}
          rows={physicians}
          toId={({ person }) => person}
          chosen={chosen?.person ?? null}
          onChoose={(id) => onChoose(physicians.find(({ person }) => person === id) ?? null)}
        />
      )}
      <OtherPhysician ask={ask} onChoose={onChoose} />
    </>
  );
}

function OtherPhysician({ ask, onChoose }: Pick<PhysiciansPaneProps, 'ask' | 'onChoose'>) {
  const [text, setText] = useState('');
  const [found, setFound] = useState<readonly AnyPhysician[] | null>(null);
  const { deed, run } = useDeed();
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim().length >= 3) run(() => ask('patient-rights/physicians', { text }), setFound);
      }}
    >
      <h3>{words('rights.physicians.find')}</h3>
      <TextField
        label={words('rights.physicians.find.label')}
        value={text}
        maxLength={100}
        onChange={(value) => {
          setText(value);
          setFound(null);
        }}
      />
      <div>
        <Button
          type="submit"
          icon={<Search size={16} aria-hidden />}
          isPending={deed.phase === 'busy'}
          isDisabled={text.trim().length < 3}
        >
          {words('rights.physicians.find.button')}
        </Button>
      </div>
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      {found?.length === 0 ? <p role="status">{words('rights.physicians.find.none')}</p> : null}
      {found?.map((one) => (
        <div key={one.person}>
          <Button size="small" onPress={() => onChoose(one)}>
            {[one.name, one.nihdi].filter(Boolean).join(' · ')}
          </Button>
        </div>
      ))}
    </form>
  );
}

interface DeedProps {
  readonly rights: PatientRights;
  readonly ask: Bridge['ask'];
  readonly now: Date;
  readonly onDone: () => void;
}

/** Who asked for a fact in force, as it was noted. */
function readRequest({ request }: Standing): string {
  if (request === null) return words('rights.noted.unknown');
  const { askedBy, askedOn, notedBy } = request;
  return words('rights.noted.value', {
    asked: words(`rights.noted.${askedBy}`),
    date: formatDate(askedOn),
    name: notedBy,
  });
}

const toFacts = (standing: Standing) => [
  { label: words('rights.since'), value: formatMoment(standing.since) },
  { label: words('rights.noted'), value: readRequest(standing) },
];

/** Refuse all outside access, or take that back [R17]. */
export function RefusalDetail({ rights: { id, refusal }, ask, now, onDone }: DeedProps) {
  const { deed, run } = useDeed();
  const decide = (facts: RequestFacts) =>
    run(() => ask('patient-rights/refuse', { patient: id, refuses: refusal === null, ...facts }), onDone);
  const name = refusal === null ? 'refuse' : 'allow';
  return (
    <>
      <Soft>{words('rights.choose.physician')}</Soft>
      {refusal === null ? null : <Facts facts={toFacts(refusal)} />}
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      <RequestForm
        key={name}
        open={words(`rights.${name}`)}
        icon={refusal === null ? <Ban size={16} aria-hidden /> : <DoorOpen size={16} aria-hidden />}
        consequence={words(`rights.${name}.consequence`)}
        confirm={words(`rights.${name}.confirm`)}
        lifts={refusal?.since ?? null}
        now={now}
        busy={deed.phase === 'busy'}
        onConfirm={decide}
      />
    </>
  );
}

/** Exclude one physician, or let him back on a signed request [R19]. */
export function PhysicianDetail({ rights, physician, ask, now, onDone }: DeedProps & { physician: AnyPhysician }) {
  const { deed, run } = useDeed();
  const known = rights.physicians.find(({ person }) => person === physician.person) ?? null;
  const exclusion = known?.exclusion ?? null;
  const decide = (facts: RequestFacts) =>
    run(
      () =>
        ask('patient-rights/exclude', {
          patient: rights.id,
          person: physician.person,
          excludes: exclusion === null,
          ...facts,
        }),
      onDone,
    );
  const name = exclusion === null ? 'exclude' : 'readmit';
  return (
    <>
      <Subject title={physician.name} {...(exclusion === null ? {} : { why: words('rights.excluded') })} />
      <Facts
        facts={[
          { label: words('rights.column.state'), value: words(`rights.link.${known?.state ?? 'none'}`) },
          ...(exclusion === null ? [] : toFacts(exclusion)),
        ]}
      />
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      <RequestForm
        key={name}
        open={words(`rights.${name}`)}
        icon={exclusion === null ? <Ban size={16} aria-hidden /> : <DoorOpen size={16} aria-hidden />}
        consequence={words(`rights.${name}.consequence`)}
        confirm={words(`rights.${name}.confirm`, { name: physician.name })}
        lifts={exclusion?.since ?? null}
        now={now}
        busy={deed.phase === 'busy'}
        onConfirm={decide}
      />
      <ContestSignature patient={rights.id} physician={known} ask={ask} onDone={onDone} />
    </>
  );
}
