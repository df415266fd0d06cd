import { ChevronDown, Download } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import { exportedTraceLines } from '../../../contracts/trace.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { Waiting } from '../../ui/progress.tsx';
import { useReading } from './read-once.ts';
import { Section, Soft } from '../../ui/section.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { formatNumber } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { EntriesTable, toLineId } from './entries-table.tsx';
import { FilterForm } from './filter-form.tsx';
import { FindPatient } from './find-patient.tsx';
import { LineDetail } from './line-detail.tsx';
import { type DraftFilter, emptyDraft, toFilter } from './trace-filter.ts';
import type { Frame } from './trace-queues.ts';
import styles from './trace.module.css';
import { type ShownEntries, useEntries } from './use-entries.ts';

interface EntriesProps {
  readonly ask: Bridge['ask'];
  readonly frame: Frame;
  /** Shown at once, where a question was asked to; null waits for the button. */
  readonly first: DraftFilter | null;
}

/** Accesses by any filter, newest first, one of them whole beside the list. */
export function Entries({ ask, frame, first }: EntriesProps) {
  const choices = useReading(() => ask('trace/choices', {}));
  const { entries, deed, show, more } = useEntries(ask);
  const [draft, setDraft] = useState<DraftFilter>(first ?? emptyDraft);
  const [chosen, setChosen] = useState<string | null>(null);
  const [finding, setFinding] = useState(false);
  const begun = useRef(false);
  const open = (filter: DraftFilter) => {
    setDraft(filter);
    setChosen(null);
    show(filter);
  };
  useEffect(() => {
    if (begun.current || first === null) return;
    begun.current = true;
    show(first);
  }, [first, show]);

  const line = entries?.lines.find((one) => toLineId(one) === chosen) ?? null;
  const detail = finding ? (
    <FindPatient
      ask={ask}
      onFound={(patient) => {
        setDraft({ ...draft, patient });
        setFinding(false);
      }}
      onClose={() => setFinding(false)}
    />
  ) : line === null ? (
    <Soft>{words('trace.choose')}</Soft>
  ) : (
    <LineDetail line={line} onNarrow={open} />
  );
  return (
    <Section {...frame} detail={detail}>
      {choices.failure === null ? null : (
        <FailureNotice failure={choices.failure} retry={{ label: words('section.retry'), onPress: choices.again }} />
      )}
      <FilterForm
        draft={draft}
        choices={choices.value ?? { persons: [], pcs: [] }}
        busy={deed.phase === 'busy'}
        onChange={setDraft}
        onChoosePatient={() => setFinding(true)}
        onShow={open}
      />
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      {entries === null ? (
        deed.phase === 'busy' ? (
          <Waiting label={words('trace.loading')} />
        ) : (
          <EmptyState title={words('trace.start.title')}>{words('trace.start.text')}</EmptyState>
        )
      ) : (
        <Shown
          ask={ask}
          entries={entries}
          busy={deed.phase === 'busy'}
          chosen={chosen}
          onChoose={(id) => {
            setFinding(false);
            setChosen(id);
          }}
          onMore={more}
        />
      )}
    </Section>
  );
}

interface ShownProps {
  readonly ask: Bridge['ask'];
  readonly entries: ShownEntries;
  readonly busy: boolean;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
  readonly onMore: () => void;
}

function Shown({ ask, entries, busy, chosen, onChoose, onMore }: ShownProps) {
  if (entries.lines.length === 0)
    return <EmptyState title={words('trace.none.title')}>{words('trace.none.text')}</EmptyState>;
  return (
    <>
      <ExportRow ask={ask} entries={entries} />
      <EntriesTable lines={entries.lines} chosen={chosen} onChoose={onChoose} />
      {entries.next === null ? null : (
        <Button icon={<ChevronDown size={16} aria-hidden />} isPending={busy} onPress={onMore}>
          {words('trace.more')}
        </Button>
      )}
      <Soft>{words('trace.period-is-hospital')}</Soft>
    </>
  );
}

function ExportRow({ ask, entries }: { readonly ask: Bridge['ask']; readonly entries: ShownEntries }) {
  const { deed, run } = useDeed();
  const [saved, setSaved] = useState<string | null>(null);
  const total = entries.total > 10_000 ? words('trace.total.more') : words('trace.total', { count: entries.total });
  return (
    <>
      <div className={styles['row']}>
        <span className={styles['total']} role="status">
          {total}
        </span>
        <Button
          size="small"
          icon={<Download size={16} aria-hidden />}
          isPending={deed.phase === 'busy'}
          onPress={() =>
            run(
              () => ask('trace/export', { filter: toFilter(entries.draft) }),
              ({ saved: name }) => setSaved(name),
            )
          }
        >
          {words('trace.filter.export')}
        </Button>
      </div>
      <Soft>{words('trace.filter.export.about', { most: formatNumber(exportedTraceLines) })}</Soft>
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      {saved === null ? null : <Notice tone="good">{words('trace.exported', { name: saved })}</Notice>}
    </>
  );
}
