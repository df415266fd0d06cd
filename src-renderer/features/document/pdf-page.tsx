import { type PDFDocumentProxy, TextLayer } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { useEffect, useRef, useState } from 'react';
import { Notice } from '../../ui/notice.tsx';
import { words } from '../../words/words.ts';
import styles from './pdf.module.css';
import { useNear } from './use-near.ts';

/** Largest drawing of one page, in pixels: beyond it sharpness is given up before memory is. */
const mostPixels = 24_000_000;
const a4 = { width: 595, height: 842 } as const;

interface PdfPageProps {
  readonly document: PDFDocumentProxy;
  readonly number: number;
  /** Width of the page on the screen, in CSS pixels. */
  readonly width: number;
}

/** One page, drawn once it comes near the screen, with its text above it so that it can be selected and read aloud. */
export function PdfPage({ document, number, width }: PdfPageProps) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<{ readonly width: number; readonly height: number }>(a4);
  const near = useNear(box, number);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    if (!near) return undefined;
    const drawing = new AbortController();
    drawPage(document, number, width, drawing.signal, {
      canvas: canvas.current,
      layer: layer.current,
      onSize: setSize,
    }).catch(() => {
      if (!drawing.signal.aborted) setFailed(true);
    });
    return () => drawing.abort();
  }, [document, number, width, near]);

  return (
    <div
      ref={box}
      data-pdf-page={number}
      className={styles['page']}
      style={{ width: `${width}px`, height: `${Math.round((width * size.height) / size.width)}px` }}
      role="group"
      aria-label={words('pdf.page', { page: number, total: document.numPages })}
    >
      <canvas ref={canvas} aria-hidden />
      <div ref={layer} className={styles['layer']} />
      {failed ? (
        <div className={styles['failed']}>
          <Notice tone="alarm" title={words('pdf.page-failed', { page: number })} />
        </div>
      ) : null}
    </div>
  );
}

interface Sheet {
  readonly canvas: HTMLCanvasElement | null;
  readonly layer: HTMLDivElement | null;
  readonly onSize: (size: { readonly width: number; readonly height: number }) => void;
}

/** Draws beside the screen and shows the finished page in one stroke: zooming never flashes white. */
async function drawPage(
  file: PDFDocumentProxy,
  number: number,
  width: number,
  signal: AbortSignal,
  { canvas, layer, onSize }: Sheet,
): Promise<void> {
  const page = await file.getPage(number);
  if (signal.aborted || canvas === null || layer === null) return;
  const natural = page.getViewport({ scale: 1 });
  onSize({ width: natural.width, height: natural.height });
  const scale = width / natural.width;
  const sharp = Math.min(window.devicePixelRatio, Math.sqrt(mostPixels / (natural.width * natural.height)) / scale);
  const viewport = page.getViewport({ scale: scale * sharp });
  const beside = document.createElement('canvas');
  beside.width = Math.max(1, Math.floor(viewport.width));
  beside.height = Math.max(1, Math.floor(viewport.height));
  const task = page.render({ canvas: beside, viewport });
  signal.addEventListener('abort', () => task.cancel());
  await task.promise;
  if (signal.aborted) return;
  canvas.width = beside.width;
  canvas.height = beside.height;
  canvas.getContext('2d')?.drawImage(beside, 0, 0);

  layer.replaceChildren();
  layer.style.setProperty('--total-scale-factor', String(scale));
  const text = new TextLayer({
    textContentSource: page.streamTextContent(),
    container: layer,
    viewport: page.getViewport({ scale }),
  });
  signal.addEventListener('abort', () => text.cancel());
  await text.render();
}
