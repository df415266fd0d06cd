/** A page of a scan before it is drawn: its size as it is printed, and how it lies (TIFF orientation 1–8). */
export interface ScanPage {
  readonly width: number;
  readonly height: number;
  readonly orientation: number;
}

/** What the worker of scans is asked: a file once, then its pages, from 0 on. */
export type ScanQuestion =
  | { readonly id: number; readonly ask: 'open'; readonly bytes: Uint8Array }
  | { readonly id: number; readonly ask: 'draw'; readonly page: number };

/** `more`: pages that are not shown; `isWhole`: false where the page’s data were cut. */
export type ScanAnswer =
  | { readonly id: number; readonly is: 'opened'; readonly pages: readonly ScanPage[]; readonly more: number }
  | { readonly id: number; readonly is: 'drawn'; readonly bitmap: ImageBitmap; readonly isWhole: boolean }
  | { readonly id: number; readonly is: 'failed' };

/** A page as it can be put on the screen; `isWhole` is false when its data ended before its last row. */
export interface DrawnPage {
  readonly bitmap: ImageBitmap;
  readonly isWhole: boolean;
}

/** A scan that is open; `close` stops whatever it is doing. */
export interface ScanFile {
  readonly pages: readonly ScanPage[];
  /** Pages beyond those that are read. */
  readonly more: number;
  draw(page: number): Promise<DrawnPage>;
  close(): void;
}

/** How long one page may take before it counts as unreadable. */
const patience = 20_000;

/** Opens a TIFF in a worker of its own. Rejects when it cannot be read; `signal` ends the worker wherever it stands. */
export async function openScan(bytes: Uint8Array, signal: AbortSignal): Promise<ScanFile> {
  const worker = new Worker(new URL('./scan-worker.ts', import.meta.url), { type: 'module', name: 'scan' });
  const waiting = new Map<number, (answer: ScanAnswer) => void>();
  let count = 0;
  const close = (): void => {
    worker.terminate();
    for (const [id, tell] of waiting) tell({ id, is: 'failed' });
    waiting.clear();
  };
  signal.addEventListener('abort', close);
  worker.addEventListener('message', ({ data }: MessageEvent<ScanAnswer>) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  });
  worker.addEventListener('error', close);
  const ask = (question: { ask: 'open'; bytes: Uint8Array } | { ask: 'draw'; page: number }): Promise<ScanAnswer> =>
    new Promise((resolve) => {
      count += 1;
      const id = count;
      const timer = setTimeout(close, patience * (waiting.size + 1));
      waiting.set(id, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      worker.postMessage({ id, ...question } satisfies ScanQuestion);
    });
  const opened = await ask({ ask: 'open', bytes });
  if (opened.is !== 'opened') {
    close();
    throw new Error('no scan');
  }
  return {
    pages: opened.pages,
    more: opened.more,
    draw: async (page) => {
      const drawn = await ask({ ask: 'draw', page });
      if (drawn.is !== 'drawn') throw new Error('no page');
      return drawn;
    },
    close,
  };
}
