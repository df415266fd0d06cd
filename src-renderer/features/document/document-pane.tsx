import { ArrowLeft, FileText, Maximize2, Minimize2, Printer } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { DocumentView } from '../../../contracts/record.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { Waiting } from '../../ui/progress.tsx';
import { isWithdrawn, readStatusWord } from '../../ui/status-word.ts';
import { formatMoment, toDecimalCommas } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { DocumentBody } from './document-body.tsx';
import type { PhotographEntry } from '../../viewer/photographs/pairing.ts';
import { type DocumentStore, openDocument } from './document-store.ts';
import styles from './pane.module.css';
import type { PixelsAsk } from './pixel-port.ts';
import { usePrinting } from './use-printing.ts';
import { reportFault } from '../../ui/report-fault.ts';

interface DocumentPaneProps {
  readonly ask: Bridge['ask'];
  readonly pixels: PixelsAsk;
  readonly store: DocumentStore;
  readonly patient: string;
  /** True while the window is locked: images are covered by the viewer itself too. */
  readonly covered: boolean;
  readonly full: boolean;
  readonly onFull: (full: boolean) => void;
  readonly onBack: () => void;
  /** Opens another document of the same record. */
  readonly onOpen: (document: string) => void;
  /** Photographs of the record, for a comparison of two [X15]. */
  readonly photographs: readonly PhotographEntry[];
  /** What else can be done with the document, beside printing it, and what stands beside it. */
  readonly deeds: ReactNode;
  readonly beside: ReactNode;
}

/** The reading pane: any document, whatever its kind, by the same click [R23]. */
export function DocumentPane(props: DocumentPaneProps) {
  const { ask, store, patient } = props;
  const state = useStore(store);
  return (
    <section className={styles['pane']} aria-label={words('document.region')} data-reading-pane>
      {state.phase === 'none' ? (
        <EmptyState icon={<FileText aria-hidden />} title={words('document.choose.title')}>
          {words('document.choose.text')}
        </EmptyState>
      ) : null}
      {state.phase === 'loading' ? <Waiting label={words('document.loading')} /> : null}
      {state.phase === 'failed' ? (
        <div className={styles['reading']}>
          <FailureNotice
            failure={state.error}
            retry={{
              label: words('document.retry'),
              onPress: () => {
                openDocument(store, ask, patient, state.document).catch(reportFault);
              },
            }}
          />
        </div>
      ) : null}
      {state.phase === 'shown' ? (
        <Shown key={state.document} {...props} view={state.view} updates={state.updates} />
      ) : null}
    </section>
  );
}

function Shown({
  ask,
  pixels,
  view,
  updates,
  covered,
  full,
  onFull,
  onBack,
  onOpen,
  photographs,
  deeds,
  beside,
}: DocumentPaneProps & { view: DocumentView; updates: number }) {
  const printing = usePrinting(ask, view.patient, view.document);
  const pane = useRef<HTMLDivElement>(null);
  const status = readStatusWord(view.status);
  const facts = [
    words(`kind.${view.kind}`),
    view.at === null ? words('timeline.undated') : formatMoment(view.at),
    ...(view.author === null ? [] : [view.author]),
  ];
  useEffect(() => {
    // Opening by a click leaves the focus on the list, as the arrows go on walking there; in full window the text has it.
    if (full) pane.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }, [full]);
  return (
    <>
      <header className={styles['head']}>
        <div className={styles['back']}>
          <Button look="quiet" size="small" icon={<ArrowLeft aria-hidden />} onPress={onBack}>
            {words('document.back')}
          </Button>
        </div>
        <div className={styles['about']}>
          <h2 className={`${styles['title']} ${isWithdrawn(view.status) ? styles['withdrawn'] : ''}`}>
            {toDecimalCommas(view.title)}
          </h2>
          <p className={styles['facts']}>
            {facts.join(' · ')}
            {status === null ? null : <span className={styles['status']}>{status}</span>}
          </p>
        </div>
        <div className={styles['actions']}>
          {deeds}
          <Button
            look="quiet"
            size="small"
            icon={<Printer aria-hidden />}
            isPending={printing.deed.phase === 'busy'}
            onPress={printing.print}
          >
            {words(printing.deed.phase === 'busy' ? 'document.print.busy' : 'document.print')}
          </Button>
          <Button
            look="quiet"
            size="small"
            icon={full ? <Minimize2 aria-hidden /> : <Maximize2 aria-hidden />}
            onPress={() => onFull(!full)}
          >
            {words(full ? 'document.full.leave' : 'document.full')}
          </Button>
        </div>
        {beside}
      </header>
      <div className={styles['body']} ref={pane}>
        {printing.sent || printing.deed.phase === 'failed' || updates > 0 ? (
          <div className={styles['notices']}>
            {printing.sent ? <Notice tone="good" title={words('document.printed')} /> : null}
            {printing.deed.phase === 'failed' ? <FailureNotice failure={printing.deed.error} /> : null}
            {updates > 0 ? <Notice key={updates} tone="warning" title={words('document.updated')} /> : null}
          </div>
        ) : null}
        <DocumentBody
          ask={ask}
          view={view}
          covered={covered}
          pixels={pixels}
          onOpen={onOpen}
          photographs={photographs}
        />
      </div>
    </>
  );
}
