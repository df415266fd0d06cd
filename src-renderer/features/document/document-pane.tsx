import { FileText } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { DocumentView } from '../../../contracts/record.ts';
import type { Deed } from '../../ui/deed-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { MenuEntry } from '../../ui/menu.tsx';
import { NoteSlot } from '../../ui/note-slot.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { Waiting } from '../../ui/progress.tsx';
import { words } from '../../words/words.ts';
import { DocumentBody } from './document-body.tsx';
import { DocumentHead } from './document-head.tsx';
import type { PhotographEntry } from '../../viewer/photographs/pairing.ts';
import { type DocumentStore, openDocument } from './document-store.ts';
import styles from './pane.module.css';
import type { PixelsAsk } from './pixel-port.ts';
import { type Side, toSides } from './sides.ts';
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
  /** The physician's own marks: one small control. */
  readonly marks: ReactNode;
  /** What else can be done with the document, on its line while there is room, else in its menu; `rest` in the menu only. */
  readonly deeds: readonly Deed[];
  readonly rest: readonly MenuEntry[];
  /** What must be known of the document before it is read, such as that it was replaced; under its line. */
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
  marks,
  deeds,
  rest,
  beside,
}: DocumentPaneProps & { view: DocumentView; updates: number }) {
  const printing = usePrinting(ask, view.patient, view.document);
  const pane = useRef<HTMLDivElement>(null);
  const sides = toSides(view, photographs);
  const [chosen, setSide] = useState<Side | null>(null);
  const only: Side = view.parts.some(({ show }) => show === 'study') ? 'images' : 'report';
  const side = chosen !== null && sides.includes(chosen) ? chosen : (sides[0] ?? only);
  useEffect(() => {
    // Opening by a click leaves the focus on the list, as the arrows go on walking there; in full window the text has it.
    if (full) pane.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }, [full]);
  return (
    <>
      <NoteSlot
        line={
          <DocumentHead
            view={view}
            sides={sides}
            side={side}
            onSide={setSide}
            marks={marks}
            deeds={deeds}
            rest={rest}
            printing={printing}
            full={full}
            onFull={onFull}
            onBack={onBack}
          />
        }
      >
        {beside}
      </NoteSlot>
      <div className={styles['body']} ref={pane}>
        {printing.sent || printing.said !== null || printing.deed.phase === 'failed' || updates > 0 ? (
          <div className={styles['notices']}>
            {printing.sent ? <Notice tone="good" title={words('document.printed')} /> : null}
            {printing.said === null ? null : <Notice tone="warning" isUrgent title={words(printing.said)} />}
            {printing.deed.phase === 'failed' ? <FailureNotice failure={printing.deed.error} /> : null}
            {updates > 0 ? <Notice key={updates} tone="warning" title={words('document.updated')} /> : null}
          </div>
        ) : null}
        <DocumentBody
          ask={ask}
          view={view}
          covered={covered}
          pixels={pixels}
          side={side}
          onOpen={onOpen}
          photographs={photographs}
        />
      </div>
    </>
  );
}
