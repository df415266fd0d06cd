/** What copying ahead may take of the line and of the disk. */
export interface AheadLimits {
  /** Bytes per second on average, null without limit. */
  readonly bytesPerSecond: number | null;
  /** Bytes of one day. */
  readonly bytesPerDay: number;
}

/** Keeps copying ahead within its share of the line: after each answer it rests for as long as its bytes are worth. */
export interface Pace {
  /** Resolves when the next question may be asked; at once when `stop` was called. */
  turn(): Promise<void>;
  spent(bytes: number): void;
  /** True once the day's bytes are used up. */
  isSpent(): boolean;
  /** Bytes of this day so far, to be kept. */
  total(): number;
  /** A new day, or one that was begun before the app started. */
  begin(bytes: number): void;
  /** Lets whoever rests go on. */
  stop(): void;
}

/** The line may be given back so long at most for one answer: a film of gigabytes is no reason to stand still for an hour. */
const LONGEST_REST = 60_000;

/** Starts a day without a byte. */
export function openPace(limits: AheadLimits, monotonic: () => number = () => performance.now()): Pace {
  let free = Number.NEGATIVE_INFINITY;
  let bytesToday = 0;
  const resting = new Set<() => void>();
  return {
    async turn() {
      for (let rest = free - monotonic(); rest > 0; rest = free - monotonic()) {
        await new Promise<void>((resolve) => {
          const go = (): void => {
            clearTimeout(timer);
            resting.delete(go);
            resolve();
          };
          const timer = setTimeout(go, Math.ceil(rest));
          resting.add(go);
        });
      }
    },
    spent(bytes) {
      bytesToday += bytes;
      if (limits.bytesPerSecond === null) return;
      const now = monotonic();
      free = Math.min(Math.max(free, now) + (bytes * 1000) / limits.bytesPerSecond, now + LONGEST_REST);
    },
    isSpent: () => bytesToday >= limits.bytesPerDay,
    total: () => bytesToday,
    begin(bytes) {
      bytesToday = bytes;
    },
    stop() {
      free = Number.NEGATIVE_INFINITY;
      for (const go of resting) go();
    },
  };
}
