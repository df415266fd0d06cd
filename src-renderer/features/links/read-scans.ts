/** A file of scanned pages that is open. */
export interface Paper {
  readonly pages: number;
  /** One page as it lies in the file, from 0 on. */
  draw(page: number): Promise<ImageBitmap>;
  close(): void;
}

/** Opens a PDF, a TIFF or a picture; rejects for anything else, and for what cannot be read. */
export type OpenPaper = (bytes: Uint8Array, signal: AbortSignal) => Promise<Paper>;

/** A page as it was drawn; the worker closes it. */
export interface PageQuestion {
  readonly bitmap: ImageBitmap;
}
/** What the codes of a page say, or that they could not be looked for. */
export type PageAnswer =
  | {
      readonly is: 'read';
      readonly references: readonly string[];
      readonly isBlank: boolean;
      readonly jpeg: Uint8Array<ArrayBuffer>;
    }
  | { readonly is: 'failed' };

/** One page of what was dropped. `reference` is null where no code could be read, or more than one. */
export interface ScannedPage {
  readonly id: number;
  readonly file: string;
  readonly page: number;
  readonly reference: string | null;
  readonly isAmbiguous: boolean;
  readonly jpeg: Uint8Array<ArrayBuffer>;
}

/** What reading tells as it goes. */
export interface ScanNews {
  readonly onReading: (file: string, page: number) => void;
  readonly onPage: (page: Omit<ScannedPage, 'id'>) => void;
  readonly onBlank: () => void;
  /** A file, or a page of it, that could not be read. */
  readonly onUnreadable: (file: string) => void;
}

/** How long one page may take before it counts as unreadable. */
const patience = 20_000;
/** A file of more than that is no form: nobody drops a film here by mistake and waits for it. */
const LARGEST = 100 * 1024 * 1024;
const MOST_PAGES = 200;

/** Reads files page by page, one after the other, in a worker that a bad page ends. `signal` stops it wherever it stands. */
export async function readScans(
  files: readonly File[],
  openPaper: OpenPaper,
  news: ScanNews,
  signal: AbortSignal,
): Promise<void> {
  const reader = openPageReader();
  signal.addEventListener('abort', reader.close);
  try {
    for (const file of files)
      await readFile(file, openPaper, reader, news, signal).catch(() => {
        if (!signal.aborted) news.onUnreadable(file.name);
      });
  } finally {
    reader.close();
  }
}

async function readFile(
  file: File,
  openPaper: OpenPaper,
  reader: ReturnType<typeof openPageReader>,
  news: ScanNews,
  signal: AbortSignal,
): Promise<void> {
  news.onReading(file.name, 1);
  if (file.size > LARGEST) throw new Error('too large');
  const paper = await openPaper(new Uint8Array(await file.arrayBuffer()), signal);
  try {
    if (paper.pages > MOST_PAGES) throw new Error('too many pages');
    for (let page = 0; page < paper.pages && !signal.aborted; page += 1) {
      news.onReading(file.name, page + 1);
      const answer = await reader.read(await paper.draw(page));
      if (signal.aborted) return;
      if (answer.is === 'failed') news.onUnreadable(file.name);
      else if (answer.isBlank) news.onBlank();
      else
        news.onPage({
          file: file.name,
          page: page + 1,
          reference: answer.references.length === 1 ? (answer.references[0] ?? null) : null,
          isAmbiguous: answer.references.length > 1,
          jpeg: answer.jpeg,
        });
    }
  } finally {
    paper.close();
  }
}

/** One worker, a new one after it failed. */
function openPageReader(): { read: (bitmap: ImageBitmap) => Promise<PageAnswer>; close: () => void } {
  let worker: Worker | null = null;
  let give: ((answer: PageAnswer) => void) | null = null;
  const close = (): void => {
    worker?.terminate();
    worker = null;
    give?.({ is: 'failed' });
    give = null;
  };
  return {
    close,
    read: (bitmap) =>
      new Promise((resolve) => {
        if (worker === null) {
          worker = new Worker(new URL('./code-worker.ts', import.meta.url), { type: 'module', name: 'codes' });
          worker.addEventListener('message', ({ data }: MessageEvent<PageAnswer>) => {
            give?.(data);
            give = null;
          });
          worker.addEventListener('error', close);
        }
        const timer = setTimeout(close, patience);
        give = (answer) => {
          clearTimeout(timer);
          resolve(answer);
        };
        worker.postMessage({ bitmap } satisfies PageQuestion, [bitmap]);
      }),
  };
}
