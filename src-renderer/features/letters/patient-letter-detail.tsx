import { Printer, Send, X } from 'lucide-react';
import { useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { PatientLetter } from '../../../contracts/letter.ts';
import type { none } from '../../../contracts/api-row.ts';
import type { Result } from '../../../contracts/failure.ts';
import type { z } from 'zod';
import { Button } from '../../ui/button.tsx';
import { DeedPlace, Subject } from '../../ui/facts.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { ReasonForm } from '../../ui/reason-form.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { words } from '../../words/words.ts';
import { LetterFacts } from './letter-facts.tsx';
import { toName, toWhy } from './letter-queues.ts';
import { PostForm } from './post-form.tsx';
import { PrintFailure } from './print-bar.tsx';

interface PatientLetterDetailProps {
  readonly letter: PatientLetter;
  /** Letters of its batch that have not left, this one among them. */
  readonly batch: readonly PatientLetter[];
  readonly ask: Bridge['ask'];
  /** Something was done, or tried: the lists may no longer be true. */
  readonly onChanged: () => void;
}

/** One letter to a patient, and what can be done with it and its batch. */
export function PatientLetterDetail({ letter, batch, ask, onChanged }: PatientLetterDetailProps) {
  const { deed, run } = useDeed();
  const [tried, setTried] = useState<'print' | 'other'>('other');
  const [again, setAgain] = useState(false);
  const busy = deed.phase === 'busy';
  const act = (deedOf: () => Promise<Result<z.output<typeof none>>>, what: 'print' | 'other' = 'other') => {
    setTried(what);
    setAgain(false);
    run(
      () => deedOf().finally(onChanged),
      () => setAgain(what === 'print' && letter.state === 'printed'),
    );
  };
  const print = (letters: readonly PatientLetter[]) =>
    act(() => ask('letter/print', { letters: letters.map(({ id, prints }) => ({ id, prints })) }), 'print');
  const post = (letters: readonly PatientLetter[], registered: string | null) =>
    act(() => ask('letter/post', { letters: letters.map(({ id }) => id), registered }));
  return (
    <>
      <Subject title={toName(letter)} why={toWhy(letter) ?? undefined} />
      <LetterFacts letter={letter} />
      {deed.phase !== 'failed' ? null : tried === 'print' ? (
        <PrintFailure failure={deed.error} lost={words('letter.print.lost')} />
      ) : (
        <FailureNotice failure={deed.error} />
      )}
      {again ? <Notice tone="good">{words('letter.reprint.done')}</Notice> : null}
      {letter.state === 'queued' ? (
        <Printing
          words={words('letter.print.one')}
          consequence={words('letter.print.one.consequence')}
          busy={busy}
          onPress={() => print([letter])}
        />
      ) : null}
      {letter.state === 'printed' ? (
        <>
          {batch.length > 1 ? (
            <DeedPlace
              button={
                <Button
                  look="primary"
                  icon={<Send size={16} aria-hidden />}
                  isPending={busy}
                  onPress={() => post(batch, null)}
                >
                  {words('letter.post.batch', { count: batch.length })}
                </Button>
              }
              consequence={words('letter.post.consequence')}
            />
          ) : null}
          <PostForm primary={batch.length < 2} busy={busy} onPost={(registered) => post([letter], registered)} />
          <Printing
            words={words('letter.reprint.one')}
            consequence={words('letter.reprint.consequence')}
            busy={busy}
            onPress={() => print([letter])}
          />
          {batch.length > 1 ? (
            <Printing
              words={words('letter.reprint.batch', { count: batch.length })}
              busy={busy}
              onPress={() => print(batch)}
            />
          ) : null}
        </>
      ) : null}
      {letter.doubt === null ? null : (
        <ReasonForm
          open={words('letter.cancel.open')}
          icon={<X size={16} aria-hidden />}
          consequence={words('letter.cancel.consequence')}
          label={words('letter.cancel.reason')}
          hint={words('letter.cancel.hint')}
          confirm={words('letter.cancel.confirm')}
          busy={busy}
          onConfirm={(reason) => act(() => ask('letter/cancel', { letter: letter.id, reason }))}
        />
      )}
    </>
  );
}

interface PrintingProps {
  readonly words: string;
  readonly consequence?: string;
  readonly busy: boolean;
  readonly onPress: () => void;
}

function Printing({ words: deed, consequence = '', busy, onPress }: PrintingProps) {
  return (
    <DeedPlace
      button={
        <Button icon={<Printer size={16} aria-hidden />} isPending={busy} onPress={onPress}>
          {deed}
        </Button>
      }
      consequence={consequence}
    />
  );
}
