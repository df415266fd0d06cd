import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TraceFilter, TraceKind, TraceList } from '../../../contracts/trace.ts';
import { openTestHospital, type SignedIn, testAccounts, type TestHospital } from '../support/test-hospital.ts';
import { listAll } from './ask-trace.ts';

let hospital: TestHospital;
let director: SignedIn;
const patient = 'cccccccc-0000-4000-8000-000000000001';

beforeAll(async () => {
  hospital = await openTestHospital();
  director = await hospital.signIn('director');
});
afterAll(() => hospital.close());

const append = (kind: TraceKind, object: string, change: object = {}): Promise<void> =>
  hospital.deps.trace.append({
    kind,
    object,
    person: testAccounts.physician.id,
    pc: null,
    patient,
    outcome: kind === 'denied' ? 'record-not-available' : 'ok',
    requestId: `r-${randomUUID()}`,
    ...change,
  });
const list = (filter: Partial<TraceFilter>): Promise<TraceList['lines']> => listAll(director, filter);

test('keeps what was copied and what was looked at apart, newest first, and says who, when, where and of which kind [R20] [R21]', async () => {
  await append('copied', 'Observation/kept-apart-1');
  await append('looked-at', 'Observation/kept-apart-2 at 2026-11-22T08:30:00.000Z');
  const copied = await list({ patient, kind: 'copied' });
  expect(copied.map(({ object }) => object)).toEqual(['Observation/kept-apart-1']);
  expect((await list({ patient, kind: 'looked-at' })).map(({ object }) => object)).toEqual([
    'Observation/kept-apart-2 at 2026-11-22T08:30:00.000Z',
  ]);
  const [line] = copied;
  expect(line?.person).toEqual({
    id: testAccounts.physician.id,
    name: testAccounts.physician.name,
    role: 'physician',
    nihdi: testAccounts.physician.nihdi,
  });
  expect(JSON.stringify(Object.keys(line ?? {}))).not.toMatch(/title|content|hidden/);
});
