import { expect, test } from 'vitest';
import { packageKinds, type Release, readRelease, writeRelease } from '../../contracts/release.ts';
import { fc } from '../support/property.ts';

const figure = fc.integer({ min: 0, max: 9999 }).map(String);
const Second = fc
  .date({ min: new Date('2001-01-01T00:00:00Z'), max: new Date('2098-12-31T00:00:00Z'), noInvalidDate: true })
  .map((at) => `${at.toISOString().slice(0, 19)}Z`);
const letters = 'ABCXYZabcxyz0123456789';
const File = fc
  .tuple(
    fc.constantFrom(...letters.split('')),
    fc.array(fc.constantFrom(...`${letters}._+-`.split('')), { maxLength: 99 }).map((all) => all.join('')),
  )
  .map((parts) => parts.join(''));
const Any: fc.Arbitrary<Release> = fc.record({
  counter: fc.integer({ min: 1, max: 999_999_999 }),
  version: fc.tuple(figure, figure, figure).map((all) => all.join('.')),
  made: Second,
  expires: Second,
  packages: fc.subarray([...packageKinds], { minLength: 1 }).chain((kinds) =>
    fc.tuple(
      ...kinds.map((kind) =>
        fc.record({
          kind: fc.constant(kind),
          size: fc.integer({ min: 1, max: 4_294_967_296 }),
          sha256: fc
            .array(fc.constantFrom(...'0123456789abcdef'.split('')), { minLength: 64, maxLength: 64 })
            .map((all) => all.join('')),
          file: File,
        }),
      ),
    ),
  ),
});

test('reads back every release as it was written, each by one text alone [C6]', () => {
  fc.assert(
    fc.property(Any, Any, (release, other) => {
      const text = writeRelease(release);
      expect(readRelease(text)).toEqual(release);
      expect(text).toMatch(/^[\x20-\x7e\n]+\n$/);
      expect(writeRelease(other) === text).toBe(JSON.stringify(other) === JSON.stringify(release));
    }),
  );
});

test('reads nothing that it would not have written itself, be it one character more, less or other [C6]', () => {
  const change = fc.record({
    where: fc.nat(),
    what: fc.constantFrom('put', 'drop', 'swap', 'twice', 'end', 'cut' as const),
    character: fc.oneof(
      fc.constantFrom(' ', '\n', '\r', '\t', '0', '1', '-', '+', '.', 'e', '\u00a0', '\u0000', 'package'),
      fc.string({ minLength: 1, maxLength: 1 }),
    ),
  });
  let refused = 0;
  fc.assert(
    fc.property(Any, change, (release, { where, what, character }) => {
      const text = writeRelease(release);
      const at = where % text.length;
      const lines = text.split('\n');
      const line = lines[where % (lines.length - 1)] ?? '';
      const altered = {
        put: text.slice(0, at) + character + text.slice(at),
        drop: text.slice(0, at) + text.slice(at + 1),
        swap: text.slice(0, at) + character + text.slice(at + 1),
        twice: text.replace(`${line}\n`, () => `${line}\n${line}\n`),
        end: text + character,
        cut: text.slice(0, at),
      }[what];
      const read = readRelease(altered);
      if (read === null) refused += 1;
      else expect(writeRelease(read)).toBe(altered);
    }),
    { numRuns: 1000 },
  );
  // A digit for a digit is another release, well written; most of what is altered is none.
  expect(refused).toBeGreaterThan(600);
});

test('reads no other text at all, nor one that is longer than a release ever is [C6]', () => {
  fc.assert(fc.property(fc.string({ maxLength: 400 }), (text) => readRelease(text) === null));
  const [release] = fc.sample(Any, { numRuns: 1, seed: 1 });
  if (release === undefined) throw new Error('nothing was drawn');
  const text = writeRelease(release);
  const packages = text.split('\n').slice(5, -1);
  const long = text.replace(packages[0] ?? '', Array.from({ length: 200 }, () => packages[0]).join('\n'));
  expect([readRelease(long), readRelease(''), readRelease('\n'), readRelease(text.replaceAll('\n', '\r\n'))]).toEqual([
    null,
    null,
    null,
    null,
  ]);
});
