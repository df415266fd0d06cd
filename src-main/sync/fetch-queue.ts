import type { PixelPriority } from '../../contracts/imaging.ts';
import type { MirrorItem } from '../../contracts/mirror.ts';
import type { RoomNeed } from '../vault/protocol.ts';
import { withResolvers } from './with-resolvers.ts';

/** Fetches one item and puts it in the vault; throws what stopped it. `need`: how soon it is wanted. */
export type FetchItem = (patient: string, item: MirrorItem, signal: AbortSignal, need: RoomNeed) => Promise<void>;

/** How soon something is wanted; `ahead` is for a patient who is not on the screen, and waits for whatever is. */
export type FetchPriority = PixelPriority | 'ahead';

interface Task {
  readonly patient: string;
  readonly item: MirrorItem;
  rank: number;
  /** For nobody who is on the screen. */
  isAhead: boolean;
  /** Ends the fetching under way, which begins again later; null while none is. */
  stop: AbortController | null;
  readonly settled: Promise<void>;
  resolve(): void;
  reject(cause: unknown): void;
}

const PARALLEL = 7;
/** One place is never taken by images that are copied behind a record: a new result does not wait for the end of one. */
const PARALLEL_BEHIND = PARALLEL - 1;
const RANK: Readonly<Record<PixelPriority, number>> = { now: 0, near: 1, later: 4 };
const DOCUMENT = 2;
const DOCUMENT_AHEAD = 4.5;
const IMAGE = 5;
const IMAGE_AHEAD = 6;
/** So many at once for patients who are not on the screen, and of small ones more: a line of 20 ms stands still between them otherwise. */
const PARALLEL_AHEAD = 2;
const MOST_AHEAD = 4;
/** Together they are never more than two that would not be cut off: what the screen then waits behind. */
const FLYING = 128_000;
/** From this rank on, up to the images that are copied behind an open record, somebody waits in front of the screen. */
const WAITED_FOR = 4;
/** What is fetched ahead and larger than so many bytes gives the line back at once when the screen wants it. */
const LARGE = 64_000;

/** All fetching of the app: at most seven at once, what is on the screen first, then documents, then images; each item once. */
export interface FetchQueue {
  /** Settles when the item is in the vault; asking again for the same item joins the first. */
  fetch(patient: string, item: MirrorItem, priority?: FetchPriority): Promise<void>;
  /** The screen waits for something that is not in this queue: nothing is fetched ahead until the returned undo is called. */
  hold(): () => void;
  /** Resolves as soon as nothing on the screen waits for the line. */
  quiet(): Promise<void>;
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
  let holds = 0;
  let waiting: (() => void)[] = [];
  /** What is being fetched now, dropped or not. */
  const underWay = new Set<AbortController>();

  /** True while the screen waits: for a task, or for what `hold` stands for. */
  function isWaitedFor(): boolean {
    if (holds > 0) return true;
    for (const task of tasks.values()) if (!task.isAhead && task.rank <= WAITED_FOR) return true;
    return false;
  }

  function run(): void {
    const busy = isWaitedFor();
    if (!busy) for (const go of waiting.splice(0)) go();
    for (;;) {
      let [ahead, behind, flying] = [0, 0, 0];
      let best: Task | undefined;
      for (const task of tasks.values()) {
        if (task.stop === null) continue;
        if (task.rank > WAITED_FOR) behind += 1;
        if (!task.isAhead) continue;
        ahead += 1;
        flying += task.item.bytes;
      }
      const fits = ({ rank, isAhead, item }: Task): boolean => {
        if (rank > WAITED_FOR && behind >= PARALLEL_BEHIND) return false;
        if (!isAhead) return true;
        return !busy && (ahead < PARALLEL_AHEAD || (ahead < MOST_AHEAD && flying + item.bytes <= FLYING));
      };
      for (const task of tasks.values()) {
        if (task.stop !== null || !fits(task)) continue;
        if (best === undefined || task.rank < best.rank) best = task;
      }
      if (best === undefined || running >= PARALLEL) return;
      start(best);
    }
  }

  /** What was begun ahead and lasts gives the line to the screen. */
  function giveWay(): void {
    for (const task of tasks.values()) if (task.isAhead && task.item.bytes > LARGE) task.stop?.abort();
  }

  function start(task: Task): void {
    const key = toKey(task.patient, task.item);
    const stop = new AbortController();
    task.stop = stop;
    underWay.add(stop);
    running += 1;
    let isOver = true;
    const need = task.isAhead ? 'ahead' : task.rank <= RANK.near ? 'screen' : 'copy';
    fetchItem(task.patient, task.item, stop.signal, need)
      .then(
        () => task.resolve(),
        (cause: unknown) => {
          // Only pushed aside: it stays in the queue.
          isOver = !stop.signal.aborted || tasks.get(key) !== task;
          if (isOver) task.reject(cause);
        },
      )
      .finally(() => {
        running -= 1;
        underWay.delete(stop);
        task.stop = null;
        if (isOver && tasks.get(key) === task) tasks.delete(key);
        run();
      });
  }

  function toRank(item: MirrorItem, priority: FetchPriority | undefined): number {
    if (priority === 'ahead') return item.kind === 'resource' ? DOCUMENT_AHEAD : IMAGE_AHEAD;
    if (priority !== undefined) return RANK[priority];
    return item.kind === 'resource' ? DOCUMENT : IMAGE;
  }

  return {
    fetch(patient, item, priority) {
      const key = toKey(patient, item);
      const rank = toRank(item, priority);
      const isAhead = priority === 'ahead';
      const known = tasks.get(key);
      if (known !== undefined) {
        const isFree = priority !== undefined && !isAhead && !known.isAhead;
        known.rank = isFree ? rank : Math.min(known.rank, rank);
        known.isAhead &&= isAhead;
        if (!known.isAhead && rank <= WAITED_FOR) giveWay();
        queueMicrotask(run);
        return known.settled;
      }
      const { promise, resolve, reject } = withResolvers();
      promise.catch(() => undefined);
      tasks.set(key, { patient, item, rank, isAhead, stop: null, settled: promise, resolve, reject });
      if (!isAhead && rank <= WAITED_FOR) giveWay();
      // Everything asked for in the same turn is ranked before the first starts.
      queueMicrotask(run);
      return promise;
    },
    hold() {
      let isHeld = true;
      holds += 1;
      giveWay();
      return () => {
        if (isHeld) holds -= 1;
        isHeld = false;
        run();
      };
    },
    quiet: () =>
      new Promise((resolve) => {
        if (isWaitedFor()) waiting = [...waiting, resolve];
        else resolve();
      }),
    drop(patient) {
      for (const [key, task] of tasks) {
        if (patient !== null && task.patient !== patient) continue;
        tasks.delete(key);
        if (task.stop === null) task.reject(new DOMException('dropped', 'AbortError'));
      }
      if (patient === null) for (const stop of underWay) stop.abort();
      queueMicrotask(run);
    },
  };
}
