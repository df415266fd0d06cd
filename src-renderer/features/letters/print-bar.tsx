import { Printer } from 'lucide-react';
import { useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import { LARGEST_BATCH, type PatientLetter } from '../../../contracts/letter.ts';
import { Button } from '../../ui/button.tsx';
import { DeedPlace } from '../../ui/facts.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { Soft } from '../../ui/section.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { words } from '../../words/words.ts';
import styles from './letters.module.css';

interface PrintBarProps {
  readonly letters: readonly PatientLetter[];
  readonly ticked: ReadonlySet<string>;
  readonly ask: Bridge['ask'];
  readonly onTickAll: (ticked: boolean) => void;
  readonly onPrinted: () => void;
  readonly onSee: () => void;
}

/** Prints what is ticked as one batch; says what came of it where it was pressed. */
export function PrintBar({ letters, ticked, ask, onTickAll, onPrinted, onSee }: PrintBarProps) {
  const { deed, run } = useDeed();
  const [printed, setPrinted] = useState(0);
  const batch = letters.filter(({ id }) => ticked.has(id));
  const print = () =>
    run(
      () =>
        ask('letter/print', { letters: batch.map(({ id, prints }) => ({ id, prints })) }).finally(() => {
          setPrinted(0);
          onPrinted();
        }),
      () => setPrinted(batch.length),
    );
  return (
    <>
      {deed.phase === 'failed' ? <PrintFailure failure={deed.error} lost={words('letter.print.lost')} /> : null}
      {printed === 0 ? null : (
        <Notice tone="good" actions={<Button onPress={onSee}>{words('letter.print.see')}</Button>}>
          <p>{words('letter.print.done', { count: printed })}</p>
        </Notice>
      )}
      {letters.length === 0 ? null : (
        <div className={styles['bar']}>
          <DeedPlace
            button={
              <Button
                look="primary"
                icon={<Printer size={16} aria-hidden />}
                isPending={deed.phase === 'busy'}
                isDisabled={batch.length === 0}
                onPress={print}
              >
                {words('letter.print.button', { count: batch.length })}
              </Button>
            }
            consequence={words(batch.length === 0 ? 'letter.print.none' : 'letter.print.consequence')}
          />
          <div className={styles['ticks']}>
            <Button size="small" look="quiet" onPress={() => onTickAll(true)}>
              {words('letter.print.all')}
            </Button>
            <Button size="small" look="quiet" onPress={() => onTickAll(false)}>
              {words('letter.print.nothing')}
            </Button>
          </div>
        </div>
      )}
      {batch.length === LARGEST_BATCH ? <Soft>{words('letter.print.full')}</Soft> : null}
    </>
  );
}

interface PrintFailureProps {
  readonly failure: Parameters<typeof FailureNotice>[0]['failure'];
  /** What to do where the hospital had noted the printing already. */
  readonly lost: string;
}

/** Why nothing came out of the printer, and that nothing is lost by it. */
export function PrintFailure({ failure, lost }: PrintFailureProps) {
  const noted = failure.code !== 'conflict' && failure.code !== 'forbidden-for-role';
  return (
    <>
      <FailureNotice failure={failure} />
      {noted ? <Soft>{lost}</Soft> : null}
    </>
  );
}
