import { RotateCw, X } from 'lucide-react';
import { useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { words } from '../../words/words.ts';
import styles from './intake.module.css';
import type { IntakeRow, Queue } from './intake-rows.ts';

interface IntakeDetailProps {
  readonly queue: Queue;
  readonly row: IntakeRow;
  readonly ask: Bridge['ask'];
  /** Something was done: the lists are no longer true. */
  readonly onChanged: () => void;
}

/** One line with what is known of it and the two things that can be done, each with its consequence written on it. */
export function IntakeDetail({ queue, row, ask, onChanged }: IntakeDetailProps) {
  const { deed, run } = useDeed();
  const [reason, setReason] = useState<string | null>(null);
  const [again, setAgain] = useState<string | null>(null);
  const replay = () => {
    const done = (said: string) => {
      setAgain(said);
      onChanged();
    };
    if (queue === 'messages')
      run(
        () => ask('message/replay', { message: row.id }),
        ({ state }) => done(words(`intake.replayed.${state}`)),
      );
    else
      run(
        () => ask('quarantine/retry', { line: row.id }),
        ({ filed, waiting }) => done(words('intake.retried', { filed, waiting })),
      );
  };
  const dismiss = () => {
    if (reason === null || reason.trim().length < 3) return;
    if (queue === 'messages') run(() => ask('message/dismiss', { message: row.id, reason }), onChanged);
    else run(() => ask('quarantine/dismiss', { line: row.id, reason }), onChanged);
  };
  return (
    <>
      <h2 className={styles['subject']}>{row.what}</h2>
      <p className={styles['why']}>{row.why}</p>
      <dl className={styles['facts']}>
        {row.facts.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {again === null ? null : <Notice tone="info">{again}</Notice>}
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      {row.replayable ? (
        <div className={styles['deed']}>
          <Button
            look="primary"
            icon={<RotateCw size={16} aria-hidden />}
            isPending={deed.phase === 'busy'}
            onPress={replay}
          >
            {words('intake.replay')}
          </Button>
          <p className={styles['soft']}>{words(`intake.replay.${queue === 'images' ? 'images' : 'messages'}`)}</p>
        </div>
      ) : row.dismissable ? (
        <p className={styles['soft']}>{words('intake.not-replayable')}</p>
      ) : null}
      {row.dismissable && reason === null ? (
        <div className={styles['deed']}>
          <Button icon={<X size={16} aria-hidden />} onPress={() => setReason('')}>
            {words('intake.dismiss')}
          </Button>
          <p className={styles['soft']}>{words('intake.dismiss.consequence')}</p>
        </div>
      ) : null}
      {reason === null ? null : (
        <form
          className={styles['deed']}
          onSubmit={(event) => {
            event.preventDefault();
            dismiss();
          }}
        >
          <TextField
            label={words('intake.dismiss.reason')}
            hint={words('intake.dismiss.hint')}
            value={reason}
            onChange={setReason}
            maxLength={400}
            autoFocus
          />
          <div className={styles['buttons']}>
            <Button type="submit" look="alarm" isPending={deed.phase === 'busy'} isDisabled={reason.trim().length < 3}>
              {words('intake.dismiss.confirm')}
            </Button>
            <Button look="quiet" onPress={() => setReason(null)}>
              {words('intake.dismiss.cancel')}
            </Button>
          </div>
        </form>
      )}
    </>
  );
}
