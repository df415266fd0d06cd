import { useState } from 'react';
import type { DisputeDetail as Detail } from '../../../contracts/dispute.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import { Facts, Subject } from '../../ui/facts.tsx';
import { History } from '../../ui/history.tsx';
import { Reach } from '../../ui/reach.tsx';
import { toReachByPc } from '../../ui/reach-by-pc.ts';
import { useReading } from '../../ui/reading.ts';
import { ReadingGate } from '../../ui/section.tsx';
import { formatDate } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { DisputeDeeds } from './dispute-deeds.tsx';
import { toPatientName, toReference, toStanding } from './dispute-queues.ts';

interface DisputeDetailProps {
  readonly dispute: string;
  readonly ask: Bridge['ask'];
  readonly now: Date;
  readonly onChanged: () => void;
}

/** One dispute: where it stands, what may be done with its consequences, and who did what when. */
export function DisputeDetail({ dispute, ask, now, onChanged }: DisputeDetailProps) {
  // Each look is an entry of the trace: it is repeated only while a PC has still to be reached.
  const [isLive, setLive] = useState(false);
  const read = async () => {
    const result = await ask('dispute/read', { dispute });
    if (result.ok) setLive(result.value.copies.some(({ standing }) => standing === 'awaited'));
    return result;
  };
  const { reading, again } = useReading(read, dispute, { once: !isLive });
  const changed = () => {
    again();
    onChanged();
  };
  return (
    <ReadingGate reading={reading} again={again} loading={words('dispute.reading')}>
      {({ value }) => (
        <>
          <Subject
            title={words('dispute.subject', { reference: toReference(value.dispute.id) })}
            why={toStanding(value.dispute)}
          />
          <Facts facts={toFacts(value)} />
          {value.dispute.closedAt === null ? <Reach copies={toReachByPc(value.copies)} now={now} /> : null}
          <DisputeDeeds detail={value} ask={ask} now={now} onChanged={changed} />
          <History
            title={words('dispute.history')}
            deeds={value.events.map((event) => ({ ...event, what: words(`dispute.deed.${event.deed}`) }))}
          />
        </>
      )}
    </ReadingGate>
  );
}

function toFacts({ dispute, scans }: Detail) {
  const { physician, link, scope, delayDays } = dispute;
  const [scan] = scans;
  const isOpen = dispute.closedAt === null;
  const about =
    link === null
      ? []
      : [
          {
            label: words('dispute.fact.form'),
            value: words('dispute.fact.signed', {
              reference: link.formReference ?? '',
              day: formatDate(link.signedOn),
            }),
          },
          {
            label: words('dispute.fact.link'),
            value: words('dispute.fact.until', {
              state: words(`dispute.link.${link.state}`),
              day: formatDate(link.validUntil),
            }),
          },
          {
            label: words('dispute.fact.scan'),
            value:
              scan === undefined
                ? words('dispute.scan.none')
                : words('dispute.scan', { day: formatDate(scan.filedAt), count: scan.pages }),
          },
        ];
  return [
    { label: words('dispute.fact.physician'), value: physician.name },
    {
      label: words('dispute.fact.patient'),
      value:
        link === null || link.birthDate === null
          ? toPatientName(dispute)
          : words('dispute.fact.born', { name: toPatientName(dispute), day: formatDate(link.birthDate) }),
    },
    ...about,
    { label: words('dispute.fact.scope'), value: isOpen ? words(`dispute.scope.${scope}`) : null },
    { label: words('dispute.fact.delay'), value: isOpen ? words('dispute.delay', { count: delayDays }) : null },
  ];
}
