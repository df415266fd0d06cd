/** Locks after a time without a sign of the user. */
export interface IdleLock {
  /** The user is there. */
  report(): void;
  stop(): void;
}

/** Checks twice a second less than it must: `lock` is called once at the end of each idle time, on the wall clock so that sleep counts. */
export function openIdleLock(idleSeconds: () => number, lock: () => void, now: () => number = Date.now): IdleLock {
  let last = now();
  const timer = setInterval(() => {
    if (now() - last < idleSeconds() * 1000) return;
    last = now();
    lock();
  }, 1_000);
  timer.unref?.();
  return {
    report() {
      last = now();
    },
    stop: () => clearInterval(timer),
  };
}
