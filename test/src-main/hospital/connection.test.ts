import { PassThrough } from 'node:stream';
import { afterEach, expect, it, vi } from 'vitest';
import type { HospitalClient } from '../../../src-main/hospital/client.ts';
import { openConnectionWatch } from '../../../src-main/hospital/connection.ts';

afterEach(() => vi.restoreAllMocks());

/** Listeners that wait for the end of something, now. */
function countListeners(): () => number {
  let count = 0;
  const { addEventListener, removeEventListener } = AbortSignal.prototype;
  vi.spyOn(AbortSignal.prototype, 'addEventListener').mockImplementation(function (this: AbortSignal, ...call) {
    count += 1;
    Reflect.apply(addEventListener, this, call);
  });
  vi.spyOn(AbortSignal.prototype, 'removeEventListener').mockImplementation(function (this: AbortSignal, ...call) {
    count -= 1;
    Reflect.apply(removeEventListener, this, call);
  });
  return () => count;
}

it('holds no more listeners after a hundred streams that broke than after the first', async () => {
  const listeners = countListeners();
  const held: number[] = [];
  let streams = 0;
  let ended = (): void => undefined;
  const done = new Promise<void>((resolve) => {
    ended = resolve;
  });
  const client = {
    openEvents: async () => {
      streams += 1;
      held.push(listeners());
      if (streams === 100) ended();
      return new PassThrough().end(': beat\n\n');
    },
  } as Partial<HospitalClient> as HospitalClient;
  const news = { changed: () => undefined, pushed: () => undefined, refused: () => undefined };
  const pace = { first: 0, opening: 1_000, slowest: 0, silence: 1_000, probe: 0 };
  const log = { write: () => undefined };
  const watch = openConnectionWatch(
    client,
    async () => undefined,
    news,
    log,
    () => new Date(),
    pace,
  );
  watch.watch('events');
  await done;
  watch.stop();
  expect(Math.max(...held)).toBeLessThanOrEqual(held[0]! + 1);
});
