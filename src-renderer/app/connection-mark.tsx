import type { Connection } from '../../contracts/app-state.ts';
import { Button } from '../ui/button.tsx';
import { CheckConnectionButton } from '../ui/check-connection.tsx';
import { Popover } from '../ui/popover.tsx';
import { useReader } from '../ui/reader.ts';
import { readFailureSentence } from '../words/failure-sentence.ts';
import { formatSince } from '../words/format.ts';
import { words } from '../words/words.ts';
import styles from './connection-mark.module.css';

/** Whether the hospital is reached, in a word and a shape; the reason is one click away. */
export function ConnectionMark({ connection, now }: { connection: Connection; now: Date }) {
  const label = words(`connection.${connection.state}`);
  return (
    <Popover
      label={words('connection.label', { state: label })}
      trigger={
        <Button
          look="quiet"
          aria-label={words('connection.label', { state: label })}
          icon={<span className={`${styles['dot']} ${styles[connection.state] ?? ''}`} aria-hidden />}
        >
          {label}
        </Button>
      }
    >
      <div className={styles['words']} role="status">
        {connection.state === 'offline' ? <Offline connection={connection} now={now} /> : <p>{label}</p>}
      </div>
      <CheckConnectionButton closes />
    </Popover>
  );
}

function Offline({ connection, now }: { connection: Extract<Connection, { state: 'offline' }>; now: Date }) {
  const { role } = useReader();
  const { what, next } = readFailureSentence(connection.reason, role);
  return (
    <>
      <p>
        <b>{words('connection.offline-since', { since: formatSince(connection.since, now) })}</b>
      </p>
      <p>{what}</p>
      <p>{next}</p>
      {role === 'physician' ? <p>{words('connection.offline-help')}</p> : null}
    </>
  );
}
