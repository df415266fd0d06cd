import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { ReactNode } from 'react';
import { type Album, toPicture } from '../../../print/album.ts';
import { words } from '../../../words/words.ts';
import type { ScanFile } from '../readers/scan-file.ts';
import { drawTurned, toLying } from '../scan-sheet.tsx';

/** Pixels across a page of paper: some 220 an inch, as fine as a good fax and finer than most scans. */
const across = 1_640;
/** Largest drawing of one page, in pixels. */
const mostPixels = 12_000_000;

interface DrawnPages {
  readonly count: number;
  /** Draws page `number`, from 1; its canvas is used for this page alone. */
  readonly draw: (number: number) => Promise<{ readonly canvas: HTMLCanvasElement; readonly isWhole: boolean }>;
  readonly mime: 'image/png' | 'image/jpeg';
  /** Pages that the file has beyond those that are read. */
  readonly more: number;
}

/** Pages as pictures, one a sheet; a page that cannot be drawn says so in its place, and so do those that no longer fit. */
async function toPagesPaper({ count, draw, mime, more }: DrawnPages, album: Album): Promise<ReactNode> {
  const most = Math.min(count, album.room());
  const pages: ReactNode[] = [];
  for (let number = 1; number <= most; number += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one page in memory at a time.
    const page = await draw(number).catch(() => null);
    // oxlint-disable-next-line no-await-in-loop -- as above.
    const picture = page === null ? null : await toPicture(page.canvas, mime);
    pages.push(
      <div key={number} className="page">
        {picture === null ? (
          <p className="warning">{words('print.page-missing', { page: number })}</p>
        ) : (
          <img src={album.add(picture)} alt="" />
        )}
        {page?.isWhole === false ? <p className="warning">{words('file.cut')}</p> : null}
      </div>,
    );
  }
  const left = count - most + more;
  return (
    <>
      {pages}
      {left > 0 ? <p className="warning">{words('print.cut', { count: left })}</p> : null}
    </>
  );
}

/** A PDF as it came: its own pages, drawn, each under our head. */
export function toPdfPaper(file: PDFDocumentProxy, album: Album): Promise<ReactNode> {
  const draw = async (number: number) => {
    const page = await file.getPage(number);
    const natural = page.getViewport({ scale: 1 });
    const scale = Math.min(across / natural.width, Math.sqrt(mostPixels / (natural.width * natural.height)));
    const viewport = page.getViewport({ scale });
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.floor(viewport.width));
    canvas.height = Math.max(1, Math.floor(viewport.height));
    await page.render({ canvas, viewport, intent: 'print' }).promise;
    return { canvas, isWhole: true };
  };
  return toPagesPaper({ count: file.numPages, draw, mime: 'image/png', more: 0 }, album);
}

/** Scanned pages or a photograph, turned as they are on the screen. */
export function toScanPaper(file: ScanFile, format: 'tiff' | 'image', turns: number, album: Album): Promise<ReactNode> {
  const draw = async (number: number) => {
    const page = file.pages[number - 1];
    if (page === undefined) throw new Error('no page');
    const { bitmap, isWhole } = await file.draw(number - 1);
    const { quarter, isMirrored, ratio } = toLying(page, turns);
    const canvas = document.createElement('canvas');
    drawTurned(canvas, bitmap, Math.min(across, Math.sqrt(mostPixels / ratio)), ratio, quarter, isMirrored);
    bitmap.close();
    return { canvas, isWhole };
  };
  const mime = format === 'tiff' ? 'image/png' : 'image/jpeg';
  return toPagesPaper({ count: file.pages.length, draw, mime, more: file.more }, album);
}
