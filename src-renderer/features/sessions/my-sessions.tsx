import { LogOut } from 'lucide-react';
import { useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { MySession } from '../../../contracts/my-session.ts';
import { Button } from '../../ui/button.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { useReading } from '../../ui/reading.ts';
import { ReadingGate, Soft } from '../../ui/section.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { formatSince } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import styles from './my-sessions.module.css';

interface MySessionsProps {
  readonly ask: Bridge['ask'];
  readonly now: Date;
  readonly onClose: () => void;
}

/** Where one is signed in, beside the work and not over it: any other session ends at one press [R07]. */
export function MySessions({ ask, now, onClose }: MySessionsProps) {
  const { reading, again } = useReading(() => ask('my-session/list', {}));
  const { deed, run } = useDeed();
  const [ended, setEnded] = useState<MySession | null>(null);
  const end = (session: MySession) => {
    setEnded(null);
    run(
      () => ask('my-session/end', { session: session.id }).finally(again),
      () => setEnded(session),
    );
  };
  return (
    <SidePanel title={words('sessions.title')} close={words('sessions.close')} size="medium" onClose={onClose}>
      <Soft>{words('sessions.text')}</Soft>
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      {ended === null ? null : <Notice tone="good">{words('sessions.ended', { pc: ended.pc })}</Notice>}
      <ReadingGate reading={reading} again={again} loading={words('sessions.loading')}>
        {({ value, freshness }) => (
          <>
            <Rows sessions={value} now={now} busy={deed.phase === 'busy'} onEnd={end} />
            <Soft>{words(value.length > 1 ? 'sessions.unknown' : 'sessions.alone')}</Soft>
            {freshness}
          </>
        )}
      </ReadingGate>
    </SidePanel>
  );
}

interface RowsProps {
  readonly sessions: readonly MySession[];
  readonly now: Date;
  readonly busy: boolean;
  readonly onEnd: (session: MySession) => void;
}

function Rows({ sessions, now, busy, onEnd }: RowsProps) {
  return (
    <ul className={styles['rows']}>
      {sessions.map((session) => {
        const start = formatSince(session.startedAt, now);
        return (
          <li key={session.id} className={styles['row']}>
            <p className={styles['pc']}>
              <span>{session.pc}</span>
              {session.thisOne ? <span className={styles['this']}>{words('sessions.this')}</span> : null}
            </p>
            <Soft>
              {words('sessions.times', {
                start,
                seen: formatSince(session.seenAt, now),
                end: formatSince(session.endsAt, now),
              })}
            </Soft>
            {session.thisOne ? null : (
              <Button
                size="small"
                icon={<LogOut size={16} aria-hidden />}
                aria-label={words('sessions.end.label', { pc: session.pc, start })}
                isPending={busy}
                onPress={() => onEnd(session)}
              >
                {words('sessions.end')}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
