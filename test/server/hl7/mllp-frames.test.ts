import { expect, it } from 'vitest';
import { type MllpEvent, openMllpReader, toMllpFrame } from '../../../server/hl7/mllp-frames.ts';
import { fc } from '../../support/property.ts';

const VT = '\u000B';
const FS = '\u001C';

function readAll(chunks: readonly Buffer[], longest = 1_000): readonly MllpEvent[] {
  const reader = openMllpReader(longest);
  return chunks.flatMap((chunk) => [...reader.read(chunk)]);
}

const told = (events: readonly MllpEvent[]): readonly string[] =>
  events.map((event) => (event.kind === 'message' ? event.bytes.toString('latin1') : `${event.kind} ${event.length}`));

it('reads the same messages however their bytes are cut [R25]', () => {
  const message = fc
    .array(fc.constantFrom('MSH|', 'é', '\r', '\n', 'x', FS + 'x', VT + 'M', 'PID'), { maxLength: 8 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.array(message, { maxLength: 4 }), fc.array(fc.nat(60), { maxLength: 12 }), (messages, cuts) => {
      const bytes = Buffer.concat(messages.map((text) => toMllpFrame(Buffer.from(text, 'latin1'))));
      const places = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].toSorted(
        (a, b) => a - b,
      );
      const chunks = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
      // A message that itself begins anew inside counts from there.
      expect(told(readAll(chunks))).toEqual(told(readAll([bytes])));
      if (messages.every((text) => !text.includes(VT + 'MSH'))) expect(told(readAll(chunks))).toEqual(messages);
    }),
  );
});

it('takes several frames of one packet, an end without its carriage return, and forgets a half frame [R25]', () => {
  const read = (text: string): readonly string[] => told(readAll([Buffer.from(text, 'latin1')]));
  expect(read(`${VT}MSH|1${FS}\r${VT}MSH|2${FS}\r`)).toEqual(['MSH|1', 'MSH|2']);
  expect(read(`${VT}MSH|1${FS}\n${VT}MSH|2${FS}${VT}MSH|3${FS}\r`)).toEqual(['MSH|1', 'MSH|2', 'MSH|3']);
  expect(read(`${VT}MSH|half${VT}MSH|whole${FS}\r`)).toEqual(['half 8', 'MSH|whole']);
  expect(read(`GET / HTTP/1.1\r\n${VT}MSH|1${FS}\r`)).toEqual(['noise 14', 'MSH|1']);
  expect(read(`${VT}MSH|no end`)).toEqual([]);
});

it('holds no more of a frame than is allowed, and says how long it was [R25]', () => {
  const reader = openMllpReader(100_000);
  const events = [...reader.read(Buffer.from(`${VT}MSH|^~\\&|LAB`))];
  for (let n = 0; n < 100; n += 1) {
    events.push(...reader.read(Buffer.alloc(10_000, 'x')));
    expect(reader.held()).toBeLessThanOrEqual(100_000);
  }
  events.push(...reader.read(Buffer.from(`${FS}\r${VT}MSH|2${FS}\r`)));
  const [long, next] = events;
  expect(long).toMatchObject({ kind: 'oversized', length: 1_000_012 });
  expect(long?.kind === 'oversized' && long.head.toString('latin1').startsWith('MSH|^~\\&|LAB')).toBe(true);
  expect(told(next === undefined ? [] : [next])).toEqual(['MSH|2']);
  const [once] = readAll([Buffer.from(`${VT}MSH|^~\\&|LAB|${'x'.repeat(200_000)}${FS}\r`)]);
  expect(once?.kind === 'oversized' && once.head.toString('latin1').startsWith('MSH|^~\\&|LAB')).toBe(true);
});

it('does not work longer for a frame that comes byte by byte than for its bytes [R25]', () => {
  const reader = openMllpReader(1_000_000);
  reader.read(Buffer.from(`${VT}MSH|`));
  const byte = Buffer.from('x');
  const { user } = process.cpuUsage();
  for (let n = 0; n < 60_000; n += 1) {
    reader.read(byte);
    if (reader.held() !== n + 5) throw new Error('miscounted');
  }
  // Adding up all parts at each byte took nine seconds.
  expect(process.cpuUsage({ user, system: 0 }).user / 1e6).toBeLessThan(3);
});
