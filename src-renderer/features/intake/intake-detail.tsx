import { RotateCw, X } from 'lucide-react';
import type { Bridge } from '../../../contracts/ipc.ts';
import { Button } from '../../ui/button.tsx';
import { DeedPlace, Facts, Subject } from '../../ui/facts.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { ReasonForm } from '../../ui/reason-form.tsx';
import { Soft } from '../../ui/section.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { words } from '../../words/words.ts';
import type { IntakeRow, Queue } from './intake-rows.ts';

interface IntakeDetailProps {
  readonly queue: Queue;
  readonly row: IntakeRow;
  readonly ask: Bridge['ask'];
  /** Something was done, and what came of it: the lists are no longer true, and the line may have left them. */
  readonly onDone: (say: () => string) => void;
}

/** One line with what is known of it and the two things that can be done, each with its consequence written on it. */
export function IntakeDetail({ queue, row, ask, onDone }: IntakeDetailProps) {
  const { deed, run } = useDeed();
  const replay = () => {
    if (queue === 'messages')
      run(
        () => ask('message/replay', { message: row.id }),
        ({ state }) => onDone(() => words(`intake.replayed.${state}`)),
      );
    else
      run(
        () => ask('quarantine/retry', { line: row.id }),
        ({ filed, waiting }) => onDone(() => words('intake.retried', { filed, waiting })),
      );
  };
  const dismiss = (reason: string) => {
    const done = () => onDone(() => words('intake.dismissed', { what: row.what }));
    if (queue === 'messages') run(() => ask('message/dismiss', { message: row.id, reason }), done);
    else run(() => ask('quarantine/dismiss', { line: row.id, reason }), done);
  };
  return (
    <>
      <Subject title={row.what} why={row.why} />
      <Facts facts={row.facts} />
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      {row.replayable ? (
        <DeedPlace
          button={
            <Button
              look="primary"
              icon={<RotateCw size={16} aria-hidden />}
              isPending={deed.phase === 'busy'}
              onPress={replay}
            >
              {words('intake.replay')}
            </Button>
          }
          consequence={words(`intake.replay.${queue === 'images' ? 'images' : 'messages'}`)}
        />
      ) : row.dismissable ? (
        <Soft>{words('intake.not-replayable')}</Soft>
      ) : null}
      {row.dismissable ? (
        <ReasonForm
          open={words('intake.dismiss')}
          icon={<X size={16} aria-hidden />}
          consequence={words('intake.dismiss.consequence')}
          label={words('intake.dismiss.reason')}
          hint={words('intake.dismiss.hint')}
          confirm={words('intake.dismiss.confirm')}
          busy={deed.phase === 'busy'}
          onConfirm={dismiss}
        />
      ) : null}
    </>
  );
}
