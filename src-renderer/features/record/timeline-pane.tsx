import { FileText, Search } from 'lucide-react';
import {
  type Dispatch,
  memo,
  type ReactNode,
  type SetStateAction,
  useCallback,
  useEffect,
  useMemo,
  useState,
} from 'react';
import { Input, SearchField, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { RecordIndex, TimelineEntry } from '../../../contracts/record.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { useLanguage } from '../../ui/use-language.ts';
import { words } from '../../words/words.ts';
import { NewsList } from './news-list.tsx';
import { ReadFirst } from './read-first.tsx';
import { toLineOf, toRowNotes, toStanding, toTodo } from './row-notes.ts';
import { filterTimeline, listKinds, type TimelineFilter, toTimeline } from './timeline.ts';
import { TimelineList } from './timeline-list.tsx';
import type { DrawSnippet } from './timeline-row.tsx';
import styles from './timeline.module.css';

const everything: TimelineFilter = { kind: 'all', text: '' };

/** The search in the texts of this record, as whoever joins the features hands it in. */
export interface TimelineSearch {
  /** Documents in which the words stand; null while there is no answer. */
  readonly found: ReadonlySet<string> | null;
  /** What was typed when that was found: until the next answer, milliseconds later, the lines stay as they are. */
  readonly answered: string | null;
  /** True until there is one: nothing is said to be missing before. */
  readonly isSearching: boolean;
  readonly onType: (typed: string) => void;
  /** Stands under the field; told how many lines are shown. */
  readonly note: (shown: number) => ReactNode;
  readonly snippet: DrawSnippet;
}

interface TimelinePaneProps {
  readonly index: RecordIndex;
  readonly useSearch: () => TimelineSearch;
  readonly selected: string | null;
  readonly onOpen: (document: string) => void;
  /** Stands under the lines. */
  readonly foot: ReactNode;
}

/** One timeline for every kind: filters, a field that searches titles and texts, the lines [R23] [X05]. */
export function TimelinePane({ index, useSearch, selected, onOpen, foot }: TimelinePaneProps) {
  const [filter, setFilter] = useState(everything);
  const entries = useMemo(() => toTimeline(toStanding(index)), [index]);
  const notes = useMemo(() => toRowNotes(index), [index]);
  const todo = useMemo(() => toTodo(index), [index]);
  const kinds = useMemo(() => listKinds(entries), [entries]);
  const search = useSearch();
  const { found, answered, onType } = search;
  const { kind } = filter;
  const isSearched = filter.text.trim() !== '';
  const text = isSearched && found !== null && answered !== null ? answered : filter.text;
  const shown = useMemo(() => filterTimeline(entries, { kind, text }, found, todo), [entries, kind, text, found, todo]);
  // The index is asked before anything is drawn: it searches meanwhile.
  const type = useCallback(
    (typed: string) => {
      onType(typed);
      setFilter((before) => ({ ...before, text: typed }));
    },
    [onType],
  );
  useEffect(() => onType(filter.text), [filter.text, onType]);
  const openFirst = () => {
    const [first] = shown;
    if (first !== undefined) onOpen(first.document);
  };
  return (
    <section className={styles['timeline']} aria-label={words('timeline.title')}>
      {entries.length === 0 ? null : (
        <TimelineTools
          kinds={kinds}
          todo={todo.size}
          filter={filter}
          onFilter={setFilter}
          onType={type}
          onEnter={openFirst}
        />
      )}
      {isSearched ? <div className={styles['found']}>{search.note(shown.length)}</div> : null}
      {isSearched || filter.kind !== 'all' ? null : (
        <>
          <NewsList index={index} selected={selected} onOpen={onOpen} />
          <ReadFirst index={index} selected={selected} onOpen={onOpen} />
        </>
      )}
      {shown.length > 0 ? (
        <TimelineList
          entries={shown}
          notes={notes}
          selected={toLineOf(index, selected)}
          onOpen={onOpen}
          snippet={isSearched ? search.snippet : null}
        />
      ) : (
        <Nothing
          empty={entries.length === 0}
          copying={index.sync.state === 'copying'}
          searched={isSearched}
          searching={search.isSearching}
          onShowAll={() => setFilter(everything)}
        />
      )}
      {foot}
    </section>
  );
}

interface TimelineToolsProps {
  readonly kinds: readonly TimelineEntry['kind'][];
  /** How many documents are to be done. */
  readonly todo: number;
  readonly filter: TimelineFilter;
  readonly onFilter: Dispatch<SetStateAction<TimelineFilter>>;
  readonly onType: (typed: string) => void;
  /** Entrée in the field. */
  readonly onEnter: () => void;
}

const TimelineTools = memo(function TimelineTools({
  kinds,
  todo,
  filter,
  onFilter,
  onType,
  onEnter,
}: TimelineToolsProps) {
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
        {todo === 0 && filter.kind !== 'todo' ? null : <Kind id="todo" label={words('todo.filter', { count: todo })} />}
      </ToggleButtonGroup>
      <SearchField
        className={styles['search'] ?? ''}
        aria-label={words('timeline.search')}
        value={filter.text}
        onChange={onType}
      >
        <Search size={16} aria-hidden />
        <Input
          placeholder={words('timeline.search')}
          data-record-search
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') document.querySelector<HTMLElement>('[data-timeline]')?.focus();
            else if (event.key === 'Enter') onEnter();
            else return;
            event.preventDefault();
          }}
        />
        <Kbd>Ctrl F</Kbd>
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

interface NothingProps {
  readonly empty: boolean;
  readonly copying: boolean;
  readonly searched: boolean;
  readonly searching: boolean;
  readonly onShowAll: () => void;
}

function Nothing({ empty, copying, searched, searching, onShowAll }: NothingProps) {
  if (searching) return <div className={styles['awaited']} />;
  if (empty)
    return (
      <EmptyState icon={<FileText aria-hidden />} title={words('timeline.empty.title')}>
        {words(copying ? 'timeline.empty.copying' : 'timeline.empty.text')}
      </EmptyState>
    );
  return (
    <EmptyState
      title={words(searched ? 'find.nothing' : 'timeline.none-of-kind')}
      actions={<Button onPress={onShowAll}>{words('timeline.show-all')}</Button>}
    />
  );
}
