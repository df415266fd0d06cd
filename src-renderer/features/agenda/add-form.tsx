import { CalendarPlus, FolderOpen } from 'lucide-react';
import { type ClipboardEvent, type FormEvent, useEffect, useRef, useState } from 'react';
import { type AgendaTaken, longestAgenda } from '../../../contracts/agenda.ts';
import type { Failure, Result } from '../../../contracts/failure.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { Waiting } from '../../ui/progress.tsx';
import { reportFault } from '../../ui/report-fault.ts';
import { words } from '../../words/words.ts';
import styles from './agenda.module.css';

type Adding =
  | { readonly phase: 'idle' }
  | { readonly phase: 'busy' }
  | { readonly phase: 'too-large' }
  | { readonly phase: 'taken'; readonly taken: AgendaTaken }
  | { readonly phase: 'failed'; readonly error: Failure };

interface AddFormProps {
  readonly ask: Bridge['ask'];
  /** A file hangs over the panel. */
  readonly isOver: boolean;
  readonly dropped: File | null;
}

/** One field for a line or a whole pasted list, and a place for a file: what became of it is said below. */
export function AddForm({ ask, isOver, dropped }: AddFormProps) {
  const { text, setText, adding, take, open } = useAdding(ask);
  const last = useRef<File | null>(null);
  useEffect(() => {
    if (dropped === null || dropped === last.current) return;
    last.current = dropped;
    open(dropped);
  }, [dropped, open]);
  const input = useRef<HTMLInputElement>(null);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') take(text);
  };
  const paste = (event: ClipboardEvent) => {
    const list = event.clipboardData.getData('text/plain');
    if (!/\r|\n/.test(list.trim())) return;
    event.preventDefault();
    take(list);
  };
  return (
    <div className={styles['add']} data-over={isOver || undefined}>
      <form onSubmit={send} onPaste={paste}>
        <TextField label={words('agenda.add.label')} hint={words('agenda.add.hint')} value={text} onChange={setText} />
        <Button type="submit" look="primary" icon={<CalendarPlus aria-hidden />} isDisabled={text.trim() === ''}>
          {words('agenda.add.button')}
        </Button>
      </form>
      <div className={styles['file']}>
        <input
          ref={input}
          type="file"
          tabIndex={-1}
          hidden
          accept=".ics,.ical,.ifb,.csv,.txt,.tsv,text/calendar,text/csv"
          aria-label={words('agenda.add.file')}
          onChange={({ target }) => {
            open(target.files?.[0]);
            // The same file again is another choice.
            target.value = '';
          }}
        />
        <Button icon={<FolderOpen aria-hidden />} onPress={() => input.current?.click()}>
          {words('agenda.add.file')}
        </Button>
        <span className={styles['soft']}>{words('agenda.add.drop')}</span>
      </div>
      <div role="status" className={styles['outcome']}>
        {adding.phase === 'busy' ? <Waiting label={words('agenda.add.busy')} /> : null}
        {adding.phase === 'too-large' ? <Notice tone="warning" title={words('agenda.add.too-large')} /> : null}
        {adding.phase === 'failed' ? <FailureNotice failure={adding.error} /> : null}
        {adding.phase === 'taken' ? <Taken taken={adding.taken} /> : null}
      </div>
    </div>
  );
}

function useAdding(ask: Bridge['ask']) {
  const [text, setText] = useState('');
  const [adding, setAdding] = useState<Adding>({ phase: 'idle' });
  const settle = (result: Result<AgendaTaken>) =>
    setAdding(result.ok ? { phase: 'taken', taken: result.value } : { phase: 'failed', error: result.error });
  const take = (list: string) => {
    if (adding.phase === 'busy') return;
    if (list.length > longestAgenda) {
      setAdding({ phase: 'too-large' });
      return;
    }
    setAdding({ phase: 'busy' });
    ask('agenda/take-text', { text: list })
      .then((result) => {
        if (result.ok) setText('');
        settle(result);
      })
      .catch(reportFault);
  };
  const open = (file: File | undefined) => {
    if (file === undefined || adding.phase === 'busy') return;
    if (file.size > longestAgenda) {
      setAdding({ phase: 'too-large' });
      return;
    }
    setAdding({ phase: 'busy' });
    file
      .arrayBuffer()
      .then((bytes) => ask('agenda/take-file', { bytes: new Uint8Array(bytes) }))
      .then(settle)
      .catch((cause: unknown) => {
        setAdding({ phase: 'failed', error: { code: 'bug', incident: '' } });
        reportFault(cause);
      });
  };
  return { text, setText, adding, take, open };
}

function Taken({ taken }: { taken: AgendaTaken }) {
  const { added, moved, cancelled, known, elsewhere, unread } = taken;
  const others = { moved, cancelled, known, elsewhere } as const;
  const parts = (['moved', 'cancelled', 'known', 'elsewhere'] as const).flatMap((what) =>
    others[what] === 0 ? [] : [words(`agenda.taken.${what}`, { count: others[what] })],
  );
  return (
    <>
      <p>{[words('agenda.taken.added', { count: added }), ...parts].join(' · ')}</p>
      {unread.length === 0 ? null : (
        <Notice tone="warning" title={words('agenda.taken.unread', { count: unread.length })}>
          <ul className={styles['unread']}>
            {unread.map((line, place) => (
              // oxlint-disable-next-line react/no-array-index-key -- the same line may stand twice, and none moves.
              <li key={place}>{line}</li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}
