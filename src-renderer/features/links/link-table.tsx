import { Printer } from 'lucide-react';
import { useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import { mostForms, type SkippedForm } from '../../../contracts/signed-form.ts';
import { Button } from '../../ui/button.tsx';
import { ChoiceTable } from '../../ui/choice-table.tsx';
import { Checkbox } from '../../ui/field.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { Soft } from '../../ui/section.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { readFailureSentence } from '../../words/failure-sentence.ts';
import { formatShortDate } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { isPrintable, type LinkFilter, type LinkRow } from './link-rows.ts';
import { readCopy, readPaper, readState } from './link-sentences.ts';
import styles from './links.module.css';

interface LinkTableProps {
  readonly ask: Bridge['ask'];
  readonly rows: readonly LinkRow[];
  /** Until when each patient's copy on this PC may be read, by patient. */
  readonly copies: ReadonlyMap<string, string>;
  readonly now: Date;
  readonly filter: LinkFilter;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
  readonly onPrinted: () => void;
}

type Printed = {
  readonly printed: number;
  readonly skipped: readonly { readonly name: string; readonly why: string }[];
};

/** The links of one filter, each with a box for the forms that leave together; what is ticked stays ticked when the filter changes. */
export function LinkTable({ ask, rows, copies, now, filter, chosen, onChoose, onPrinted }: LinkTableProps) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [declared, setDeclared] = useState(false);
  const [printed, setPrinted] = useState<Printed | null>(null);
  const { deed, run } = useDeed();
  const printable = rows.filter(isPrintable);
  const wanted = printable.filter(({ link }) => ticked.has(link.id));
  const tick = (id: string) => {
    setPrinted(null);
    setTicked((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  };
  const print = () =>
    run(
      () => ask('link/print-forms', { links: wanted.map(({ link }) => link.id), careOnly: true }),
      (answer) => {
        setPrinted({ printed: answer.printed, skipped: toNamed(answer.skipped, rows) });
        setTicked(new Set());
        setDeclared(false);
        onPrinted();
      },
    );
  if (rows.length === 0) return <Soft>{words(`links.none.${filter}`)}</Soft>;
  return (
    <>
      {printed === null ? null : <PrintedNotice {...printed} />}
      <div className={styles['batch']} data-on={wanted.length > 0 || undefined}>
        {wanted.length === 0 ? (
          <>
            <Soft>{words('links.batch.hint')}</Soft>
            {filter === 'all' || printable.length < 2 || printable.length > mostForms ? null : (
              <Button
                size="small"
                look="quiet"
                onPress={() => setTicked(new Set(printable.map(({ link }) => link.id)))}
              >
                {words('links.batch.all', { count: printable.length })}
              </Button>
            )}
          </>
        ) : (
          <>
            <Checkbox isSelected={declared} onChange={setDeclared}>
              {words('links.batch.declare', { count: wanted.length })}
            </Checkbox>
            <div className={styles['actions']}>
              <Button
                look="primary"
                icon={<Printer aria-hidden />}
                isDisabled={!declared || wanted.length > mostForms}
                isPending={deed.phase === 'busy'}
                onPress={print}
              >
                {words(deed.phase === 'busy' ? 'link.print.busy' : 'links.batch.print', { count: wanted.length })}
              </Button>
              <Button look="quiet" onPress={() => setTicked(new Set())}>
                {words('links.batch.clear')}
              </Button>
            </div>
            <Soft>{words('links.batch.consequence')}</Soft>
          </>
        )}
        {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      </div>
      <ChoiceTable
        label={words(`links.filter.${filter}`)}
        columns={[
          {
            label: words('links.column.patient'),
            show: ({ link: { patient } }) => (
              <span>
                <b className={styles['family']}>{patient.family}</b> {patient.given}{' '}
                <span className={styles['soft']}>{patient.birthDate.split('-').toReversed().join('/')}</span>
              </span>
            ),
          },
          { label: words('links.column.state'), show: (row) => <State row={row} /> },
          {
            label: words('links.column.until'),
            show: ({ link }) => (link.validUntil === null ? '' : formatShortDate(link.validUntil)),
            figure: true,
          },
          {
            label: words('links.column.paper'),
            show: (row) => <span className={styles['soft']}>{readPaper(row)}</span>,
          },
          {
            label: words('links.column.copy'),
            show: (row) => <span className={styles['soft']}>{readCopy(row, copies, now)}</span>,
            figure: true,
          },
        ]}
        rows={rows}
        toId={({ link }) => link.id}
        chosen={chosen}
        onChoose={onChoose}
        ticks={{
          ticked,
          onTick: tick,
          mayTick: isPrintable,
          label: words('links.batch.column'),
          toLabel: ({ link: { patient } }) => words('links.batch.tick', { name: `${patient.given} ${patient.family}` }),
        }}
      />
    </>
  );
}

function State({ row }: { row: LinkRow }) {
  const { text, isUrgent } = readState(row);
  return <span className={isUrgent ? styles['urgent'] : undefined}>{text}</span>;
}

function PrintedNotice({ printed, skipped }: Printed) {
  return (
    <Notice tone={skipped.length === 0 ? 'good' : 'warning'} title={words('links.batch.printed', { count: printed })}>
      {printed === 0 ? null : <p>{words('links.batch.printed-next')}</p>}
      {skipped.map(({ name, why }) => (
        <p key={name}>
          <b>{name}</b> : {why}
        </p>
      ))}
    </Notice>
  );
}

function toNamed(skipped: readonly SkippedForm[], rows: readonly LinkRow[]): Printed['skipped'] {
  return skipped.map(({ link, code }) => {
    const patient = rows.find((row) => row.link.id === link)?.link.patient;
    const { what, next } = readFailureSentence(
      code === 'link-not-possible' ? 'record-not-available' : code,
      'physician',
    );
    return {
      name: patient === undefined ? words('links.unnamed') : `${patient.family} ${patient.given}`,
      why: `${what} ${next}`,
    };
  });
}
