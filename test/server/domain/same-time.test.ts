import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { inSameTime } from '../../../server/domain/same-time.ts';

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await inSameTime(work).catch(() => undefined);
  return performance.now() - start;
}

describe('in the same time', () => {
  it('settles at a multiple of 150 ms after short and longer work, success and failure [R10]', {
    retry: 2,
  }, async () => {
    const times = await Promise.all([
      timeOf(() => Promise.resolve()),
      timeOf(() => Promise.reject(new Error('no'))),
      timeOf(() => delay(60)),
    ]);
    for (const time of times) expect(time).toBeGreaterThanOrEqual(150);
    for (const time of times) expect(time % 150).toBeLessThan(60);
  });

  it('takes the next step when the first was not enough [R10]', async () => {
    expect(await timeOf(() => delay(170))).toBeGreaterThanOrEqual(299);
  });

  it('hands on the answer, or the failure', async () => {
    expect(await inSameTime(() => Promise.resolve(7))).toBe(7);
    await expect(inSameTime(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});
