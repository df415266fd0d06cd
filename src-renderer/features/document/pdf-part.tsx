import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { useEffect, useRef, useState } from 'react';
import { OnPaper } from '../../print/on-paper.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { Waiting } from '../../ui/progress.tsx';
import { useShowing } from '../../ui/showing.ts';
import { words } from '../../words/words.ts';
import { toPdfPaper } from './paper/pages-paper.tsx';
import { toUnreadPaper } from './paper/parts-paper.tsx';
import { isLocked, openPdf, warmPdf } from './pdf-file.ts';
import { PdfPage } from './pdf-page.tsx';
import styles from './pdf.module.css';
import { useWidth } from './use-width.ts';
import { ZoomTools } from './zoom-tools.tsx';

type PdfState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'shown'; readonly document: PDFDocumentProxy }
  | { readonly phase: 'failed'; readonly isLocked: boolean };

const widest = 880;
const zooms = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3] as const;

/** A PDF page under page, as wide as the pane; a broken one says so in its place. */
export function PdfPart({ bytes, title }: { bytes: Uint8Array; title: string | null }) {
  const [state, setState] = useState<PdfState>({ phase: 'loading' });
  const [zoom, setZoom] = useState(3);
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);

  useEffect(() => {
    setState({ phase: 'loading' });
    const opening = openPdf(bytes);
    let wanted = true;
    opening.document.then(
      (document) => {
        if (wanted) setState({ phase: 'shown', document });
      },
      (refusal: unknown) => {
        if (wanted) setState({ phase: 'failed', isLocked: isLocked(refusal) });
      },
    );
    return () => {
      wanted = false;
      opening.close();
    };
  }, [bytes]);

  const factor = zooms[zoom] ?? 1;
  const { scale } = useShowing();
  return (
    <section ref={box} className={styles['pdf']} aria-label={title ?? words('pdf.document')}>
      {state.phase === 'loading' ? <Waiting label={words('pdf.loading')} /> : null}
      {state.phase === 'failed' && state.isLocked ? (
        <Notice tone="warning" isUrgent title={words('pdf.locked')}>
          <p>{words('pdf.locked.next')}</p>
        </Notice>
      ) : null}
      {state.phase === 'failed' && !state.isLocked ? (
        <FailureNotice failure={{ code: 'document-unreadable', incident: '' }} />
      ) : null}
      {state.phase === 'failed' ? <OnPaper read={toUnreadPaper} /> : null}
      {state.phase === 'shown' && width > 0 ? (
        <>
          <OnPaper read={(album) => toPdfPaper(state.document, album)} />
          <div className={styles['tools']} data-tools>
            <span>{words('pdf.pages', { count: state.document.numPages })}</span>
            <ZoomTools zoom={zoom} last={zooms.length - 1} factor={factor} onZoom={setZoom} />
          </div>
          <div className={styles['pages']}>
            {Array.from({ length: state.document.numPages }, (_one, place) => (
              <PdfPage
                key={place + 1}
                document={state.document}
                number={place + 1}
                width={Math.round(Math.min(width, widest * scale) * factor)}
              />
            ))}
          </div>
        </>
      ) : null}
    </section>
  );
}

export { warmPdf };
