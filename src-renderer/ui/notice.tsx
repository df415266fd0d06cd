import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Failure, FailureCode } from '../../contracts/failure.ts';
import { refusals } from '../../contracts/refusal.ts';
import { readFailureSentence } from '../words/failure-sentence.ts';
import { words } from '../words/words.ts';
import { Button } from './button.tsx';
import styles from './notice.module.css';
import { OpeningLine } from './opening-line.tsx';
import { sayHours } from './opening-week.ts';
import { useReader } from './reader.ts';

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
  'link-state-conflict',
  'document-unreadable',
  'pacs-unavailable',
  'resource-invalid',
  'not-copied-yet',
  'trace-unavailable',
  'vault-locked',
  'vault-damaged',
  'printer-absent',
  'print-failed',
]);

interface FailureNoticeProps {
  readonly failure: Failure;
  readonly title?: string;
  readonly actions?: ReactNode;
  /** Asks again what was refused; its button stands only where asking again is the next step. */
  readonly retry?: { readonly label: string; readonly onPress: () => void };
}

/** What failed, where its content would be: what happened, what to do next and whom to call, and the incident number. */
export function FailureNotice({ failure, title, actions, retry }: FailureNoticeProps) {
  const { role } = useReader();
  const { what, next } = readFailureSentence(failure.code, role);
  const mayRetry = retry !== undefined && refusals[failure.code].deed === 'retry';
  return (
    <Notice
      tone={failure.code === 'not-copied-yet' ? 'info' : technical.has(failure.code) ? 'warning' : 'alarm'}
      isUrgent={failure.code !== 'not-copied-yet'}
      title={title ?? what}
      actions={
        mayRetry ? (
          <>
            <Button onPress={retry.onPress}>{retry.label}</Button>
            {actions}
          </>
        ) : (
          actions
        )
      }
    >
      {title === undefined ? null : <p>{what}</p>}
      <p>{next}</p>
      <WhomToCall code={failure.code} />
      {failure.incident === '' || refusals[failure.code].deed === 'wait' ? null : (
        <p className={styles['incident']}>{words('failure.incident', { incident: failure.incident })}</p>
      )}
    </Notice>
  );
}

/** Name and telephone number of whom the sentence says to call; whoever that is calls the IT department. */
function WhomToCall({ code }: { code: FailureCode }) {
  const { role, hospital } = useReader();
  const { call } = refusals[code];
  if (hospital === null || call === null) return null;
  if (call === 'director')
    return role === 'director' ? null : (
      <p className={styles['call']}>{words('failure.call-director', { name: hospital.director })}</p>
    );
  const service = role === 'helpdesk' ? hospital.itDepartment : hospital.helpdesk;
  const { name, phone } = service;
  return (
    <p className={styles['call']}>
      {words('failure.call', { name, phone: phone.replaceAll(' ', '\u00a0') })}
      <span className={styles['hours']}>
        {' '}
        {sayHours(service)} <OpeningLine service={service} />
      </span>
    </p>
  );
}
