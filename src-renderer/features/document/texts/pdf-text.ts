import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** The words of a file in pages. */
export interface PageTexts {
  readonly pages: readonly string[];
  /** False when a page has no words, could not be read, or stands beyond what is read. */
  readonly isWhole: boolean;
  /** Whether words of a page were recognised in its picture: they may be wrong. */
  readonly isRecognised: boolean;
}

/** Recognises the words in the picture of a page; rejects when it cannot. */
export type RecognisePage = (page: PDFPageProxy) => Promise<string>;

const MOST_PAGES = 300;
/** Pages of one file whose picture is read: each takes seconds. */
export const mostPictures = 12;
/** Milliseconds after which the pages read so far must do; pictures have a patience of their own. */
const PATIENCE = 15_000;

async function within<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('too long')), Math.max(0, milliseconds));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

type TextContent = Awaited<ReturnType<PDFPageProxy['getTextContent']>>;

/** Stops reading at `signal` or when it takes too long: a reader left waiting for a worker that was ended keeps it, and all it held, for as long as the window stands. */
async function readWords(page: PDFPageProxy, signal: AbortSignal, milliseconds: number): Promise<string> {
  const reader = (page.streamTextContent() as ReadableStream<TextContent>).getReader();
  let isStopped = false;
  const stop = (): void => {
    isStopped = true;
    reader.cancel(new Error('not wanted any more')).catch(() => undefined);
  };
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  const timer = setTimeout(stop, Math.max(0, milliseconds));
  let text = '';
  try {
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- a stream.
      const { value, done } = await reader.read();
      if (done) break;
      for (const item of value.items) if ('str' in item) text += item.str + (item.hasEOL ? '\n' : '');
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
  if (isStopped) return '';
  return text.replaceAll('\f', ' ').replace(/(?<=\p{L})[-\u00ad]\n(?=\p{Ll})/gu, '');
}

/** Reads the text of every page; a word parted at the end of a line is one. A page without text is recognised, if anybody can. Stops at `signal`, and where a file takes too long. */
export async function readPdfText(
  document: PDFDocumentProxy,
  signal: AbortSignal,
  recognise: RecognisePage | null,
): Promise<PageTexts> {
  let left = PATIENCE;
  const pages: string[] = [];
  let isWhole = document.numPages <= MOST_PAGES;
  let pictures = 0;
  const last = Math.min(document.numPages, MOST_PAGES);
  for (let number = 1; number <= last; number += 1) {
    if (signal.aborted || left <= 0) return { pages, isWhole: false, isRecognised: pictures > 0 };
    const start = Date.now();
    // oxlint-disable-next-line no-await-in-loop -- one page at a time bounds the memory.
    const page = await within(document.getPage(number), left).catch(() => null);
    // oxlint-disable-next-line no-await-in-loop -- as above.
    let text = page === null ? '' : await readWords(page, signal, left).catch(() => '');
    left -= Date.now() - start;
    if (text.trim() === '' && page !== null && recognise !== null && pictures < mostPictures) {
      pictures += 1;
      // oxlint-disable-next-line no-await-in-loop -- as above.
      text = await recognise(page).catch(() => '');
    }
    page?.cleanup();
    if (text.trim() === '') isWhole = false;
    pages.push(text);
  }
  return { pages, isWhole, isRecognised: pictures > 0 };
}
