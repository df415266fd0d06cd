import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import styles from './long-list.module.css';

interface LongListProps<Item> {
  readonly label: string;
  readonly items: readonly Item[];
  /** What tells one item from every other, without a space. */
  readonly toKey: (item: Item) => string;
  /** Height of every line, in CSS pixels, as `rowClass` sets it: lines never wrap, so none needs to be measured. */
  readonly rowHeight: number;
  /** Class of the box, which scrolls. */
  readonly boxClass: string | undefined;
  readonly rowClass: string | undefined;
  /** The line where the keys stand. */
  readonly place: number;
  readonly onPlace: (place: number) => void;
  readonly isSelected: (item: Item) => boolean;
  /** Enter, space or a click on a line; left out where the line of the keys is itself the choice. */
  readonly onOpen?: (item: Item) => void;
  readonly children: (item: Item) => ReactNode;
}

/** A listbox of any length, of which only the lines in sight are drawn; ↑ ↓, page, Home and End walk. Attributes `data-…` stand on its box. */
export function LongList<Item>({
  label,
  items,
  toKey,
  rowHeight,
  boxClass,
  rowClass,
  place,
  onPlace,
  isSelected,
  onOpen,
  children,
  ...marks
}: LongListProps<Item>) {
  const scroll = useRef<HTMLDivElement>(null);
  const id = useId();
  const list = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const goTo = (to: number) => {
    if (items.length === 0) return;
    const bounded = Math.min(Math.max(to, 0), items.length - 1);
    onPlace(bounded);
    list.scrollToIndex(bounded);
  };
  const press = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? rowHeight) / rowHeight) - 1);
    const to = {
      ArrowDown: place + 1,
      ArrowUp: place - 1,
      PageDown: place + page,
      PageUp: place - page,
      Home: 0,
      End: items.length - 1,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      goTo(to);
    } else if (onOpen !== undefined && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      const item = items[place];
      if (item !== undefined) onOpen(item);
    }
  };
  const shown = list.getVirtualItems();
  const toId = (item: Item): string => `${id}-${toKey(item)}`;
  const active = shown.some(({ index }) => index === place) ? items[place] : undefined;
  return (
    <div
      {...marks}
      ref={scroll}
      className={boxClass}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={active === undefined ? undefined : toId(active)}
      onKeyDown={press}
    >
      <div className={styles['rows']} role="presentation" style={{ height: `${list.getTotalSize()}px` }}>
        {shown.map(({ index, start }) => {
          const item = items[index];
          if (item === undefined) return null;
          return (
            // Keys are the list's, by aria-activedescendant; a row itself never holds the focus.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
            <div
              // By place: another list's items are written into the lines that stand there already.
              key={index}
              id={toId(item)}
              className={`${styles['row']} ${rowClass}`}
              role="option"
              aria-selected={isSelected(item)}
              aria-posinset={index + 1}
              aria-setsize={items.length}
              data-active={index === place}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => {
                onPlace(index);
                onOpen?.(item);
              }}
            >
              {children(item)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
