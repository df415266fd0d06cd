import { expect, test } from 'vitest';
import type { TraceCheck } from '../../../contracts/trace-check.ts';
import { openTraceChecker } from '../../../server/trace/check-trace.ts';
import type { StoredTrace } from '../../../server/trace/verify.ts';

const clock = { now: () => new Date('2026-11-22T08:00:00.000Z') };
const evidence = { traceKey: Buffer.alloc(32), headKeyPem: '', logLines: [], heads: [] };
const empty: StoredTrace & { total: number } = {
  total: 0,
  readWriters: () => Promise.resolve([]),
  readEntries: () => Promise.resolve([]),
  countEntries: () => Promise.resolve(0),
};
const rest = async (read: () => TraceCheck): Promise<TraceCheck> => {
  while (read().state === 'running') await new Promise((done) => setTimeout(done, 1));
  return read();
};

test('says nothing of a trace whose verification came to no end, or whose end could not be traced [R21]', async () => {
  const failures: unknown[] = [];
  const checker = openTraceChecker({ readEvidence: () => evidence }, clock, (error) => failures.push(error));
  const broken = { ...empty, readWriters: () => Promise.reject(new Error('session ended')) };
  await checker.start(
    () => Promise.resolve(broken),
    '',
    () => Promise.resolve(),
  );
  expect(await rest(checker.read)).toEqual({ state: 'failed', startedAt: '2026-11-22T08:00:00.000Z' });
  await checker.start(
    () => Promise.resolve(empty),
    '',
    () => Promise.reject(new Error('trace-unavailable')),
  );
  expect((await rest(checker.read)).state).toBe('failed');
  expect(failures).toHaveLength(2);
});

test('keeps the last answer when a verification cannot even begin, and refuses a second one beside it [R21]', async () => {
  const checker = openTraceChecker({ readEvidence: () => evidence }, clock, () => undefined);
  await checker.start(
    () => Promise.resolve(empty),
    '',
    () => Promise.resolve(),
  );
  const first = await rest(checker.read);
  expect(first).toMatchObject({ state: 'done', entries: 0, last: null, faults: [] });
  await expect(
    checker.start(
      () => Promise.reject(new Error('no database')),
      '',
      () => Promise.resolve(),
    ),
  ).rejects.toThrow('no database');
  expect(checker.read()).toEqual(first);
  let letGo = (): void => undefined;
  const held = { ...empty, readWriters: () => new Promise<[]>((done) => (letGo = () => done([]))) };
  await checker.start(
    () => Promise.resolve(held),
    '',
    () => Promise.resolve(),
  );
  await expect(
    checker.start(
      () => Promise.resolve(empty),
      '',
      () => Promise.resolve(),
    ),
  ).rejects.toMatchObject({
    code: 'conflict',
  });
  await new Promise((done) => setTimeout(done, 5));
  letGo();
  expect((await rest(checker.read)).state).toBe('done');
});
