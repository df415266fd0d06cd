import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import type { Licence } from '../../../contracts/about.ts';
import { TextField } from '../../ui/field.tsx';
import { words } from '../../words/words.ts';
import styles from './about.module.css';

/** Height of every line, as about.module.css sets it. */
const rowHeight = 32;

/** Every package whose name, licence or licence's text holds what is typed; the text of the chosen one beside. Only lines in sight are drawn. */
export function LicenceList({ licences }: { licences: readonly Licence[] }) {
  const [search, setSearch] = useState('');
  const [place, setPlace] = useState(0);
  const scroll = useRef<HTMLDivElement>(null);
  const id = useId();
  const found = useMemo(() => find(licences, search), [licences, search]);
  const list = useVirtualizer({
    count: found.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const chosen = found[Math.min(place, found.length - 1)];
  const goTo = (to: number) => {
    const bounded = Math.min(Math.max(to, 0), found.length - 1);
    setPlace(bounded);
    if (bounded >= 0) list.scrollToIndex(bounded);
  };
  const press = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? rowHeight) / rowHeight) - 1);
    const to = {
      ArrowDown: place + 1,
      ArrowUp: place - 1,
      PageDown: place + page,
      PageUp: place - page,
      Home: 0,
      End: found.length - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    goTo(to);
  };
  const shown = list.getVirtualItems();
  return (
    <>
      <TextField
        label={words('about.licences.search')}
        hint={words('about.licences.count', { count: found.length })}
        value={search}
        maxLength={80}
        onChange={(text) => {
          setSearch(text);
          setPlace(0);
        }}
      />
      <div className={styles['licences']}>
        <div
          ref={scroll}
          className={styles['names']}
          role="listbox"
          tabIndex={0}
          aria-label={words('about.licences')}
          aria-activedescendant={shown.some((item) => item.index === place) ? `${id}-${place}` : undefined}
          onKeyDown={press}
        >
          <div className={styles['rows']} role="presentation" style={{ height: `${list.getTotalSize()}px` }}>
            {shown.map((item) => {
              const one = found[item.index];
              if (one === undefined) return null;
              return (
                // Keys are the list's, by aria-activedescendant; a row itself never holds the focus.
                // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
                <div
                  key={item.index}
                  id={`${id}-${item.index}`}
                  className={styles['row']}
                  role="option"
                  aria-selected={one === chosen}
                  aria-posinset={item.index + 1}
                  aria-setsize={found.length}
                  style={{ transform: `translateY(${item.start}px)` }}
                  onClick={() => goTo(item.index)}
                >
                  <span>
                    {one.name} {one.version}
                  </span>
                  <span className={styles['soft']}>{one.licence}</span>
                </div>
              );
            })}
          </div>
        </div>
        {/* Its text scrolls by keyboard too. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <div className={styles['text']} role="region" aria-label={words('about.licences.text')} tabIndex={0} lang="en">
          {chosen?.text}
        </div>
      </div>
    </>
  );
}

function find(licences: readonly Licence[], search: string): readonly Licence[] {
  const looked = search.trim().toLowerCase();
  if (looked === '') return licences;
  const isNamed = ({ name, licence }: Licence) => `${name} ${licence}`.toLowerCase().includes(looked);
  // A package of that name before one whose licence speaks of it.
  return [
    ...licences.filter(isNamed),
    ...licences.filter((one) => !isNamed(one) && one.text.toLowerCase().includes(looked)),
  ];
}
