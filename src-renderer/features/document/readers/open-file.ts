import type { Language } from '../../../../contracts/language.ts';
import { readLanguage } from '../../../words/language.ts';
import type { TextFormat } from './read-file.ts';
import type { Reading } from './reading.ts';

/** A file for the worker that reads texts. */
export interface FileQuestion {
  readonly format: TextFormat;
  readonly bytes: Uint8Array;
  /** Language of the names that the reader gives: a worker has none of its own. */
  readonly language: Language;
}

/** What the worker found, null when the file is not what it seemed. */
export type FileAnswer = Reading | null;

/** A reader of files in a worker: one file at a time, and after one that was too much for it a new worker. */
export interface FileDesk<Question, Answer> {
  /** What is asked is copied: the caller keeps its own. Rejects when it cannot be read. */
  open(question: Question): Promise<Answer>;
  /** Ends the worker wherever it stands; the next file begins another. */
  close(): void;
}

/** Opens a reader whose worker answers null for what it cannot read; no worker runs before the first file. `patience`: milliseconds a file may keep it busy before it counts as unreadable. */
export function openFileDesk<Question, Answer>(openWorker: () => Worker, patience: number): FileDesk<Question, Answer> {
  let worker: Worker | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let stop: () => void = () => undefined;

  function ask(question: Question): Promise<Answer | null> {
    worker ??= openWorker();
    const current = worker;
    return new Promise((resolve) => {
      const settled = new AbortController();
      const end = (answer: Answer | null): void => {
        settled.abort();
        clearTimeout(timer);
        resolve(answer);
      };
      const fail = (): void => {
        current.terminate();
        if (worker === current) worker = null;
        end(null);
      };
      const timer = setTimeout(fail, patience);
      stop = fail;
      current.addEventListener('message', ({ data }: MessageEvent<Answer | null>) => end(data), {
        signal: settled.signal,
      });
      current.addEventListener('error', fail, { signal: settled.signal });
      current.postMessage(question);
    });
  }

  return {
    async open(question) {
      const turn = last.then(() => ask(question));
      last = turn;
      const reading = await turn;
      if (reading === null) throw new Error('the file cannot be read');
      return reading;
    },
    close() {
      stop();
      worker?.terminate();
      worker = null;
    },
  };
}

const desk = openFileDesk<FileQuestion, Reading>(
  () => new Worker(new URL('./file-worker.ts', import.meta.url), { type: 'module', name: 'file' }),
  10_000,
);

/** Reads a file for the pane, in a worker that stays warm. */
export function openFile(format: TextFormat, bytes: Uint8Array): Promise<Reading> {
  return desk.open({ format, bytes, language: readLanguage() });
}
