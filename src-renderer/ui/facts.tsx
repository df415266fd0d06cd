import type { ReactNode } from 'react';
import styles from './facts.module.css';

/** What is known of one thing, label by label; a fact without a value is left out. */
export function Facts({ facts }: { facts: readonly { readonly label: string; readonly value: ReactNode }[] }) {
  const known = facts.filter(({ value }) => value !== null && value !== undefined && value !== '');
  return (
    <dl className={styles['facts']}>
      {known.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What is being decided, by its name, and the sentence that matters most about it. */
export function Subject({ title, why }: { title: string; why?: ReactNode }) {
  return (
    <>
      <h2 className={styles['subject']}>{title}</h2>
      {why === undefined ? null : <p className={styles['why']}>{why}</p>}
    </>
  );
}

/** What a deed brings about. */
export function Consequence({ children }: { children: ReactNode }) {
  return <p className={styles['consequence']}>{children}</p>;
}

/** One possible action with its consequence written under it. */
export function DeedPlace({ button, consequence }: { button: ReactNode; consequence: ReactNode }) {
  return (
    <div className={styles['deed']}>
      {button}
      <Consequence>{consequence}</Consequence>
    </div>
  );
}
