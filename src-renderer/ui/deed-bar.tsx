import { Ellipsis } from 'lucide-react';
import { useRef } from 'react';
import { Button } from './button.tsx';
import styles from './deed-bar.module.css';
import { Menu, type MenuEntry } from './menu.tsx';
import { useFolded } from './use-folded.ts';

/** A deed that stands as a button while there is room for it, else as a line of the menu at the end of its bar. */
export interface Deed extends MenuEntry {
  /** Its deed is under way. */
  readonly isPending?: boolean;
}

interface DeedBarProps {
  /** In the order in which they keep their place. */
  readonly deeds: readonly Deed[];
  /** What stands in the menu only. */
  readonly rest?: readonly MenuEntry[];
  /** The name of the menu. */
  readonly more: string;
}

/** One line of deeds, icon and word; what does not fit stands in the menu behind it, in every language and at every zoom. */
export function DeedBar({ deeds, rest = [], more }: DeedBarProps) {
  const row = useRef<HTMLDivElement>(null);
  const fitting = useFolded(
    row,
    deeds.map(({ id }) => id),
  );
  const entries = [...deeds.slice(fitting), ...rest];
  return (
    <div className={styles['bar']}>
      <div ref={row} className={styles['row']}>
        {deeds.map(({ id, label, icon, keys, act, isPending = false }, place) => (
          <span key={id} className={styles['item']} data-folded={place >= fitting}>
            <Button look="quiet" size="small" icon={icon} isPending={isPending} onPress={act} {...toShortcut(keys)}>
              {label}
            </Button>
          </span>
        ))}
      </div>
      {entries.length === 0 ? null : (
        <Menu
          label={more}
          trigger={
            <Button look="quiet" size="small" icon={<Ellipsis aria-hidden />}>
              {more}
            </Button>
          }
          entries={entries}
        />
      )}
    </div>
  );
}

/** A key as a screen reader names it. */
function toShortcut(keys: string | undefined): { 'aria-keyshortcuts'?: string } {
  return keys === undefined ? {} : { 'aria-keyshortcuts': keys.replace(/^Ctrl /, 'Control+') };
}
