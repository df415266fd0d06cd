import { CalendarDays, Clock, FileClock, FolderOpen, Pill, RotateCw } from 'lucide-react';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { TherapeuticLink } from '../../../contracts/link.ts';
import type { RecordIndex } from '../../../contracts/record.ts';
import { Button } from '../../ui/button.tsx';
import { Menu, type MenuEntry } from '../../ui/menu.tsx';
import { Note } from '../../ui/note-slot.tsx';
import { countDaysUntil, formatDate, formatMoment, toDecimalCommas } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import styles from './banner.module.css';
import { Chip } from './chip.tsx';
import { usePrintReceipt } from './print-receipt.tsx';
import { sayMedication } from './top-facts.tsx';

interface RecordMenuProps {
  readonly index: RecordIndex;
  readonly ask: Bridge['ask'];
  readonly now: Date;
  readonly onOpen: (document: string) => void;
  readonly onRenew: ((link: TherapeuticLink) => void) | null;
}

/** What is seldom done with a record: its link, the patient's receipt; and what has no room on the line. A link that ends soon says so on the line. */
export function RecordMenu({ index, ask, now, onOpen, onRenew }: RecordMenuProps) {
  const { link } = index;
  const receipt = usePrintReceipt(link.patient.id, ask);
  const days = link.validUntil === null ? null : countDaysUntil(link.validUntil, now);
  const until = sayLinkEnd(link, days);
  const renew = onRenew === null ? null : () => onRenew(link);
  return (
    <>
      {days !== null && days <= 30 ? (
        <Chip icon={<Clock aria-hidden />} tone="warning" rank={1} text={words('link.ends', { days })} title={until}>
          {renew === null ? null : (
            <div>
              <Button slot="close" onPress={renew}>
                {words('link.renew')}
              </Button>
            </div>
          )}
        </Chip>
      ) : null}
      <span className={styles['menu']}>
        <Menu
          label={words('record.menu')}
          trigger={
            <Button look="quiet" size="small" icon={<FolderOpen aria-hidden />} aria-label={words('record.menu')}>
              {words('record.menu')}
            </Button>
          }
          entries={[
            ...(renew === null
              ? []
              : [
                  {
                    id: 'renew',
                    label: words('link.renew'),
                    note: until,
                    icon: <RotateCw aria-hidden />,
                    act: renew,
                  },
                ]),
            { id: 'receipt', label: receipt.label, icon: <FileClock aria-hidden />, act: receipt.print },
            ...listFacts(index, onOpen),
          ]}
        />
      </span>
      <Note>{receipt.note}</Note>
    </>
  );
}

function sayLinkEnd({ validUntil }: TherapeuticLink, days: number | null): string {
  if (validUntil === null || days === null) return '';
  const date = formatDate(validUntil);
  if (days === 0) return words('link.until-today');
  return days <= 30 ? words('link.until-soon', { date, days }) : words('link.until', { date });
}

/** Next appointment and medication, which leave a narrow line first. */
function listFacts({ appointments, medication }: RecordIndex, onOpen: (document: string) => void): MenuEntry[] {
  const [next] = appointments;
  const [first] = medication?.lines ?? [];
  return [
    ...(next === undefined
      ? []
      : [
          {
            id: 'appointment',
            label: words('top.appointment', { at: formatMoment(next.at), title: toDecimalCommas(next.title) }),
            icon: <CalendarDays aria-hidden />,
            act: () => onOpen(next.document),
          },
        ]),
    ...(medication === null || first === undefined
      ? []
      : [
          {
            id: 'medication',
            label: sayMedication(medication),
            note: toDecimalCommas(medication.lines.map(({ name }) => name).join(' · ')),
            icon: <Pill aria-hidden />,
            act: () => onOpen(first.document),
          },
        ]),
  ];
}
