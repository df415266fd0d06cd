import { CheckCheck, CircleSlash, Download, MailCheck, Printer, ShieldAlert, UserX } from 'lucide-react';
import { useState } from 'react';
import type { DisputeDecision, DisputeDetail } from '../../../contracts/dispute.ts';
import type { Result } from '../../../contracts/failure.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import { Button } from '../../ui/button.tsx';
import { DeedPlace } from '../../ui/facts.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { ReasonForm } from '../../ui/reason-form.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { words } from '../../words/words.ts';
import { DayForm } from './day-form.tsx';

interface DisputeDeedsProps {
  readonly detail: DisputeDetail;
  readonly ask: Bridge['ask'];
  readonly now: Date;
  readonly onChanged: () => void;
}

/** What may be done now, the next step first; each with its consequence. */
export function DisputeDeeds({ detail, ask, now, onChanged }: DisputeDeedsProps) {
  const { id: dispute, state, link, scope, printedAt, delayDays, openedAt } = detail.dispute;
  const { deed, run } = useDeed();
  const [saved, setSaved] = useState<string | null>(null);
  const [printed, setPrinted] = useState(false);
  const busy = deed.phase === 'busy';
  const act = (work: () => Promise<Result<unknown>>) => run(work, onChanged);
  const isOpen = state === 'opened' || state === 'claimed' || state === 'received';
  return (
    <>
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      {isOpen && state !== 'received' ? (
        <DeedPlace
          button={
            <Button
              look={printedAt === null ? 'primary' : 'plain'}
              icon={<Printer size={16} aria-hidden />}
              isPending={busy}
              onPress={() => act(() => ask('dispute/letter', { dispute }))}
            >
              {words(printedAt === null ? 'dispute.print' : 'dispute.print.again')}
            </Button>
          }
          consequence={words('dispute.print.consequence')}
        />
      ) : null}
      {state === 'opened' && printedAt !== null ? (
        <DayForm
          name="sent"
          now={now}
          from={openedAt}
          icon={<MailCheck size={16} aria-hidden />}
          look="primary"
          consequence={words('dispute.sent.consequence', { count: delayDays })}
          busy={busy}
          onConfirm={(sentOn) => act(() => ask('dispute/sent', { dispute, sentOn }))}
        />
      ) : null}
      {state === 'opened' || state === 'claimed' ? (
        <DayForm
          name="received"
          now={now}
          from={openedAt}
          icon={<MailCheck size={16} aria-hidden />}
          look={state === 'claimed' ? 'primary' : 'plain'}
          consequence={words('dispute.received.consequence')}
          busy={busy}
          onConfirm={(receivedOn) => act(() => ask('dispute/received', { dispute, receivedOn }))}
        />
      ) : null}
      {detail.scans.length === 0 ? null : (
        <DeedPlace
          button={
            <Button
              icon={<Printer size={16} aria-hidden />}
              isPending={busy}
              onPress={() =>
                run(
                  () => ask('dispute/scan', { dispute }),
                  () => setPrinted(true),
                )
              }
            >
              {words('dispute.scan.print')}
            </Button>
          }
          consequence={words('dispute.scan.print.consequence')}
        />
      )}
      {printed ? <Notice tone="good">{words('dispute.scan.printed')}</Notice> : null}
      {isOpen ? (
        <Decisions
          detail={detail}
          busy={busy}
          onDecide={(decision, reason) => act(() => ask('dispute/decide', { dispute, decision, reason }))}
        />
      ) : null}
      {isOpen && scope === 'link' ? (
        <ReasonForm
          open={words('dispute.widen')}
          icon={<ShieldAlert size={16} aria-hidden />}
          consequence={words('dispute.widen.consequence', { count: detail.activeLinks })}
          label={words('dispute.reason.widen')}
          hint={words('dispute.reason.hint')}
          confirm={words('dispute.widen')}
          busy={busy}
          onConfirm={(reason) => act(() => ask('dispute/widen', { dispute, reason }))}
        />
      ) : null}
      {link === null ? null : (
        <DeedPlace
          button={
            <Button
              icon={<Download size={16} aria-hidden />}
              isPending={busy}
              onPress={() =>
                run(
                  () => ask('evidence/make', { link: link.id }),
                  ({ saved: name }) => setSaved(name),
                )
              }
            >
              {words('dispute.evidence')}
            </Button>
          }
          consequence={words('dispute.evidence.consequence')}
        />
      )}
      {saved === null ? null : <Notice tone="good">{words('dispute.evidence.saved', { name: saved })}</Notice>}
    </>
  );
}

interface DecisionsProps {
  readonly detail: DisputeDetail;
  readonly busy: boolean;
  readonly onDecide: (decision: DisputeDecision, reason: string) => void;
}

/** Everything as before, this access ended, or every link ended. */
function Decisions({ detail: { dispute, activeLinks, otherGrounds }, busy, onDecide }: DecisionsProps) {
  const icons = { reinstate: CheckCheck, 'end-link': CircleSlash, 'end-physician': UserX } as const;
  const consequences = {
    reinstate:
      otherGrounds === 0
        ? words('dispute.reinstate.consequence')
        : words('dispute.reinstate.other', { count: otherGrounds }),
    'end-link': words('dispute.end-link.consequence'),
    'end-physician': words('dispute.end-physician.consequence', { count: activeLinks }),
  } as const;
  const decisions = (['reinstate', 'end-link', 'end-physician'] as const).filter(
    (one) => one !== 'end-link' || dispute.link !== null,
  );
  return decisions.map((decision) => {
    const Icon = icons[decision];
    return (
      <ReasonForm
        key={decision}
        open={words(`dispute.${decision}`)}
        icon={<Icon size={16} aria-hidden />}
        consequence={consequences[decision]}
        label={words('dispute.reason')}
        hint={words('dispute.reason.hint')}
        confirm={words(`dispute.${decision}`)}
        look={decision === 'reinstate' ? 'primary' : 'alarm'}
        busy={busy}
        onConfirm={(reason) => onDecide(decision, reason)}
      />
    );
  });
}
