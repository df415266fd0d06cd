import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ExpectedFailure } from '../../contracts/failure.ts';
import { parsePart10 } from '../../server/dicom/parse-part10.ts';
import { openLog } from '../../server/log.ts';
import { readBundle } from '../../server/mapping/read-bundle.ts';
import { toOutcome } from '../../server/outcome.ts';
import { findIn, shaped, unshaped } from '../support/identifiers.ts';
import { readLogCalls } from '../support/log-calls.ts';

const methods = ['debug', 'info', 'warn', 'error', 'fatal'] as const;
const calls = readLogCalls('server', new Set(methods), 'last', ['server/log.ts', 'server/demo/']);

const collect = () => {
  const lines: string[] = [];
  return { log: openLog({ write: (line) => lines.push(line) }, 'debug'), lines };
};

/** What the server's own readers throw about a text that came from outside. */
function readAll(one: string): readonly unknown[] {
  const readers: readonly (() => unknown)[] = [
    () => JSON.parse(one),
    () => JSON.parse(`{"family": ${one}}`),
    () => JSON.parse(`{"resourceType": "Patient", "${one}`),
    () => z.strictObject({ family: z.number() }).parse({ [one]: one, family: one }),
    () => z.enum(['a', 'b']).parse(one),
    () => new URL(one),
    () => readFileSync(`/nowhere/${one}`),
    () => readBundle(one),
    () => readBundle(JSON.stringify({ resourceType: 'Bundle', type: one, entry: [{ resource: one }] })),
    () => parsePart10(Buffer.from(one)),
    () => new Intl.DateTimeFormat(one),
    () => BigInt(one),
  ];
  return readers.flatMap((read) => {
    try {
      read();
      return [];
    } catch (error) {
      return [error];
    }
  });
}

test('names every line of the server’s log by a fixed sentence or code: none is written by a text from outside [X16] [R08]', () => {
  expect(calls.length).toBeGreaterThan(25);
  expect(calls.map(({ place }) => place.split(':')[0])).toContain('server/outcome.ts');
  expect(calls.filter(({ words }) => words === null)).toEqual([]);
});

test('lets no number, name, birth date, id or secret into any line of the server’s log, by whichever fact or cause it is poured [X16] [R08]', () => {
  for (const [turn, { place, words, facts }] of calls.entries()) {
    const { log, lines } = collect();
    // Each place takes some of them, the next place the next ones; every one of them comes by several places.
    for (const at of Array.from({ length: 12 }, (_none, step) => turn * 12 + step)) {
      const one = shaped[at % shaped.length] ?? '';
      const err = new Error(`could not read ${one}, at last`, { cause: new Error(`since ${one} is missing`) });
      const poured = Object.fromEntries(
        [...facts, 'patient', 'note'].map((name) => [name, name === 'err' ? err : one]),
      );
      for (const method of methods) log[method](poured, words?.[0]);
      log.error(Object.assign(new Error(one), { code: one, detail: one, path: one, stack: `Error: x\n    at ${one}` }));
    }
    expect([place, lines.length, findIn(lines.join(''), shaped)]).toEqual([place, 12 * 6, []]);
  }
});

test('lets nothing of what could not be read into the log, be it words of a letter, a password or a lone name [X16] [R08]', () => {
  const { log, lines } = collect();
  const poured = [...shaped, ...unshaped];
  let thrown = 0;
  for (const one of poured)
    for (const error of readAll(one)) {
      thrown += 1;
      toOutcome(thrown % 2 === 0 ? error : new ExpectedFailure('trace-unavailable', { cause: error }), log);
    }
  expect(thrown).toBeGreaterThan(poured.length * 8);
  expect(lines.filter((line) => findIn(line, poured).length > 0)).toEqual([]);
});
