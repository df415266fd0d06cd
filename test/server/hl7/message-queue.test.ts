import { expect, test } from 'vitest';
import { type QueuedMessage, takeBatch } from '../../../server/hl7/message-queue.ts';
import type { PreparedMessage } from '../../../server/hl7/prepare-message.ts';
import { fc } from '../../support/property.ts';

interface Wish {
  readonly writes: readonly string[];
  readonly reads: readonly string[];
  readonly alone: boolean;
  readonly caller: number;
}

const hashes = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 2 });
const wishes = fc.record({
  writes: hashes,
  reads: hashes,
  alone: fc.nat(9).map((n) => n === 0),
  caller: fc.nat(5).map((n) => (n === 0 ? 1 : 0)),
});

function toQueued({ writes, reads, alone, caller }: Wish): QueuedMessage {
  const message = { raw: Buffer.alloc(1), caller: { certificate: Buffer.of(caller) } };
  const prepared = { message, writes, reads, alone } as unknown as PreparedMessage;
  return { prepared, attempts: 0, resolve: () => undefined, reject: () => undefined };
}

const touch = (one: Wish, other: Wish): boolean =>
  one.writes.some((hash) => other.writes.includes(hash) || other.reads.includes(hash)) ||
  other.writes.some((hash) => one.reads.includes(hash));

test('lets no message overtake one that touches what it speaks of, with two batches under way that end in any order [R25]', () => {
  fc.assert(
    fc.property(
      fc.array(wishes, { maxLength: 40 }),
      fc.array(fc.record({ end: fc.nat(3), again: fc.nat(5) }), { maxLength: 200 }),
      (all, chances) => {
        const queued = all.map(toQueued);
        const place = new Map(queued.map((one, index) => [one, index]));
        let queue: readonly QueuedMessage[] = queued;
        const underWay: (readonly QueuedMessage[])[] = [];
        const done = new Set<QueuedMessage>();
        const begin = (): void => {
          const flying = underWay.flat();
          const { batch, rest } = takeBatch(queue, flying);
          for (const one of batch) {
            const [at, wish] = [place.get(one) ?? -1, all[place.get(one) ?? -1]];
            if (wish === undefined) throw new Error('a message that was not sent');
            for (const [index, other] of queued.entries()) {
              const before = all[index];
              if (before === undefined || done.has(other) || other === one) continue;
              if (index < at) expect(touch(before, wish), `${at} overtakes ${index}`).toBe(false);
              if (flying.includes(other)) expect(before.alone || wish.alone || touch(before, wish)).toBe(false);
              if (batch.includes(other)) expect(before.caller === wish.caller && !wish.alone).toBe(true);
            }
          }
          queue = rest;
          if (batch.length > 0) underWay.push(batch);
        };
        let turn = 0;
        while (queue.length > 0 || underWay.length > 0) {
          const { end = 0, again = 1 } = chances[turn] ?? {};
          turn += 1;
          if (underWay.length < 2) begin();
          // Nothing waits for ever: with nothing under way a batch is found.
          expect(underWay.length).toBeGreaterThan(0);
          if (underWay.length < 2 && end > 1) continue;
          const [batch = []] = underWay.splice(end % underWay.length, 1);
          // What has to be tried again stands before everything else.
          if (again === 0 && turn < 150) queue = [...batch, ...queue];
          else for (const one of batch) done.add(one);
        }
        expect(done.size).toBe(all.length);
      },
    ),
    { numRuns: 500 },
  );
});

test('takes 64 messages of one caller, and leaves the rest in their order [R25]', () => {
  const queue = Array.from({ length: 700 }, (_, n) =>
    toQueued({ writes: [`${n}`], reads: ['patient'], alone: n === 690, caller: 0 }),
  );
  const first = takeBatch(queue, []);
  expect([first.batch, first.rest]).toEqual([queue.slice(0, 64), queue.slice(64)]);
  const second = takeBatch(first.rest, first.batch);
  expect([second.batch, second.rest]).toEqual([queue.slice(64, 128), queue.slice(128)]);
  expect(takeBatch(queue.slice(690), second.batch).batch).toEqual([]);
  expect(takeBatch(queue.slice(690), []).batch).toEqual([queue[690]]);
});
