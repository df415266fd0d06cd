import type { ReactNode } from 'react';
import styles from './panel.module.css';

interface PanelProps {
  readonly title: string;
  readonly text?: string;
  /** Stands at the right of the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** One sheet in the middle of its place, with a title: never above another one. */
export function Panel({ title, text, actions, children }: PanelProps) {
  return (
    <div className={styles['floor']}>
      <section className={styles['panel']} aria-label={title}>
        <div className={styles['head']}>
          <h1 className={styles['title']}>{title}</h1>
          {actions}
        </div>
        {text === undefined ? null : <p className={styles['text']}>{text}</p>}
        {children}
      </section>
    </div>
  );
}
