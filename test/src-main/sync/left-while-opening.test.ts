import { expect, it } from 'vitest';
import type { TherapeuticLink } from '../../../contracts/link.ts';
import { openRecords } from '../../../src-main/sync/records.ts';
import type { VaultOrder } from '../../../src-main/vault/protocol.ts';
import { codeOf, openMemoryLog } from '../support/test-practice.ts';

const [wrong, right] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];

/** Records without a line over copies of nothing; a patient's link is told once `answer` says so. */
function openSlowly() {
  const looked: string[] = [];
  const counted: (string | null)[] = [];
  const waiting = new Map<string, () => void>();
  const readState = {
    revision: '1',
    asOf: '2026-11-22T09:00:00.000Z',
    complete: true,
    leaseUntil: '2026-11-22T21:00:00.000Z',
    total: 0,
    lastVisit: null,
    marks: [],
    missing: [],
    shown: [],
  };
  const vault = {
    async order(order: VaultOrder, input: unknown) {
      if (order === 'count-reading') counted.push((input as { patient: string | null }).patient);
      return order === 'read-state' ? readState : null;
    },
  };
  const records = openRecords({
    vault,
    session: () => ({ person: { id: 'p' }, online: false }),
    isOnline: () => false,
    findLink: async (patient: string) => {
      await new Promise<void>((resolve) => waiting.set(patient, resolve));
      return { patient: { id: patient }, readable: true } as TherapeuticLink;
    },
    journal: async () => ({ append: async ({ patient }: { patient: string }) => void looked.push(patient) }),
    sendJournal: async () => undefined,
    isCurrent: () => false,
    marksOf: async () => [],
    tell: () => undefined,
    now: () => new Date('2026-11-22T09:00:00Z'),
    log: openMemoryLog(),
  } as never);
  return { records, looked, counted, answer: (patient: string) => waiting.get(patient)?.() };
}

it('a patient clicked by mistake and left before he was there is neither open, looked at, nor counted as read in the place of the right one [C5] [R21]', async () => {
  const { records, looked, counted, answer } = openSlowly();
  const first = codeOf(records.open(wrong));
  const closed = records.close(wrong);
  const second = records.open(right);
  answer(right);
  await Promise.all([closed, second]);
  answer(wrong);
  expect(await first).toBe('record-not-available');
  expect(await codeOf(records.read(wrong))).toBe('record-not-available');
  expect([looked, counted.at(-1)]).toEqual([[right], right]);
});

it('a patient left and clicked again before he was there is open once, by the last click [C5]', async () => {
  const { records, looked, answer } = openSlowly();
  const first = codeOf(records.open(right));
  answer(right);
  const closed = records.close(right);
  const again = records.open(right);
  answer(right);
  await Promise.all([closed, again]);
  expect(await first).toBe('record-not-available');
  expect((await records.read(right)).link.patient.id).toBe(right);
  expect(looked).toEqual([right]);
});
