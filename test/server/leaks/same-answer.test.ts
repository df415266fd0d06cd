import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Reply, Sender } from '../fhir/clinic.ts';
import { openPractice, type Practice } from '../links/practice.ts';
import { anUnknownRecord, fileMarkedRecord, type MarkedRecord } from './marked-record.ts';
import type { Question } from './question.ts';
import { listQuestions } from './questions.ts';

const NOBODY = '00000000-0000-4000-8000-000000000000';
/** Rounds of one measurement, by turns. */
const rounds = 5;
/** What the quickest answers of one kind may take more than those of its twin: all questions together, and one alone. */
const tolerance = { together: 1.35, alone: 3, aloneMs: 6 };
/** A machine under load slows one of two alike now and then; what betrays slows it each time. */
const passes = 4;

let practice: Practice;
let physician: Sender;
let hiding: MarkedRecord;
let strange: MarkedRecord;
let never: MarkedRecord;

beforeAll(async () => {
  practice = await openPractice();
  physician = await practice.physician();
  [hiding, strange] = [await fileMarkedRecord(practice), await fileMarkedRecord(practice)];
  never = anUnknownRecord();
  const proposed = (await practice.propose(physician, hiding.typed)).json();
  const signed = await practice.confirm(physician, proposed.id, await practice.print(physician, proposed.id));
  expect(signed.status).toBe(200);
  await practice.decide(await practice.staff('desk'), 'set_hidden', 'DiagnosticReport', hiding.hidden.report, true);
}, 60_000);
afterAll(() => practice.close());

interface Pair {
  readonly what: string;
  readonly there: Question;
  readonly thereOf: MarkedRecord;
  readonly gone: Question;
}

/** Each question about what must not be told from nothing, with the same question about what never was. */
function listPairs(): readonly Pair[] {
  const gone = listQuestions(never, NOBODY);
  const kinds = [
    ['hidden', hiding, (about: Question['about']) => about === 'hidden'],
    ['without a link', strange, (about: Question['about']) => about !== 'nobody'],
  ] as const;
  return kinds.flatMap(([kind, record, isMeant]) =>
    listQuestions(record, NOBODY).flatMap((there, at) => {
      const twin = gone[at];
      if (twin?.route !== there.route || there.for !== 'physician' || !isMeant(there.about)) return [];
      return [{ what: `${kind}: ${there.method} ${there.url}`, there, thereOf: record, gone: twin }];
    }),
  );
}

const ask = async ({ method, url, body, type }: Question): Promise<Reply> =>
  (await practice.ask(
    physician,
    method,
    url,
    body,
    type === undefined ? {} : { 'content-type': type },
  )) as unknown as Reply;

/** All of an answer but what each answer has of its own: ids asked about, incident, request, moment. */
function toBare(record: MarkedRecord, { status, text, headers }: Reply): object {
  const own = [record.patient, record.typed.niss, record.typed.family, ...record.seen.marks, ...record.hidden.marks];
  const bare = (value: string): string => {
    let rest = value;
    for (const mark of own.toSorted((a, b) => b.length - a.length)) rest = rest.replaceAll(mark, '*');
    return rest
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '#')
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'now');
  };
  const kept = Object.entries(headers).filter(([name]) => !['date', 'x-request-id', 'content-length'].includes(name));
  return {
    status,
    body: bare(text),
    headers: Object.fromEntries(kept.map(([name, value]) => [name, bare(JSON.stringify(value))])),
  };
}

interface Times {
  readonly there: number;
  readonly gone: number;
}

/** The quickest answers to both halves of each pair, in milliseconds. */
async function measure(pairs: readonly Pair[]): Promise<ReadonlyMap<Pair, Times>> {
  const times = new Map(pairs.map((pair) => [pair, { there: Infinity, gone: Infinity }]));
  for (let round = 0; round < rounds; round += 1)
    // Now one first and now the other, so that whatever slows the machine slows both.
    for (const [pair, quickest] of times)
      for (const which of round % 2 === 0 ? (['there', 'gone'] as const) : (['gone', 'there'] as const)) {
        const start = performance.now();
        await ask(pair[which]);
        quickest[which] = Math.min(quickest[which], performance.now() - start);
      }
  return times;
}

/** Which of two takes longer than chance would have it; null when neither. */
function readSlower({ there, gone }: Times): 'there' | 'gone' | null {
  const [less, more] = there < gone ? [there, gone] : [gone, there];
  if (more <= tolerance.alone * less || more - less <= tolerance.aloneMs) return null;
  return there > gone ? 'there' : 'gone';
}

function toRatio(times: ReadonlyMap<Pair, Times>): number {
  const sum = (which: keyof Times): number => [...times.values()].reduce((all, one) => all + one[which], 0);
  return Math.max(sum('there') / sum('gone'), sum('gone') / sum('there'));
}

it('answers hidden and never existing, not linked and unknown, by one status, one body, the same headers and the same time [X03] [R18]', async () => {
  const pairs = listPairs();
  expect(pairs.length).toBeGreaterThan(80);
  const faults: string[] = [];
  for (const { what, there, thereOf, gone } of pairs) {
    const [one, other] = [toBare(thereOf, await ask(there)), toBare(never, await ask(gone))].map((bare) =>
      JSON.stringify(bare),
    );
    if (one !== other) faults.push(`${what}: ${one?.slice(0, 400)} is not ${other?.slice(0, 400)}`);
  }
  expect(faults).toEqual([]);

  let times = await measure(pairs);
  let ratio = toRatio(times);
  let suspects = pairs.map((pair) => ({ pair, slower: readSlower(times.get(pair) ?? { there: 0, gone: 0 }) }));
  for (let pass = 1; pass < passes; pass += 1) {
    suspects = suspects.filter(({ slower }) => slower !== null);
    if (suspects.length === 0 && ratio < tolerance.together) break;
    const again = ratio < tolerance.together ? suspects.map(({ pair }) => pair) : pairs;
    times = await measure(again);
    if (again.length === pairs.length) ratio = Math.min(ratio, toRatio(times));
    suspects = suspects.filter(({ pair, slower }) => readSlower(times.get(pair) ?? { there: 0, gone: 0 }) === slower);
  }
  expect(suspects.map(({ pair, slower }) => `${pair.what}: ${slower} is slower, each time`)).toEqual([]);
  console.log(`  ${pairs.length} pairs, ratio of times ${ratio.toFixed(2)}`);
  expect(ratio).toBeLessThan(tolerance.together);
}, 180_000);
