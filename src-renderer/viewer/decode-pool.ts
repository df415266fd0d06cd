import type { DecodeAnswer, DecodeQuestion } from './decode/decode-messages.ts';
import type { Expected, FileContent } from './decode/decode.ts';
import { limits } from './decode/limits.ts';
import type { Codec } from './decode/transfer-syntaxes.ts';
import { UnreadableImage } from './decode/unreadable.ts';

/** What the pool needs of a Worker; a test gives its own. */
export interface DecodeThread {
  postMessage(message: DecodeQuestion, transfer: Transferable[]): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<DecodeAnswer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** A decoded frame or another object, and the file's bytes when more frames of it are wanted. */
export type Decoded = FileContent & { readonly bytes: ArrayBuffer | null };

interface Job {
  readonly id: number;
  readonly question: Extract<DecodeQuestion, { kind: 'decode' }>;
  readonly resolve: (decoded: Decoded) => void;
  readonly reject: (error: unknown) => void;
}

interface Seat {
  thread: DecodeThread;
  job: Job | null;
  watchdog: ReturnType<typeof setTimeout> | undefined;
  /** Died while idle: replaced when next needed, so that a worker that cannot start is not started for ever. */
  broken: boolean;
}

/** Decode workers, one frame each at a time. A worker that hangs, fails or grows is thrown away and replaced; its frame alone is lost. */
export class DecodePool {
  readonly #open: () => DecodeThread;
  readonly #timeout: number;
  readonly #seats: Seat[];
  readonly #queue: Job[] = [];
  #id = 0;
  /** How many workers were replaced; for diagnostics and tests. */
  replaced = 0;

  constructor(open: () => DecodeThread, size: number, timeout: number = limits.decodeMs) {
    this.#open = open;
    this.#timeout = timeout;
    this.#seats = Array.from({ length: size }, () => this.#seat());
  }

  /** Seats that could start a frame at once. */
  get free(): number {
    return Math.max(0, this.#seats.filter((seat) => seat.job === null).length - this.#queue.length);
  }

  /** Compiles codecs in every worker before they are needed. */
  warm(codecs: readonly Codec[]): void {
    for (const seat of this.#seats) seat.thread.postMessage({ kind: 'warm', codecs }, []);
  }

  /** Decodes one frame; `bytes` is taken over, and given back in the answer when `keep` is asked. Rejects with UnreadableImage. */
  decode(bytes: ArrayBuffer, frame: number, expected: Expected, keep: boolean): Promise<Decoded> {
    this.#id += 1;
    const id = this.#id;
    return new Promise((resolve, reject) => {
      this.#queue.push({ id, question: { kind: 'decode', id, bytes, frame, expected, keep }, resolve, reject });
      this.#next();
    });
  }

  /** Ends every worker; what was under way is rejected. */
  close(): void {
    for (const seat of this.#seats) {
      clearTimeout(seat.watchdog);
      seat.thread.terminate();
      seat.job?.reject(new UnreadableImage('damaged', 'pool closed'));
      seat.job = null;
    }
    for (const job of this.#queue.splice(0)) job.reject(new UnreadableImage('damaged', 'pool closed'));
    this.#seats.length = 0;
  }

  #seat(): Seat {
    const seat: Seat = { thread: this.#open(), job: null, watchdog: undefined, broken: false };
    this.#listen(seat);
    return seat;
  }

  #listen(seat: Seat): void {
    seat.thread.onmessage = (event) => {
      const answer = event.data;
      const job = seat.job;
      if (job === null || job.id !== answer.id) return;
      this.#release(seat);
      if (answer.replace) this.#replace(seat);
      if (answer.ok && answer.frame) job.resolve({ frame: answer.frame, bytes: answer.bytes });
      else if (answer.ok) job.resolve({ object: answer.object, bytes: answer.bytes });
      else job.reject(new UnreadableImage(answer.reason, answer.detail));
      this.#next();
    };
    seat.thread.onerror = () => {
      if (seat.job === null) seat.broken = true;
      else this.#lose(seat, new UnreadableImage('damaged', 'worker failed'));
    };
  }

  #next(): void {
    for (const seat of this.#seats) {
      if (seat.job !== null) continue;
      const job = this.#queue.shift();
      if (!job) return;
      if (seat.broken) this.#replace(seat);
      seat.job = job;
      seat.watchdog = setTimeout(
        () => this.#lose(seat, new UnreadableImage('timeout', `${this.#timeout} ms`)),
        this.#timeout,
      );
      seat.thread.postMessage(job.question, [job.question.bytes]);
    }
  }

  #lose(seat: Seat, error: UnreadableImage): void {
    const job = seat.job;
    this.#release(seat);
    this.#replace(seat);
    job?.reject(error);
    this.#next();
  }

  #release(seat: Seat): void {
    clearTimeout(seat.watchdog);
    seat.job = null;
  }

  #replace(seat: Seat): void {
    seat.thread.onmessage = null;
    seat.thread.onerror = null;
    seat.thread.terminate();
    seat.thread = this.#open();
    seat.broken = false;
    this.replaced += 1;
    this.#listen(seat);
  }
}

/** A pool of one worker less than the cores, at least two (one may hang) and at most four. */
export function openDecodePool(): DecodePool {
  const size = Math.min(4, Math.max(2, (navigator.hardwareConcurrency || 2) - 1));
  return new DecodePool(
    () => new Worker(new URL('./decode/decode-worker.ts', import.meta.url), { type: 'module' }),
    size,
  );
}

let shared: DecodePool | null = null;

/** The window's one pool: workers keep nothing of a frame, so they stay from one study to the next and are there at once. */
export function readSharedPool(): DecodePool {
  shared ??= openDecodePool();
  return shared;
}
