import { Pause, Play, Send, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { ReleaseLine } from '../../../contracts/updates.ts';
import { Button } from '../../ui/button.tsx';
import { DeedForm } from '../../ui/deed-form.tsx';
import { DeedPlace } from '../../ui/facts.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { words } from '../../words/words.ts';
import { PushForm } from './push-form.tsx';
import type { ReleaseList } from './read-releases.ts';
import { toReach } from './release-words.ts';
import styles from './releases.module.css';

interface ReleaseDeedsProps {
  readonly release: ReleaseLine;
  readonly list: ReleaseList;
  readonly ask: Bridge['ask'];
  readonly now: Date;
  readonly onChanged: () => void;
}

/** What can be done with a release: push it, halt it and let it go on by one click, and withdraw it, which is asked once. */
export function ReleaseDeeds({ release, list, ask, now, onChanged }: ReleaseDeedsProps) {
  const { deed, run } = useDeed();
  const [open, setOpen] = useState<'push' | 'withdraw' | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const { standing, version } = release;
  const counter = String(release.counter);
  const isBusy = deed.phase === 'busy';
  const done = (what: string | null) => () => {
    setOpen(null);
    setSaid(what);
    onChanged();
  };
  if (standing === 'withdrawn') return <Notice tone="warning">{words('release.withdrawn.next', { version })}</Notice>;
  if (standing === 'expired') return <Notice tone="info">{words('release.expired.next')}</Notice>;
  return (
    <div className={styles['deeds']}>
      {said === null ? null : <Notice tone="good">{said}</Notice>}
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      {open === 'push' ? (
        <PushForm
          release={release}
          list={list}
          now={now}
          busy={isBusy}
          onCancel={() => setOpen(null)}
          onPush={(rollout) =>
            run(
              () => ask('release/push', { counter, ...rollout }),
              done(standing === 'paused' ? words('release.push.paused') : toReach(rollout, list)),
            )
          }
        />
      ) : open === 'withdraw' ? (
        <DeedForm
          consequence={words('release.withdraw.consequence', { version })}
          confirm={words('release.withdraw.confirm')}
          look="alarm"
          busy={isBusy}
          onConfirm={() => run(() => ask('release/withdraw', { counter }), done(null))}
          onCancel={() => setOpen(null)}
        />
      ) : (
        <>
          {standing === 'paused' ? (
            <DeedPlace
              button={
                <Button
                  look="primary"
                  icon={<Play size={16} aria-hidden />}
                  isPending={isBusy}
                  onPress={() => run(() => ask('release/pause', { counter, paused: false }), done(null))}
                >
                  {words('release.resume')}
                </Button>
              }
              consequence={words('release.resume.consequence')}
            />
          ) : null}
          <DeedPlace
            button={
              <Button
                look={standing === 'waiting' ? 'primary' : 'plain'}
                icon={<Send size={16} aria-hidden />}
                onPress={() => setOpen('push')}
              >
                {words(standing === 'waiting' ? 'release.push' : 'release.push.change')}
              </Button>
            }
            consequence={words(standing === 'waiting' ? 'release.push.consequence' : 'release.push.change.consequence')}
          />
          {standing === 'pushed' ? (
            <DeedPlace
              button={
                <Button
                  icon={<Pause size={16} aria-hidden />}
                  isPending={isBusy}
                  onPress={() => run(() => ask('release/pause', { counter, paused: true }), done(null))}
                >
                  {words('release.pause')}
                </Button>
              }
              consequence={words('release.pause.consequence')}
            />
          ) : null}
          <div>
            <Button icon={<Undo2 size={16} aria-hidden />} onPress={() => setOpen('withdraw')}>
              {words('release.withdraw')}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
