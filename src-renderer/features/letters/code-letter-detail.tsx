import { Printer, X } from 'lucide-react';
import { useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { CodeLetter } from '../../../contracts/letter.ts';
import { Button } from '../../ui/button.tsx';
import { DeedPlace, Subject } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ReasonForm } from '../../ui/reason-form.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { words } from '../../words/words.ts';
import { LetterFacts } from './letter-facts.tsx';
import { toName, toWhy } from './letter-queues.ts';
import { PostForm } from './post-form.tsx';
import { PrintFailure } from './print-bar.tsx';

interface CodeLetterDetailProps {
  readonly letter: CodeLetter;
  readonly ask: Bridge['ask'];
  /** Something was done, or tried: the lists may no longer be true. */
  readonly onChanged: () => void;
}

/** One letter with a code: printed (which makes the code), printed again (which makes another one), posted, or kept back. */
export function CodeLetterDetail({ letter, ask, onChanged }: CodeLetterDetailProps) {
  const { deed, run } = useDeed();
  const [printed, setPrinted] = useState(false);
  const busy = deed.phase === 'busy';
  const waiting = letter.state === 'queued' || letter.state === 'printed';
  const printable = waiting && (letter.doubt === null || letter.doubt === 'code-over');
  const again = letter.state === 'printed';
  const print = () => {
    setPrinted(false);
    run(
      () => ask('code-letter/print', { letter: letter.id, prints: letter.prints }).finally(onChanged),
      () => setPrinted(true),
    );
  };
  const printing = printable ? (
    <DeedPlace
      button={
        <Button
          look={again && letter.doubt === null ? 'plain' : 'primary'}
          icon={<Printer size={16} aria-hidden />}
          isPending={busy}
          onPress={print}
        >
          {words(again ? 'letter.code.reprint' : 'letter.code.print')}
        </Button>
      }
      consequence={words(again ? 'letter.code.reprint.consequence' : 'letter.code.print.consequence')}
    />
  ) : null;
  return (
    <>
      <Subject title={toName(letter)} {...(letter.doubt === 'code-used' ? {} : { why: toWhy(letter) ?? undefined })} />
      {letter.doubt === 'code-used' ? <Notice tone="alarm">{words('letter.why.code-used')}</Notice> : null}
      <LetterFacts letter={letter} />
      {deed.phase === 'failed' ? <PrintFailure failure={deed.error} lost={words('letter.code.lost')} /> : null}
      {printed ? <Notice tone="good">{words('letter.code.printed')}</Notice> : null}
      {letter.state === 'printed' && letter.doubt === null ? (
        <PostForm
          primary
          busy={busy}
          onPost={(registered) =>
            run(() => ask('code-letter/post', { letter: letter.id, registered }).finally(onChanged))
          }
        />
      ) : null}
      {printing}
      {waiting ? (
        <ReasonForm
          open={words('letter.cancel.open')}
          icon={<X size={16} aria-hidden />}
          consequence={words('letter.code.cancel.consequence')}
          label={words('letter.cancel.reason')}
          confirm={words('letter.cancel.confirm')}
          busy={busy}
          onConfirm={(reason) => run(() => ask('code-letter/cancel', { letter: letter.id, reason }).finally(onChanged))}
        />
      ) : null}
    </>
  );
}
