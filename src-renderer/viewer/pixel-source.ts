import { PixelAnswer, type PixelFailure, type PixelPriority, type PixelQuestion } from '../../contracts/imaging.ts';

/** Rejection of a read: the vault's own reason. */
export class PixelsMissing extends Error {
  readonly failure: PixelFailure;
  constructor(failure: PixelFailure) {
    super(failure);
    this.name = 'PixelsMissing';
    this.failure = failure;
  }
}

/** The window's end of the pixel port: files asked for by SOP Instance UID, each answer handed to its asker alone. */
export class PixelSource {
  readonly #port: MessagePort;
  readonly #waiting = new Map<
    number,
    { readonly resolve: (bytes: ArrayBuffer) => void; readonly reject: (error: unknown) => void }
  >();
  readonly #onClosed: (failure: PixelFailure) => void;
  #id = 0;
  #closed: PixelFailure | null = null;

  constructor(port: MessagePort, onClosed: (failure: PixelFailure) => void) {
    this.#port = port;
    this.#onClosed = onClosed;
    port.addEventListener('message', this.#receive);
    port.addEventListener('close', this.#hangUp);
    port.start();
  }

  /** Reads a whole file; aborting tells the vault and rejects. Rejects with PixelsMissing when the vault has a reason. */
  read(sopInstanceUid: string, priority: PixelPriority, signal: AbortSignal): Promise<ArrayBuffer> {
    if (this.#closed) return Promise.reject(new PixelsMissing(this.#closed));
    this.#id += 1;
    const id = this.#id;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      const abort = (): void => {
        if (!this.#waiting.delete(id)) return;
        this.#ask({ kind: 'cancel', id });
        reject(signal.reason);
      };
      if (signal.aborted) return abort();
      signal.addEventListener('abort', abort, { once: true });
      return this.#ask({ kind: 'read', id, sopInstanceUid, priority });
    });
  }

  /** Stops listening and closes the port; every read under way is rejected. */
  close(): void {
    this.#port.removeEventListener('close', this.#hangUp);
    this.#port.removeEventListener('message', this.#receive);
    this.#port.close();
    this.#end('refused');
  }

  #ask(question: PixelQuestion): void {
    if (!this.#closed) this.#port.postMessage(question);
  }

  readonly #receive = (event: MessageEvent<unknown>): void => {
    const parsed = PixelAnswer.safeParse(event.data);
    if (!parsed.success) return;
    const answer = parsed.data;
    if ('kind' in answer) {
      this.#end(answer.failure);
      this.#onClosed(answer.failure);
      return;
    }
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (!waiting) return;
    if ('failure' in answer) waiting.reject(new PixelsMissing(answer.failure));
    else waiting.resolve(toWholeBuffer(answer.bytes));
  };

  /** The vault is gone without a word: it was killed, or it locked. */
  readonly #hangUp = (): void => {
    if (this.#closed) return;
    this.#end('locked');
    this.#onClosed('locked');
  };

  #end(failure: PixelFailure): void {
    this.#closed = failure;
    for (const waiting of this.#waiting.values()) waiting.reject(new PixelsMissing(failure));
    this.#waiting.clear();
  }
}

function toWholeBuffer(bytes: ArrayBuffer | Uint8Array): ArrayBuffer {
  if (bytes instanceof ArrayBuffer) return bytes;
  const whole =
    bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength && bytes.buffer instanceof ArrayBuffer;
  return whole ? bytes.buffer : bytes.slice().buffer;
}
