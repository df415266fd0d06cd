import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Failure, FailureCode } from '../../contracts/failure.ts';
import { readFailureSentence } from '../words/failure-sentence.ts';
import { words } from '../words/words.ts';
import styles from './notice.module.css';

const icons = { info: Info, good: CircleCheck, warning: TriangleAlert, alarm: CircleAlert } as const;

interface NoticeProps {
  readonly tone?: keyof typeof icons;
  /** Read aloud at once. */
  readonly isUrgent?: boolean;
  readonly title?: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** Something to know, in the place it is about. What is urgent is read aloud at once, the rest when the reader is free. */
export function Notice({ tone = 'info', isUrgent = tone === 'alarm', title, children, actions }: NoticeProps) {
  const Icon = icons[tone];
  return (
    <div className={`${styles['notice']} ${styles[tone] ?? ''}`} role={isUrgent ? 'alert' : 'status'}>
      <Icon size={20} aria-hidden />
      <div className={styles['words']}>
        {title === undefined ? null : <p className={styles['title']}>{title}</p>}
        {children}
        {actions === undefined ? null : <div className={styles['actions']}>{actions}</div>}
      </div>
    </div>
  );
}

/** Nobody refused anything: something does not work. Red is kept for refusals and abnormal results. */
const technical: ReadonlySet<FailureCode> = new Set([
  'bug',
  'not-found',
  'conflict',
  'offline',
  'server-unavailable',
  'clock-wrong',
  'disk-full',
  'keychain-absent',
  'keychain-locked',
  'keychain-timeout',
  'document-unreadable',
  'resource-invalid',
  'not-copied-yet',
  'trace-unavailable',
  'vault-locked',
  'vault-damaged',
  'printer-absent',
  'print-failed',
]);

/** What failed, where its content would be: what happened, what to do next, and the incident number. */
export function FailureNotice({ failure, title, actions }: { failure: Failure; title?: string; actions?: ReactNode }) {
  const { what, next } = readFailureSentence(failure.code);
  return (
    <Notice
      tone={failure.code === 'not-copied-yet' ? 'info' : technical.has(failure.code) ? 'warning' : 'alarm'}
      isUrgent={failure.code !== 'not-copied-yet'}
      title={title ?? what}
      actions={actions}
    >
      {title === undefined ? null : <p>{what}</p>}
      <p>{next}</p>
      {failure.incident === '' ? null : (
        <p className={styles['incident']}>{words('failure.incident', { incident: failure.incident })}</p>
      )}
    </Notice>
  );
}
