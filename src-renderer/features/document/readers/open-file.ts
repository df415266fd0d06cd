import type { TextFormat } from './read-file.ts';
import type { Reading } from './reading.ts';

export interface FileQuestion {
  readonly format: TextFormat;
  readonly bytes: Uint8Array;
}

/** What the worker found, null when the file is not what it seemed. */
export type FileAnswer = Reading | null;

/** How long a file may keep its reader busy before it counts as unreadable. */
const patience = 10_000;

let worker: Worker | null = null;
let last: Promise<unknown> = Promise.resolve();

/** One warm reader for every file, one file at a time; the next file gets a new one after a file was too much for it. */
function ask(question: FileQuestion): Promise<FileAnswer> {
  worker ??= new Worker(new URL('./file-worker.ts', import.meta.url), { type: 'module', name: 'file' });
  const current = worker;
  return new Promise((resolve) => {
    const settled = new AbortController();
    const end = (answer: FileAnswer): void => {
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
    current.addEventListener('message', ({ data }: MessageEvent<FileAnswer>) => end(data), { signal: settled.signal });
    current.addEventListener('error', fail, { signal: settled.signal });
    current.postMessage(question);
  });
}

/** Reads a file in the worker. The bytes are copied: the caller keeps its own. Rejects when they cannot be read. */
export async function openFile(format: TextFormat, bytes: Uint8Array): Promise<Reading> {
  const turn = last.then(() => ask({ format, bytes }));
  last = turn;
  const reading = await turn;
  if (reading === null) throw new Error('the file cannot be read');
  return reading;
}
