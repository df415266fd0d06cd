import { useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import { type PcLine, type PcList, type PcQueue, pcQueues } from '../../../contracts/pcs.ts';
import { ChoiceTable, type Column } from '../../ui/choice-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Checkbox, TextField } from '../../ui/field.tsx';
import { useReading } from '../../ui/reading.ts';
import { ReadingGate, Section, Soft } from '../../ui/section.tsx';
import { formatMoment, formatSince } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { PcDetail } from './pc-detail.tsx';
import { type Revoked, RevokedPc } from './revoked-pc.tsx';
import { findFault, toIncident, toName, toTime } from './pc-words.ts';

interface PcsProps {
  readonly ask: Bridge['ask'];
  readonly now: Date;
}

interface Asked {
  readonly queue: PcQueue;
  readonly search: string;
  readonly oldestFirst: boolean;
}

/** The helpdesk's PCs [X16]: version, last contact, speed and last faults as each tells of itself. Nothing of any patient. */
export function Pcs({ ask, now }: PcsProps) {
  const [asked, setAsked] = useState<Asked>({ queue: 'all', search: '', oldestFirst: false });
  const [chosen, setChosen] = useState<string | null>(null);
  const [total, setTotal] = useState<PcList['total'] | null>(null);
  const [revoked, setRevoked] = useState<Revoked | null>(null);
  const { reading, again } = useReading(() => ask('pc/list', asked), JSON.stringify(asked));
  // Counts stay while the next list is on its way.
  if (reading.phase === 'shown' && reading.value.total !== total) setTotal(reading.value.total);
  const lines = reading.phase === 'shown' ? reading.value.lines : [];
  const pc = lines.find(({ id }) => id === chosen) ?? null;
  const choose = (id: string | null) => {
    setChosen(id);
    setRevoked(null);
  };
  return (
    <Section
      title={words('pcs.title')}
      queues={pcQueues.map((id) => ({ id, label: words(`pcs.queue.${id}`), count: total?.[id] ?? null }))}
      queue={asked.queue}
      onQueue={(queue) => {
        setAsked({ ...asked, queue });
        choose(null);
      }}
      foot={
        reading.phase === 'shown' ? (
          <ReadingGate reading={reading} again={again} loading="">
            {({ freshness }) => freshness}
          </ReadingGate>
        ) : null
      }
      detail={
        // A revoked PC has left the list: what that closed stays until another is chosen.
        pc === null && revoked !== null ? (
          <RevokedPc
            {...revoked}
            now={now}
            onSee={() => {
              setAsked({ ...asked, queue: 'revoked', search: '' });
              choose(revoked.pc.id);
            }}
          />
        ) : pc === null ? (
          <Soft>{words('pcs.choose')}</Soft>
        ) : (
          <PcDetail
            key={pc.id}
            pc={pc}
            ask={ask}
            now={now}
            search={asked.search}
            onRevoked={(closed) => {
              setRevoked({ pc, closed });
              again();
            }}
          />
        )
      }
    >
      <Soft>{words(`pcs.about.${asked.queue}`)}</Soft>
      <TextField
        label={words('pcs.search')}
        hint={words('pcs.search.hint')}
        value={asked.search}
        maxLength={80}
        onChange={(search) => setAsked({ ...asked, search })}
      />
      <Checkbox isSelected={asked.oldestFirst} onChange={(oldestFirst) => setAsked({ ...asked, oldestFirst })}>
        {words('pcs.oldest-first')}
      </Checkbox>
      <ReadingGate reading={reading} again={again} loading={words('pcs.loading')}>
        {({ value }) => <Lines list={value} {...asked} chosen={chosen} onChoose={choose} now={now} />}
      </ReadingGate>
    </Section>
  );
}

interface LinesProps extends Asked {
  readonly list: PcList;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
  readonly now: Date;
}

function Lines({ list: { lines, total }, queue, search, chosen, onChoose, now }: LinesProps) {
  if (lines.length === 0)
    return (
      <EmptyState title={words('pcs.empty.title')}>
        {words(toIncident(search) === null ? 'pcs.empty' : 'pcs.empty.incident')}
      </EmptyState>
    );
  return (
    <>
      <ChoiceTable
        label={words(`pcs.queue.${queue}`)}
        columns={queue === 'revoked' ? toRevokedColumns() : toColumns(now, search)}
        rows={lines}
        toId={({ id }) => id}
        chosen={chosen}
        onChoose={onChoose}
      />
      {total[queue] > lines.length ? (
        <Soft>{words('pcs.more', { shown: lines.length, total: total[queue] })}</Soft>
      ) : null}
    </>
  );
}

const toNames = ({ people }: PcLine): string =>
  people.length === 0
    ? words('pcs.none')
    : people.map(({ name, role }) => words('pcs.person', { name, role: words(`pcs.role.${role}`) })).join(' · ');

const toNamed = (): readonly Column<PcLine>[] => [
  { label: words('pcs.column.name'), show: toName },
  { label: words('pcs.column.people'), show: toNames },
];

const toColumns = (now: Date, search: string): readonly Column<PcLine>[] => [
  ...toNamed(),
  { label: words('pcs.column.version'), show: ({ report }) => report?.version ?? '–' },
  { label: words('pcs.column.contact'), show: ({ lastContact }) => formatSince(lastContact, now) },
  {
    label: words('pcs.column.speed'),
    figure: true,
    show: ({ report }) => (report?.record ? toTime(report.record.median) : '–'),
  },
  {
    label: words('pcs.column.fault'),
    show: (pc) => {
      // The one that was looked for, else the last.
      const fault = findFault(pc, search) ?? pc.report?.error ?? null;
      return fault === null ? (
        '–'
      ) : (
        <>
          {/* Read out on the telephone: never broken. */}
          <span style={{ whiteSpace: 'nowrap' }}>{fault.incident}</span> · {formatSince(fault.at, now)}
        </>
      );
    },
  },
];

const toRevokedColumns = (): readonly Column<PcLine>[] => [
  ...toNamed(),
  { label: words('pcs.column.revoked'), show: ({ revocation }) => (revocation ? formatMoment(revocation.at) : '–') },
  {
    label: words('pcs.column.reached'),
    show: ({ revocation }) =>
      revocation?.toldAt
        ? words('pcs.reached.short', { at: formatMoment(revocation.toldAt) })
        : words('pcs.not-reached.short'),
  },
];
