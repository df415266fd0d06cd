import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { DeskDocument, PatientRights, RequestFacts } from '../../../contracts/patient-rights.ts';
import { Button } from '../../ui/button.tsx';
import { ChoiceTable, type Column } from '../../ui/choice-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Facts, Subject } from '../../ui/facts.tsx';
import { TextField } from '../../ui/field.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { useReading } from '../../ui/reading.ts';
import { ReadingGate, Soft } from '../../ui/section.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { formatDate } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { RequestForm } from './request-form.tsx';
import styles from './rights.module.css';

const toDate = ({ date }: DeskDocument): string => (date === null ? words('rights.undated') : formatDate(date));
const toTitle = ({ title }: DeskDocument): string => title ?? words('rights.untitled');
const toHidden = ({ hidden, asked }: DeskDocument): string =>
  words(asked ? 'rights.hidden.asked' : hidden ? 'rights.hidden.along' : 'rights.hidden.not');

const columns = (): readonly Column<DeskDocument>[] => [
  { label: words('rights.column.date'), show: toDate },
  { label: words('rights.column.kind'), show: ({ kind }) => words(`rights.kind.${kind}`) },
  { label: words('rights.column.title'), show: toTitle },
  { label: words('rights.column.author'), show: ({ author }) => author ?? '–' },
  { label: words('rights.column.hidden'), show: toHidden },
];

interface DocumentsPaneProps {
  readonly documents: readonly DeskDocument[];
  readonly chosen: string | null;
  readonly onChoose: (document: string) => void;
  /** Null where the oldest stands in the list. */
  readonly onOlder: (() => void) | null;
}

/** The documents that the patient may mean: kind, date, title, author; never what stands in them. */
export function DocumentsPane({ documents, chosen, onChoose, onOlder }: DocumentsPaneProps) {
  const [filter, setFilter] = useState('');
  const wanted = toPlain(filter);
  const rows = documents.filter((one) =>
    toPlain([toTitle(one), one.author, toDate(one), one.date, words(`rights.kind.${one.kind}`)].join(' ')).includes(
      wanted,
    ),
  );
  if (documents.length === 0)
    return <EmptyState title={words('rights.documents.none.title')}>{words('rights.documents.none')}</EmptyState>;
  return (
    <>
      <Soft>{words('rights.documents.about')}</Soft>
      <TextField label={words('rights.documents.filter')} value={filter} maxLength={100} onChange={setFilter} />
      {rows.length === 0 ? <Soft>{words('rights.documents.no-match')}</Soft> : null}
      <ChoiceTable
        label={words('rights.queue.documents')}
        columns={columns()}
        rows={rows}
        toId={({ document }) => document}
        chosen={chosen}
        onChoose={onChoose}
      />
      {onOlder === null ? null : (
        <>
          <Soft>{words('rights.documents.limit', { count: documents.length })}</Soft>
          <div>
            <Button onPress={onOlder}>{words('rights.documents.older')}</Button>
          </div>
        </>
      )}
    </>
  );
}

function toPlain(text: string): string {
  return text.trim().toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
}

interface DocumentDetailProps {
  readonly rights: PatientRights;
  readonly document: DeskDocument;
  readonly ask: Bridge['ask'];
  readonly now: Date;
  readonly onDone: () => void;
}

/** One document with what goes along with it, before anything is hidden [R18]. */
export function DocumentDetail({ rights, document: one, ask, now, onDone }: DocumentDetailProps) {
  const { deed, run } = useDeed();
  const { document, asked, hidden } = one;
  const question = { patient: rights.id, document };
  const { reading, again } = useReading(() => ask('patient-rights/closure', question), `${document}/${hidden}`, {
    once: true,
  });
  const decide = (facts: RequestFacts) =>
    run(() => ask('patient-rights/hide', { ...question, hides: !asked, ...facts }), onDone);
  const since = rights.requests.find((request) => request.deed === 'hide' && request.document === document);
  const name = asked ? 'show' : 'hide';
  return (
    <>
      <Subject title={toTitle(one)} why={toHidden(one)} />
      <Facts
        facts={[
          { label: words('rights.column.kind'), value: words(`rights.kind.${one.kind}`) },
          { label: words('rights.column.date'), value: toDate(one) },
          { label: words('rights.column.author'), value: one.author },
        ]}
      />
      <ReadingGate reading={reading} again={again} loading={words('rights.closure.loading')}>
        {({ value }) => <Closure documents={value} />}
      </ReadingGate>
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      {hidden && !asked ? (
        <Soft>{words('rights.along')}</Soft>
      ) : reading.phase !== 'shown' ? null : (
        <RequestForm
          key={name}
          open={words(`rights.${name}`)}
          icon={asked ? <Eye size={16} aria-hidden /> : <EyeOff size={16} aria-hidden />}
          consequence={words(`rights.${name}.consequence`)}
          confirm={words(`rights.${name}.confirm`)}
          lifts={asked ? (since?.notedAt ?? new Date(0).toISOString()) : null}
          now={now}
          busy={deed.phase === 'busy'}
          onConfirm={decide}
        />
      )}
    </>
  );
}

/** Single results and files are counted: they have no name that a patient knows. */
function Closure({ documents }: { documents: readonly DeskDocument[] }) {
  const [, ...along] = documents;
  const named = along.filter(({ document }) => !/^(Observation|Binary|Media|Specimen)\//.test(document));
  const parts = along.length - named.length;
  if (along.length === 0) return <Soft>{words('rights.closure.alone')}</Soft>;
  return (
    <section aria-label={words('rights.closure.title')}>
      <h3>{words('rights.closure.title')}</h3>
      <ul className={styles['list']}>
        {named.map((one) => (
          <li key={one.document}>
            {words('rights.closure.line', {
              kind: words(`rights.kind.${one.kind}`),
              title: toTitle(one),
              date: toDate(one),
            })}
          </li>
        ))}
        {parts === 0 ? null : <li>{words('rights.closure.parts', { count: parts })}</li>}
      </ul>
    </section>
  );
}
