import type { ReactNode } from 'react';
import { Menu as AriaMenu, Popover as AriaPopover, MenuItem, MenuTrigger } from 'react-aria-components';
import { Kbd } from './kbd.tsx';
import styles from './popover.module.css';

/** One deed of a menu. */
export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly icon: ReactNode;
  readonly keys?: string;
  /** A second line that says more of it. */
  readonly note?: string;
  readonly act: () => void;
}

/** A short list of deeds behind one button. */
export function Menu({
  label,
  trigger,
  entries,
  last,
}: {
  label: string;
  trigger: ReactNode;
  entries: readonly MenuEntry[];
  /** An item that is no deed, such as one that opens a list of its own. */
  last?: ReactNode;
}) {
  return (
    <MenuTrigger>
      {trigger}
      <AriaPopover className={styles['popover'] ?? ''} placement="bottom end">
        <AriaMenu className={styles['menu'] ?? ''} aria-label={label}>
          {entries.map((entry) => (
            <MenuItem
              key={entry.id}
              id={entry.id}
              textValue={entry.label}
              className={styles['item'] ?? ''}
              onAction={entry.act}
            >
              {entry.icon}
              <span>
                {entry.label}
                {entry.note === undefined ? null : <small className={styles['note']}>{entry.note}</small>}
              </span>
              {entry.keys === undefined ? null : <Kbd>{entry.keys}</Kbd>}
            </MenuItem>
          ))}
          {last}
        </AriaMenu>
      </AriaPopover>
    </MenuTrigger>
  );
}
