import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { SearchText } from '../../../../contracts/search.ts';
import { openPdfDesk } from '../pdf-file.ts';
import { openFileDesk } from '../readers/open-file.ts';
import { openPicture } from '../readers/open-picture.ts';
import type { Reading } from '../readers/reading.ts';
import { openScan } from '../readers/scan-file.ts';
import { type DocumentText, readDocumentText } from './document-text.ts';
import { mostPictures, type PageTexts, readPdfText } from './pdf-text.ts';
import type { PictureQuestion } from './picture-worker.ts';
import type { TextQuestion } from './text-worker.ts';

/** Reads documents for their words, in workers apart from those of the pane. */
export interface TextDesk {
  /** `recognises`: scanned pages are read too, which takes seconds a page; else they are only told. */
  read(source: SearchText, signal: AbortSignal, recognises: boolean): Promise<DocumentText>;
  /** Ends the workers, and what they still hold with them. */
  end(): void;
}

/** Width at which a page without text is drawn for its words: about 200 dots an inch of A4. */
const DRAWN = 1_654;

async function drawPage(page: PDFPageProxy): Promise<ImageBitmap> {
  const natural = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: Math.min(DRAWN / natural.width, 2_339 / natural.height) });
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.floor(viewport.width));
  canvas.height = Math.max(1, Math.floor(viewport.height));
  await page.render({ canvas, viewport }).promise;
  return await createImageBitmap(canvas);
}

/** Opens the desk; no worker runs before the first file. */
export function openTextDesk(): TextDesk {
  const files = openFileDesk<TextQuestion, Reading>(
    () => new Worker(new URL('./text-worker.ts', import.meta.url), { type: 'module', name: 'text' }),
    5_000,
  );
  const pictures = openFileDesk<PictureQuestion, string>(
    () => new Worker(new URL('./picture-worker.ts', import.meta.url), { type: 'module', name: 'picture' }),
    60_000,
  );
  const pdfs = openPdfDesk();

  async function readScan(format: 'tiff' | 'image', bytes: Uint8Array, signal: AbortSignal): Promise<PageTexts> {
    const file = await (format === 'tiff' ? openScan : openPicture)(bytes, signal);
    try {
      const texts: string[] = [];
      for (const [place, { orientation }] of file.pages.slice(0, mostPictures).entries()) {
        signal.throwIfAborted();
        // oxlint-disable-next-line no-await-in-loop -- one page at a time bounds the memory.
        const { bitmap } = await file.draw(place);
        // oxlint-disable-next-line no-await-in-loop -- as above.
        texts.push(await pictures.open({ bitmap, orientation }).catch(() => ''));
        bitmap.close();
      }
      const isWhole = file.more === 0 && file.pages.length <= mostPictures && texts.every((text) => text.trim() !== '');
      return { pages: texts, isWhole, isRecognised: true };
    } finally {
      file.close();
    }
  }

  async function readPdf(bytes: Uint8Array, signal: AbortSignal, recognises: boolean): Promise<PageTexts> {
    const opening = pdfs.open(bytes);
    const recognise = async (page: PDFPageProxy): Promise<string> => {
      const bitmap = await drawPage(page);
      try {
        return await pictures.open({ bitmap, orientation: 1 });
      } finally {
        bitmap.close();
      }
    };
    try {
      return await readPdfText(await opening.document, signal, recognises ? recognise : null);
    } finally {
      opening.close();
    }
  }

  return {
    async read(source, signal, recognises) {
      try {
        return await readDocumentText(source, { readFile: files.open, readPdf, readScan }, signal, recognises);
      } finally {
        // Recognising holds a hundred megabytes or two: nothing of them is kept between two documents.
        if (recognises) pictures.close();
      }
    },
    end() {
      files.close();
      pictures.close();
      pdfs.end();
    },
  };
}
