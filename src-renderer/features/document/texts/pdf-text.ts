import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** The words of a PDF, pages parted by a form feed. */
export interface PdfText {
  readonly pages: readonly string[];
  /** False when a page has no words (a scan without a text layer), could not be read, or stands beyond what is read. */
  readonly isWhole: boolean;
}

const MOST_PAGES = 300;
/** Milliseconds after which the pages read so far must do. */
const PATIENCE = 15_000;

/** Reads the text of every page; a word parted at the end of a line is one. Stops at `signal`, and where a file takes too long. */
export async function readPdfText(document: PDFDocumentProxy, signal: AbortSignal): Promise<PdfText> {
  const end = Date.now() + PATIENCE;
  const pages: string[] = [];
  let isWhole = document.numPages <= MOST_PAGES;
  const last = Math.min(document.numPages, MOST_PAGES);
  for (let number = 1; number <= last; number += 1) {
    if (signal.aborted || Date.now() > end) return { pages, isWhole: false };
    // oxlint-disable-next-line no-await-in-loop -- one page at a time bounds the memory.
    const text = await readPage(document, number, end).catch(() => null);
    if (text === null || text.trim() === '') isWhole = false;
    pages.push(text ?? '');
  }
  return { pages, isWhole };
}

async function readPage(document: PDFDocumentProxy, number: number, end: number): Promise<string> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('too long')), Math.max(0, end - Date.now()));
  });
  const read = async (): Promise<string> => {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    page.cleanup();
    return items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
  };
  try {
    const text = await Promise.race([read(), late]);
    return text.replaceAll('\f', ' ').replace(/(?<=\p{L})[-\u00ad]\n(?=\p{Ll})/gu, '');
  } finally {
    clearTimeout(timer);
  }
}
