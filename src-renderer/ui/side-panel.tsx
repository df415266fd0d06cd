import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import styles from './side-panel.module.css';

interface SidePanelProps {
  readonly title: string;
  /** What its close button says. */
  readonly close: string;
  readonly size: 'small' | 'medium' | 'large';
  /** Can be read on the locked screen too. */
  readonly overLock?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A panel beside the work and not over all of it: its close button has the focus, Escape closes it alone. */
export function SidePanel({ title, close, size, overLock = false, onClose, children }: SidePanelProps) {
  return (
    <aside
      className={styles['panel']}
      data-size={size}
      data-over-lock={overLock}
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <div className={styles['head']}>
        <h2>{title}</h2>
        <Button look="quiet" size="small" icon={<X aria-hidden />} onPress={onClose} autoFocus>
          {close}
        </Button>
      </div>
      {children}
    </aside>
  );
}
