import {
  getDocument,
  type PDFDocumentLoadingTask,
  type PDFDocumentProxy,
  PDFWorker,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import { PdfData } from './pdf-data.ts';

/** How long a file may keep the parser busy before it counts as unreadable. */
const patience = 20_000;

/** A PDF being opened; `close` stops it wherever it stands. */
export interface PdfOpening {
  readonly document: Promise<PDFDocumentProxy>;
  readonly close: () => void;
}

/** One warm parser for many PDFs; the next file gets a new one after a file has failed in it. */
export interface PdfDesk {
  /** Starts the parser before the first PDF asks for it. */
  warm(): void;
  /** Parses the bytes of a PDF in the worker. The bytes are copied: the caller keeps its own. Rejects when they cannot be read. */
  open(bytes: Uint8Array): PdfOpening;
  /** Ends the parser, and whatever it knows with it. */
  end(): void;
}

/** Opens a desk of its own: a file that is too much for one leaves the others alone. */
export function openPdfDesk(): PdfDesk {
  let worker: Worker | null = null;
  const tasks = new Set<PDFDocumentLoadingTask>();
  const readWorker = (): Worker => {
    worker ??= new Worker(new URL('./pdf-worker.ts', import.meta.url), { type: 'module', name: 'pdf' });
    return worker;
  };
  const end = (): void => {
    // What waits for the parser ends first: it would wait for ever, and keep it.
    for (const task of tasks) task.destroy().catch(() => undefined);
    tasks.clear();
    if (worker !== null) PDFWorker.create({ port: worker }).destroy();
    worker?.terminate();
    worker = null;
  };
  return {
    end,
    warm: () => void readWorker(),
    open(bytes) {
      const mine = readWorker();
      const port = PDFWorker.create({ port: mine });
      const task = getDocument({
        data: bytes.slice(),
        worker: port,
        BinaryDataFactory: PdfData,
        useWorkerFetch: false,
        standardFontDataUrl: '/',
        wasmUrl: '/',
        useSystemFonts: false,
        enableXfa: false,
        stopAtErrors: false,
        maxImageSize: 100_000_000,
        verbosity: 0,
      });
      tasks.add(task);
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(new Error('the parser did not answer')), patience);
      });
      const document = Promise.race([task.promise, late]).finally(() => clearTimeout(timer));
      document.catch((refusal: unknown) => {
        // One that wants a password left its parser as it was.
        if (!isLocked(refusal) && worker === mine) end();
      });
      return {
        document,
        close: () => {
          clearTimeout(timer);
          tasks.delete(task);
          task.destroy().catch(() => undefined);
        },
      };
    },
  };
}

const { open, warm } = openPdfDesk();
export { open as openPdf, warm as warmPdf };

/** True when a PDF was refused because it wants a password. */
export function isLocked(refusal: unknown): boolean {
  return refusal instanceof Error && refusal.name === 'PasswordException';
}
