import { FolderInput, Upload } from 'lucide-react';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Waiting } from '../../ui/progress.tsx';
import { reportFault } from '../../ui/report-fault.ts';
import { words } from '../../words/words.ts';
import type { LinkRow } from './link-rows.ts';
import styles from './links.module.css';
import { type OpenPaper, readScans, type ScannedPage } from './read-scans.ts';
import { PageByHand } from './page-by-hand.tsx';
import { toForms } from './scanned-forms.ts';
import { FormCard, type Filing } from './form-card.tsx';

interface ScanDeskProps {
  readonly ask: Bridge['ask'];
  readonly rows: readonly LinkRow[];
  readonly openPaper: OpenPaper;
  readonly onFiled: () => void;
}

/** Signed forms as they come from the scanner: dropped, recognised by their codes, filed by one deed; what has no code is asked for. */
export function ScanDesk({ ask, rows, openPaper, onFiled }: ScanDeskProps) {
  const [pages, setPages] = useState<readonly ScannedPage[]>([]);
  const [filings, setFilings] = useState<ReadonlyMap<string, Filing>>(new Map());
  const [reading, setReading] = useState<{ readonly file: string; readonly page: number } | null>(null);
  const [unreadable, setUnreadable] = useState<readonly string[]>([]);
  const [blank, setBlank] = useState(0);
  const [isOver, setIsOver] = useState(false);
  const stop = useRef<AbortController | null>(null);
  const count = useRef(0);
  useEffect(() => () => stop.current?.abort(), []);

  const take = (files: readonly File[]) => {
    if (files.length === 0 || reading !== null) return;
    const controller = new AbortController();
    stop.current = controller;
    readScans(
      files,
      openPaper,
      {
        onReading: (file, page) => setReading({ file, page }),
        onBlank: () => setBlank((before) => before + 1),
        onUnreadable: (file) => setUnreadable((before) => [...new Set([...before, file])]),
        onPage: (page) => {
          count.current += 1;
          const id = count.current;
          setPages((before) => [...before, { ...page, id }]);
        },
      },
      controller.signal,
    )
      .finally(() => {
        if (!controller.signal.aborted) setReading(null);
      })
      .catch(reportFault);
  };
  const clear = () => {
    setPages([]);
    setFilings(new Map());
    setUnreadable([]);
    setBlank(0);
  };

  const correct = (wrong: string) => {
    setPages((before) => before.map((one) => (one.reference === wrong ? { ...one, reference: null } : one)));
    setFilings((before) => new Map([...before].filter(([reference]) => reference !== wrong)));
  };

  const forms = toForms(pages);
  const waiting = forms.filter(({ reference }) => filings.get(reference)?.phase !== 'filed');
  const busy = [...filings.values()].some(({ phase }) => phase === 'filing');
  const file = async () => {
    for (const { reference, pages: own } of waiting) {
      const set = (filing: Filing) => setFilings((before) => new Map([...before, [reference, filing]]));
      set({ phase: 'filing' });
      const result = await ask('signed-form/file', { reference, pages: own.map(({ jpeg }) => jpeg) });
      set(result.ok ? { phase: 'filed' } : { phase: 'failed', error: result.error });
      if (result.ok) onFiled();
    }
  };
  const byHand = pages.filter(({ reference }) => reference === null);
  return (
    <div className={styles['list']}>
      <DropZone isOver={isOver} onOver={setIsOver} onFiles={take} isBusy={reading !== null} />
      {reading === null ? null : <Waiting label={words('links.scan.reading', reading)} />}
      {unreadable.map((name) => (
        <Notice key={name} tone="warning" isUrgent title={words('links.scan.unreadable', { file: name })}>
          <p>{words('links.scan.unreadable-next')}</p>
        </Notice>
      ))}
      {blank === 0 ? null : <p className={styles['soft']}>{words('links.scan.blank', { count: blank })}</p>}
      {forms.length === 0 ? null : (
        <>
          <h2>{words('links.scan.forms')}</h2>
          {forms.map((form) => (
            <FormCard
              key={form.reference}
              form={form}
              row={rows.find((row) => row.form?.reference === form.reference) ?? null}
              filing={filings.get(form.reference) ?? null}
              onCorrect={() => correct(form.reference)}
            />
          ))}
          <div className={styles['actions']}>
            {waiting.length === 0 ? null : (
              <Button
                look="primary"
                icon={<FolderInput aria-hidden />}
                isPending={busy}
                isDisabled={reading !== null}
                onPress={() => {
                  file().catch(reportFault);
                }}
              >
                {words(busy ? 'links.scan.filing' : 'links.scan.file', { count: waiting.length })}
              </Button>
            )}
            <Button look="quiet" isDisabled={busy} onPress={clear}>
              {words('links.scan.clear')}
            </Button>
          </div>
        </>
      )}
      {byHand.length === 0 ? null : <h2>{words('links.scan.by-hand')}</h2>}
      {byHand.map((page) => (
        <PageByHand
          key={page.id}
          page={page}
          onReference={(reference) =>
            setPages((before) => before.map((one) => (one.id === page.id ? { ...one, reference } : one)))
          }
          onAside={() => setPages((before) => before.filter((one) => one.id !== page.id))}
        />
      ))}
    </div>
  );
}

interface DropZoneProps {
  readonly isOver: boolean;
  readonly isBusy: boolean;
  readonly onOver: (isOver: boolean) => void;
  readonly onFiles: (files: readonly File[]) => void;
}

function DropZone({ isOver, isBusy, onOver, onFiles }: DropZoneProps) {
  const input = useRef<HTMLInputElement>(null);
  const over = (event: DragEvent) => {
    event.preventDefault();
    onOver(true);
  };
  return (
    <section
      className={styles['drop']}
      data-over={isOver || undefined}
      aria-label={words('links.scan')}
      onDragEnter={over}
      onDragOver={over}
      onDragLeave={() => onOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        onOver(false);
        onFiles([...event.dataTransfer.files]);
      }}
    >
      <Upload size={24} aria-hidden />
      <p>{words('links.scan.drop')}</p>
      <span className={styles['soft']}>{words('links.scan.kinds')}</span>
      <input
        ref={input}
        type="file"
        multiple
        tabIndex={-1}
        className={styles['file']}
        accept=".pdf,.tif,.tiff,.jpg,.jpeg,.png"
        aria-label={words('links.scan.choose')}
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          // The same file again is another choice.
          target.value = '';
        }}
      />
      <Button isDisabled={isBusy} onPress={() => input.current?.click()}>
        {words('links.scan.choose')}
      </Button>
    </section>
  );
}
