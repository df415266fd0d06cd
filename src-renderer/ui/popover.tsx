import type { ReactNode } from 'react';
import { Popover as AriaPopover, Dialog, DialogTrigger } from 'react-aria-components';
import styles from './popover.module.css';

/** A small sheet that one click opens beside its button and Escape closes. */
export function Popover({
  label,
  trigger,
  placement = 'bottom end',
  children,
}: {
  label: string;
  trigger: ReactNode;
  placement?: 'bottom end' | 'bottom start';
  children: ReactNode;
}) {
  return (
    <DialogTrigger>
      {trigger}
      <AriaPopover className={styles['popover'] ?? ''} placement={placement}>
        <Dialog className={styles['dialog'] ?? ''} aria-label={label}>
          {children}
        </Dialog>
      </AriaPopover>
    </DialogTrigger>
  );
}
