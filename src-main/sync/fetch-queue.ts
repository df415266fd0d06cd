import type { PixelPriority } from '../../contracts/imaging.ts';
import type { MirrorItem } from '../../contracts/mirror.ts';

/** Fetches one item and puts it in the vault; throws what stopped it. */
export type FetchItem = (patient: string, item: MirrorItem, signal: AbortSignal) => Promise<void>;

interface Task {
  readonly patient: string;
  readonly item: MirrorItem;
  rank: number;
  running: boolean;
  readonly settled: Promise<void>;
  resolve(): void;
  reject(cause: unknown): void;
}

const PARALLEL = 6;
const RANK: Readonly<Record<PixelPriority, number>> = { now: 0, near: 1, later: 4 };
const DOCUMENT = 2;
const IMAGE = 5;

/** All fetching of the app: at most six at once, what is on the screen first, then documents, then images; each item once. */
export interface FetchQueue {
  /** Settles when the item is in the vault; asking again for the same item joins the first. */
  fetch(patient: string, item: MirrorItem, priority?: PixelPriority): Promise<void>;
  /** Forgets what has not come yet, for one patient or all. */
  drop(patient: string | null): void;
}

function toKey(patient: string, item: MirrorItem): string {
  return `${patient}/${item.kind === 'resource' ? item.ref : item.instance}/${item.sha256}`;
}

/** Opens an empty queue over `fetchItem`. */
export function openFetchQueue(fetchItem: FetchItem): FetchQueue {
  const tasks = new Map<string, Task>();
  let running = 0;
  let round = new AbortController();

  function run(): void {
    while (running < PARALLEL) {
      let best: Task | undefined;
      for (const task of tasks.values())
        if (!task.running && (best === undefined || task.rank < best.rank)) best = task;
      if (best === undefined) return;
      start(best);
    }
  }

  function start(task: Task): void {
    const key = toKey(task.patient, task.item);
    task.running = true;
    running += 1;
    fetchItem(task.patient, task.item, round.signal)
      .then(
        () => task.resolve(),
        (cause: unknown) => task.reject(cause),
      )
      .finally(() => {
        running -= 1;
        if (tasks.get(key) === task) tasks.delete(key);
        run();
      });
  }

  return {
    fetch(patient, item, priority) {
      const key = toKey(patient, item);
      const rank = priority === undefined ? (item.kind === 'resource' ? DOCUMENT : IMAGE) : RANK[priority];
      const known = tasks.get(key);
      if (known !== undefined) {
        known.rank = priority === undefined ? Math.min(known.rank, rank) : rank;
        return known.settled;
      }
      const { promise, resolve, reject } = withResolvers();
      promise.catch(() => undefined);
      tasks.set(key, { patient, item, rank, running: false, settled: promise, resolve, reject });
      // Everything asked for in the same turn is ranked before the first starts.
      queueMicrotask(run);
      return promise;
    },
    drop(patient) {
      for (const [key, task] of tasks) {
        if (patient !== null && task.patient !== patient) continue;
        tasks.delete(key);
        if (!task.running) task.reject(new DOMException('dropped', 'AbortError'));
      }
      if (patient === null) {
        round.abort();
        round = new AbortController();
      }
    },
  };
}

/** `Promise.withResolvers`, which the oldest supported runtime lacks. */
function withResolvers(): { promise: Promise<void>; resolve: () => void; reject: (cause: unknown) => void } {
  let resolve: () => void = () => undefined;
  let reject: (cause: unknown) => void = () => undefined;
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
