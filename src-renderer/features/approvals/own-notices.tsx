import { ShieldX } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { OwnNotice } from '../../../contracts/approval.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import { Button } from '../../ui/button.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { reportFault } from '../../ui/report-fault.ts';
import { useDeed } from '../../ui/use-deed.ts';
import { words } from '../../words/words.ts';
import styles from './own-notices.module.css';
import { toNotice } from './reissue-words.ts';

interface OwnNoticesProps {
  readonly bridge: Pick<Bridge, 'ask' | 'on'>;
  /** False while the hospital is not reached: nothing is asked, and again once it is. */
  readonly online: boolean;
  /** The helpdesk's telephone; null where it is not known. */
  readonly phone: string | null;
}

/**
 * What somebody asked for in the reader's name, over whatever is on the screen [R07]: at sign-in, and at once when the hospital says that
 * something changed. It goes when it was used, stopped, or laid aside until the next sign-in.
 */
export function OwnNotices({ bridge: { ask, on }, online, phone }: OwnNoticesProps) {
  const [known, setKnown] = useState<readonly OwnNotice[]>([]);
  const [aside, setAside] = useState<ReadonlySet<string>>(new Set());
  const [stopped, setStopped] = useState(false);
  const again = useCallback(() => {
    ask('notice/list', {})
      .then((result) => (result.ok ? setKnown(result.value) : undefined))
      .catch(reportFault);
  }, [ask]);
  useEffect(() => {
    if (online) again();
  }, [online, again]);
  useEffect(() => on('account/changed', again), [on, again]);
  const notices = known.filter((one) => !aside.has(toKey(one)));
  if (notices.length === 0 && !stopped) return null;
  return (
    <section className={styles['notices']} aria-label={words('notice.title')}>
      {stopped ? (
        <Notice
          tone="good"
          actions={
            <Button size="small" look="quiet" onPress={() => setStopped(false)}>
              {words('notice.close')}
            </Button>
          }
        >
          {words('notice.contested')}
        </Notice>
      ) : null}
      {notices.map((one) =>
        one.contestedBy === null ? (
          <One
            key={toKey(one)}
            notice={one}
            phone={phone}
            ask={ask}
            onAside={() => setAside(new Set([...aside, toKey(one)]))}
            onStopped={() => {
              setStopped(true);
              again();
            }}
          />
        ) : (
          <Contested key={toKey(one)} notice={one} onSeen={() => setAside(new Set([...aside, toKey(one)]))} />
        ),
      )}
    </section>
  );
}

/** What changed about a request is said again. */
function toKey({ id, approvedAt, usedAt }: OwnNotice): string {
  return [id, approvedAt, usedAt].join('/');
}

interface OneProps {
  readonly notice: OwnNotice;
  readonly phone: string | null;
  readonly ask: Bridge['ask'];
  readonly onAside: () => void;
  readonly onStopped: () => void;
}

/** For the Director: somebody stopped what was asked in their name. */
function Contested({ notice, onSeen }: { notice: OwnNotice; onSeen: () => void }) {
  return (
    <Notice
      tone="alarm"
      title={toNotice(notice)}
      actions={
        <Button size="small" look="quiet" onPress={onSeen}>
          {words('notice.seen')}
        </Button>
      }
    >
      <p>{words('notice.contested-by.next')}</p>
    </Notice>
  );
}

function One({ notice, phone, ask, onAside, onStopped }: OneProps) {
  const { deed, run } = useDeed();
  const [sure, setSure] = useState(false);
  return (
    <Notice
      tone="warning"
      isUrgent
      title={toNotice(notice)}
      actions={
        <>
          <Button
            size="small"
            look={sure ? 'alarm' : 'plain'}
            icon={<ShieldX size={16} aria-hidden />}
            isPending={deed.phase === 'busy'}
            onPress={() => (sure ? run(() => ask('notice/contest', { reissue: notice.id }), onStopped) : setSure(true))}
          >
            {words(sure ? 'notice.contest.confirm' : 'notice.contest')}
          </Button>
          <Button size="small" look="quiet" onPress={sure ? () => setSure(false) : onAside}>
            {words(sure ? 'section.cancel' : 'notice.later')}
          </Button>
        </>
      }
    >
      <p>{sure || phone === null ? words('notice.contest.consequence') : words('notice.call', { phone })}</p>
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
    </Notice>
  );
}
