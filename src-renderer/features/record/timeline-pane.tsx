import { FileText, Search } from 'lucide-react';
import { type Dispatch, memo, type SetStateAction, useMemo, useState } from 'react';
import { Input, SearchField, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { RecordIndex, TimelineEntry } from '../../../contracts/record.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useLanguage } from '../../ui/use-language.ts';
import { words } from '../../words/words.ts';
import { filterTimeline, listKinds, type TimelineFilter, toTimeline } from './timeline.ts';
import { TimelineList } from './timeline-list.tsx';
import styles from './timeline.module.css';

const everything: TimelineFilter = { kind: 'all', text: '' };

interface TimelinePaneProps {
  readonly index: RecordIndex;
  readonly selected: string | null;
  readonly onOpen: (document: string) => void;
}

/** One timeline for every kind: filters, a field for the titles, the lines [R23]. */
export function TimelinePane({ index, selected, onOpen }: TimelinePaneProps) {
  const [filter, setFilter] = useState(everything);
  const entries = useMemo(() => toTimeline(index.entries), [index.entries]);
  const kinds = useMemo(() => listKinds(entries), [entries]);
  const shown = useMemo(() => filterTimeline(entries, filter), [entries, filter]);
  return (
    <section className={styles['timeline']} aria-label={words('timeline.title')}>
      {entries.length === 0 ? null : <TimelineTools kinds={kinds} filter={filter} onFilter={setFilter} />}
      {shown.length > 0 ? (
        <TimelineList entries={shown} selected={selected} onOpen={onOpen} />
      ) : (
        <Nothing
          empty={entries.length === 0}
          copying={index.sync.state === 'copying'}
          onShowAll={() => setFilter(everything)}
        />
      )}
    </section>
  );
}

interface TimelineToolsProps {
  readonly kinds: readonly TimelineEntry['kind'][];
  readonly filter: TimelineFilter;
  readonly onFilter: Dispatch<SetStateAction<TimelineFilter>>;
}

const TimelineTools = memo(function TimelineTools({ kinds, filter, onFilter }: TimelineToolsProps) {
  useLanguage();
  return (
    <div className={styles['tools']}>
      <ToggleButtonGroup
        className={styles['kinds'] ?? ''}
        aria-label={words('timeline.filter')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[filter.kind]}
        onSelectionChange={(keys) => {
          const kind = [...keys][0] as TimelineFilter['kind'] | undefined;
          if (kind !== undefined) onFilter((before) => ({ ...before, kind }));
        }}
      >
        <Kind id="all" label={words('timeline.all')} />
        {kinds.map((kind) => (
          <Kind key={kind} id={kind} label={words(`kinds.${kind}`)} />
        ))}
      </ToggleButtonGroup>
      <SearchField
        className={styles['search'] ?? ''}
        aria-label={words('timeline.search')}
        value={filter.text}
        onChange={(text) => onFilter((before) => ({ ...before, text }))}
      >
        <Search size={16} aria-hidden />
        <Input placeholder={words('timeline.search')} />
      </SearchField>
    </div>
  );
});

function Kind({ id, label }: { id: string; label: string }) {
  return (
    <ToggleButton id={id} className={styles['toggle'] ?? ''}>
      {label}
    </ToggleButton>
  );
}

function Nothing({ empty, copying, onShowAll }: { empty: boolean; copying: boolean; onShowAll: () => void }) {
  if (empty)
    return (
      <EmptyState icon={<FileText aria-hidden />} title={words('timeline.empty.title')}>
        {words(copying ? 'timeline.empty.copying' : 'timeline.empty.text')}
      </EmptyState>
    );
  return (
    <EmptyState
      title={words('timeline.none-of-kind')}
      actions={<Button onPress={onShowAll}>{words('timeline.show-all')}</Button>}
    />
  );
}
