import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fc } from '../../support/property.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db?.close());

/** As the database draws, written anew. */
const toBucket = (pc: string, counter: number): number =>
  Number.parseInt(createHash('sha256').update(`${pc}/${counter}`).digest('hex').slice(0, 8), 16) % 100;

async function enrol(): Promise<{ readonly id: string; readonly certificate: Buffer }> {
  const [id, certificate] = [randomUUID(), createHash('sha256').update(randomUUID()).digest()];
  await db.sql(`insert into identity.pc (id, name) values ($1, 'PC')`, [id]);
  await db.sql(
    `insert into identity.certificate (sha256, kind, pc, serial, key_sha256, not_before, not_after)
     values ($1, 'pc', $2, $3, $1, now() - interval '1 day', now() + interval '1 day')`,
    [certificate, id, id],
  );
  return { id, certificate };
}
async function add(counter: number, kinds: readonly string[]): Promise<void> {
  const packages = kinds.map((kind) => ({ kind, size: 1, sha256: '0'.repeat(64), file: kind }));
  await db.sql(
    `select updates.add_release($1, '1.0.0', now(), now() + interval '1 day', 'text', $2, $3, 'Jean Dupont')`,
    [counter, Buffer.alloc(64), JSON.stringify(packages)],
  );
}

test('keeps whoever is inside a percentage inside every larger one, about as many as it says, others for each release [C6]', async () => {
  const pcs = Array.from({ length: 400 }, (_, at) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`);
  const inside = async (counter: number, percentage: number): Promise<ReadonlySet<string>> => {
    const rows = await db.sql<{ pc: string }>(
      `select pc from unnest($1::uuid[]) pc where updates.reaches('everyone', $2, $3, pc, 'everyone')`,
      [pcs, percentage, counter],
    );
    return new Set(rows.map(({ pc }) => pc));
  };
  const third = (await inside(7, 30)).size / pcs.length;
  expect([third > 0.24, third < 0.36]).toEqual([true, true]);
  expect([...(await inside(7, 30))]).not.toEqual([...(await inside(8, 30))]);
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 999_999_999 }),
      fc.integer({ min: 1, max: 100 }),
      fc.integer({ min: 1, max: 100 }),
      async (counter, one, other) => {
        const [less, more] = [await inside(counter, Math.min(one, other)), await inside(counter, Math.max(one, other))];
        expect([...less].filter((pc) => !more.has(pc))).toEqual([]);
        expect(more).toEqual(new Set(pcs.filter((pc) => toBucket(pc, counter) < Math.max(one, other))));
        expect((await inside(counter, 100)).size).toBe(pcs.length);
      },
    ),
    { numRuns: 20 },
  );
});

const KINDS = ['linux-x64-deb', 'linux-x64-rpm'] as const;
const Deed = fc.record({
  release: fc.nat(3),
  deed: fc.constantFrom('push', 'push', 'push', 'pause', 'resume', 'withdraw' as const),
  ring: fc.constantFrom('pilot', 'everyone' as const),
  percentage: fc.integer({ min: 1, max: 100 }),
});
interface Kept {
  readonly counter: number;
  readonly kinds: readonly string[];
  ring: string | null;
  percentage: number;
  paused: boolean;
  withdrawn: boolean;
}

test('offers each PC after any deeds exactly one release or none: the highest that is for it, as a model in words says [C6]', async () => {
  const pcs = [await enrol(), await enrol(), await enrol()];
  await db.sql(`insert into updates.pc (pc, ring) values ($1, 'pilot')`, [pcs[0]?.id]);
  let last = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(Deed, { minLength: 1, maxLength: 10 }), fc.nat(4), async (deeds, own) => {
      const base = last;
      const kept: Kept[] = [];
      for (const kinds of [KINDS, [KINDS[0]], KINDS, [KINDS[1]]]) {
        last += 1;
        await add(last, kinds);
        kept.push({ counter: last, kinds, ring: null, percentage: 0, paused: false, withdrawn: false });
      }
      for (const { release, deed, ring, percentage } of deeds) {
        const one = kept[release];
        if (one === undefined) continue;
        const isOpen = !one.withdrawn && (deed === 'push' || deed === 'withdraw' || one.ring !== null);
        const text = {
          push: `select updates.push(${one.counter}, '${ring}', ${percentage}, null, null, 'Zoé')`,
          pause: `select updates.pause(${one.counter}, true, null, 'Zoé')`,
          resume: `select updates.pause(${one.counter}, false, null, 'Zoé')`,
          withdraw: `select updates.withdraw(${one.counter}, null, 'Zoé')`,
        }[deed];
        const done = await db.sql(text).then(
          () => true,
          () => false,
        );
        expect([deed, done]).toEqual([deed, isOpen || (deed === 'withdraw' && one.withdrawn)]);
        if (!isOpen) continue;
        if (deed === 'push') Object.assign(one, { ring, percentage });
        else if (deed === 'withdraw') one.withdrawn = true;
        else one.paused = deed === 'pause';
      }
      for (const [at, { id, certificate }] of pcs.entries())
        for (const kind of KINDS) {
          const offered = await db.database.ask<{ counter: number }>(
            'ask',
            'select * from api.ask_update($1, $2, $3, $4)',
            [certificate, '1.0.0', base + own, kind],
          );
          const meant = kept.findLast(
            (one) =>
              one.counter > base + own &&
              one.ring !== null &&
              !one.paused &&
              !one.withdrawn &&
              one.kinds.includes(kind) &&
              (at === 0 || (one.ring === 'everyone' && toBucket(id, one.counter) < one.percentage)),
          );
          expect(offered.map(({ counter }) => counter)).toEqual(meant === undefined ? [] : [meant.counter]);
        }
      // The next round's releases alone count.
      for (const { counter } of kept) await db.sql('select updates.withdraw($1, null, $2)', [counter, 'Zoé']);
    }),
    { numRuns: 15 },
  );
});
