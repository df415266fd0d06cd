import { FileCheck2, Printer, Save, ShieldCheck } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import { Button } from '../../ui/button.tsx';
import { DeedPlace, Subject } from '../../ui/facts.tsx';
import { TextField } from '../../ui/field.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { Progress, Waiting } from '../../ui/progress.tsx';
import { Section, Soft } from '../../ui/section.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { formatNumber } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { CheckResult } from './check-result.tsx';
import { useReading } from './read-once.ts';
import type { Frame } from './trace-queues.ts';
import styles from './trace.module.css';

const EVERY_MS = 1_000;

/** Whether the trace is whole: verified on screen against what the hospital kept and what the Director printed. */
export function Integrity({ ask, frame }: { readonly ask: Bridge['ask']; readonly frame: Frame }) {
  const { value, failure, again } = useReading(() => ask('trace/read-check', {}));
  const running = value?.state === 'running';
  useEffect(() => {
    if (!running) return undefined;
    const timer = setInterval(again, EVERY_MS);
    return () => clearInterval(timer);
  }, [running, again]);
  return (
    <Section {...frame} detail={<Heads ask={ask} />}>
      <Soft>{words('trace.check.about')}</Soft>
      {failure === null ? null : (
        <FailureNotice failure={failure} actions={<Button onPress={again}>{words('section.retry')}</Button>} />
      )}
      {value === null ? (
        failure === null ? (
          <Waiting label={words('trace.loading')} />
        ) : null
      ) : value.state === 'running' ? (
        <Progress
          label={words('trace.check.running')}
          done={value.checked}
          total={value.total}
          figures={words('trace.check.running.figures', {
            checked: formatNumber(value.checked),
            total: formatNumber(value.total),
          })}
        />
      ) : (
        <div className={styles['column']}>
          <CheckResult check={value} />
          <StartForm ask={ask} isAgain={value.state !== 'none'} onStarted={again} />
        </div>
      )}
    </Section>
  );
}

interface StartFormProps {
  readonly ask: Bridge['ask'];
  readonly isAgain: boolean;
  readonly onStarted: () => void;
}

function StartForm({ ask, isAgain, onStarted }: StartFormProps) {
  const { deed, run } = useDeed();
  const [number, setNumber] = useState('');
  const [file, setFile] = useState<{ readonly name: string; readonly text: string } | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const plain = number.replace(/[^0-9A-Za-z]/g, '');
  const isWrong = plain !== '' && plain.length !== 20;
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isWrong) run(() => ask('trace/check', { head: file?.text ?? number.trim() }), onStarted);
      }}
    >
      {file === null ? (
        <>
          <TextField
            label={words('trace.head.label')}
            hint={words('trace.head.hint')}
            error={isWrong && plain.length > 20 ? words('trace.head.wrong') : null}
            figures
            value={number}
            onChange={setNumber}
            maxLength={40}
          />
          <div>
            <Button
              size="small"
              look="quiet"
              icon={<FileCheck2 size={16} aria-hidden />}
              onPress={() => input.current?.click()}
            >
              {words('trace.head.file')}
            </Button>
          </div>
        </>
      ) : (
        <div className={styles['row']}>
          <span>{words('trace.head.file.chosen', { name: file.name })}</span>
          <Button size="small" look="quiet" onPress={() => setFile(null)}>
            {words('trace.head.file.drop')}
          </Button>
        </div>
      )}
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={words('trace.head.file')}
        onChange={(event) => {
          const [one] = event.target.files ?? [];
          if (one !== undefined && one.size < 1_000_000)
            void one.text().then((text) => setFile({ name: one.name, text: text.trim() }));
          event.target.value = '';
        }}
      />
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      <DeedPlace
        button={
          <Button
            type="submit"
            look="primary"
            icon={<ShieldCheck size={16} aria-hidden />}
            isPending={deed.phase === 'busy'}
            isDisabled={isWrong}
          >
            {words(isAgain ? 'trace.check.again' : 'trace.check.start')}
          </Button>
        }
        consequence={words('trace.check.start.about')}
      />
    </form>
  );
}

function Heads({ ask }: { readonly ask: Bridge['ask'] }) {
  const { deed, run } = useDeed();
  const [done, setDone] = useState<string | null>(null);
  return (
    <>
      <Subject title={words('trace.head.today')} why={words('trace.head.today.about')} />
      <DeedPlace
        button={
          <Button
            icon={<Printer size={16} aria-hidden />}
            isPending={deed.phase === 'busy'}
            onPress={() =>
              run(
                () => ask('trace/print-head', {}),
                () => setDone(words('trace.head.printed')),
              )
            }
          >
            {words('trace.head.print')}
          </Button>
        }
        consequence={words('trace.head.print.about')}
      />
      <DeedPlace
        button={
          <Button
            icon={<Save size={16} aria-hidden />}
            isPending={deed.phase === 'busy'}
            onPress={() =>
              run(
                () => ask('trace/save-head', {}),
                ({ saved }) => setDone(saved === null ? null : words('trace.head.saved', { name: saved })),
              )
            }
          >
            {words('trace.head.save')}
          </Button>
        }
        consequence={words('trace.head.save.about')}
      />
      {deed.phase !== 'failed' ? null : deed.error.code === 'conflict' ? (
        <Notice tone="alarm">{words('trace.head.refused')}</Notice>
      ) : (
        <FailureNotice failure={deed.error} />
      )}
      {done === null ? null : <Notice tone="good">{done}</Notice>}
    </>
  );
}
