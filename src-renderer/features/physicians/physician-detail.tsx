import { CheckCheck, ShieldAlert, UserX } from 'lucide-react';
import { useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { PhysicianDetail as Detail, PhysicianLine } from '../../../contracts/physician.ts';
import { Facts, Subject } from '../../ui/facts.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { Reach } from '../../ui/reach.tsx';
import { toReachByPc } from '../../ui/reach-by-pc.ts';
import { ReasonForm } from '../../ui/reason-form.tsx';
import { useReading } from '../../ui/reading.ts';
import { ReadingGate } from '../../ui/section.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { formatMoment } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { PhysicianLinks } from './physician-links.tsx';
import { formatNihdi, toStateWord } from './physician-words.ts';
import styles from './physicians.module.css';

interface PhysicianDetailProps {
  readonly physician: PhysicianLine;
  readonly ask: Bridge['ask'];
  readonly now: Date;
  readonly onChanged: () => void;
}

/** One physician: why suspended, what may be done with its consequences, and the signed links. */
export function PhysicianDetail({ physician, ask, now, onChanged }: PhysicianDetailProps) {
  const person = physician.id;
  // Each look is an entry of the trace: it is repeated only while a PC has still to be reached.
  const [isLive, setLive] = useState(false);
  const read = async () => {
    const result = await ask('physician/read', { person });
    if (result.ok) setLive(result.value.copies.some(({ standing }) => standing === 'awaited'));
    return result;
  };
  const { reading, again } = useReading(read, person, { once: !isLive });
  const changed = () => {
    again();
    onChanged();
  };
  return (
    <ReadingGate reading={reading} again={again} loading={words('physician.reading')}>
      {({ value }) => (
        <>
          <Subject title={physician.name} why={toStateWord(physician)} />
          <Standing detail={value} />
          <Facts
            facts={[
              { label: words('physician.fact.nihdi'), value: formatNihdi(physician.nihdi) },
              { label: words('physician.fact.links'), value: physician.links },
              {
                label: words('physician.fact.last'),
                value: physician.lastLook === null ? words('physician.never') : formatMoment(physician.lastLook),
              },
              { label: words('physician.fact.pcs'), value: physician.pcs },
              { label: words('physician.fact.sessions'), value: physician.sessions },
            ]}
          />
          <Reach copies={toReachByPc(value.copies)} now={now} />
          <Deeds physician={physician} detail={value} ask={ask} now={now} onChanged={changed} />
          <PhysicianLinks detail={value} ask={ask} onChanged={changed} />
          <Past detail={value} />
        </>
      )}
    </ReadingGate>
  );
}

/** Why this physician reads nothing now, ground by ground. */
function Standing({ detail: { suspensions } }: { detail: Detail }) {
  return suspensions
    .filter(({ liftedAt }) => liftedAt === null)
    .map(({ since, by, reason, dispute }) => (
      <Notice key={since} tone="warning">
        <p>
          {dispute === null
            ? words('physician.suspended-by', { moment: formatMoment(since), by })
            : words('physician.suspended-dispute', { moment: formatMoment(since) })}
        </p>
        {reason === null ? null : <p>{words('physician.suspended-why', { reason })}</p>}
      </Notice>
    ));
}

interface DeedsProps extends PhysicianDetailProps {
  readonly detail: Detail;
}

function Deeds({ physician: { id: person, links, sessions }, detail, ask, onChanged }: DeedsProps) {
  const { deed, run } = useDeed();
  const busy = deed.phase === 'busy';
  const grounds = detail.suspensions.filter(({ liftedAt }) => liftedAt === null);
  const isSuspended = grounds.some(({ dispute }) => dispute === null);
  const suspend = (suspended: boolean) => (reason: string) =>
    run(() => ask('physician/suspend', { person, suspended, reason }), onChanged);
  return (
    <>
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      {isSuspended ? (
        <ReasonForm
          key="reinstate"
          open={words('physician.reinstate')}
          icon={<CheckCheck size={16} aria-hidden />}
          consequence={words(grounds.length > 1 ? 'physician.reinstate.dispute' : 'physician.reinstate.consequence')}
          label={words('physician.reinstate.reason')}
          hint={words('physician.reason.hint')}
          confirm={words('physician.reinstate')}
          look="primary"
          busy={busy}
          onConfirm={suspend(false)}
        />
      ) : (
        <ReasonForm
          key="suspend"
          open={words('physician.suspend')}
          icon={<UserX size={16} aria-hidden />}
          consequence={words('physician.suspend.consequence', { links, sessions })}
          label={words('physician.suspend.reason')}
          hint={words('physician.reason.hint')}
          confirm={words('physician.suspend')}
          busy={busy}
          onConfirm={suspend(true)}
        />
      )}
      <ReasonForm
        key={`dispute-${grounds.length}`}
        open={words('physician.dispute')}
        icon={<ShieldAlert size={16} aria-hidden />}
        consequence={words('physician.dispute.consequence', { count: detail.setting.delayDays })}
        label={words('physician.dispute.reason')}
        hint={words('physician.reason.hint')}
        confirm={words('physician.dispute')}
        busy={busy}
        onConfirm={(reason) => run(() => ask('dispute/open', { link: null, person, reason }), onChanged)}
      />
    </>
  );
}

function Past({ detail: { suspensions } }: { detail: Detail }) {
  const past = suspensions.filter(({ liftedAt }) => liftedAt !== null);
  if (past.length === 0) return null;
  return (
    <section aria-label={words('physician.history')}>
      <h3 className={styles['heading']}>{words('physician.history')}</h3>
      <ul className={styles['lines']}>
        {past.map(({ since, liftedAt, reason, liftReason }) => (
          <li key={since}>
            <span>
              {words('physician.history.line', { since: formatMoment(since), lifted: formatMoment(liftedAt ?? '') })}
            </span>
            {[reason, liftReason].map((note, index) =>
              note === null ? null : (
                // Two notes at most, always in this order.
                <q key={index === 0 ? 'since' : 'lifted'} className={styles['soft']}>
                  {note}
                </q>
              ),
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
