import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  /** True where nothing above it bears a title. */
  readonly isTop?: boolean;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** A place with nothing in it yet: says what will come there and the next gesture. */
export function EmptyState({ icon, title, isTop = false, children, actions }: EmptyStateProps) {
  const Title = isTop ? 'h1' : 'h2';
  return (
    <div className={styles['empty']} data-empty>
      {icon}
      <Title className={styles['title']}>{title}</Title>
      {children === undefined ? null : <p className={styles['text']}>{children}</p>}
      {actions === undefined ? null : <div className={styles['actions']}>{actions}</div>}
    </div>
  );
}
