import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Reply, Sender } from '../fhir/clinic.ts';
import { openPractice, type Practice } from '../links/practice.ts';
import { anUnknownRecord, fileMarkedRecord, type MarkedRecord } from './marked-record.ts';
import type { Question } from './question.ts';
import { listQuestions } from './questions.ts';

const NOBODY = '00000000-0000-4000-8000-000000000000';
/** Rounds of the measured kinds, by turns. */
const rounds = 6;
/** What the quicker answers of one kind may take more than those of its twin: all questions together, and one alone. */
const tolerance = { together: 1.35, alone: 3, aloneMs: 6 };

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

const quartile = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(rounds / 4)] ?? 0;

it('answers hidden and never existing, not linked and unknown, by one status, one body, the same headers and the same time [X03] [R18]', async () => {
  const pairs = listPairs();
  expect(pairs.length).toBeGreaterThan(80);
  const faults: string[] = [];
  const times = new Map(pairs.map((pair) => [pair, { there: [] as number[], gone: [] as number[] }]));
  for (let round = 0; round < rounds; round += 1)
    for (const pair of pairs) {
      const measured = times.get(pair);
      // By turns, now one first and now the other, so that whatever slows the machine slows both.
      const order = round % 2 === 0 ? (['there', 'gone'] as const) : (['gone', 'there'] as const);
      const replies: Partial<Record<'there' | 'gone', Reply>> = {};
      for (const which of order) {
        const start = performance.now();
        replies[which] = await ask(pair[which]);
        measured?.[which].push(performance.now() - start);
      }
      if (round > 0 || replies.there === undefined || replies.gone === undefined) continue;
      const [there, gone] = [toBare(pair.thereOf, replies.there), toBare(never, replies.gone)];
      if (JSON.stringify(there) !== JSON.stringify(gone))
        faults.push(
          `${pair.what}: ${JSON.stringify(there).slice(0, 400)} is not ${JSON.stringify(gone).slice(0, 400)}`,
        );
    }
  expect(faults).toEqual([]);

  const sums = { there: 0, gone: 0 };
  for (const [{ what }, { there, gone }] of times) {
    const [one, two] = [quartile(there), quartile(gone)];
    sums.there += one;
    sums.gone += two;
    const [less, more] = one < two ? [one, two] : [two, one];
    if (more > tolerance.alone * less && more - less > tolerance.aloneMs) faults.push(`${what}: ${one} and ${two} ms`);
  }
  expect(faults).toEqual([]);
  const ratio = sums.there / sums.gone;
  console.log(`  ${pairs.length} pairs, ${sums.there.toFixed(0)} ms there, ${sums.gone.toFixed(0)} ms gone`);
  expect(Math.max(ratio, 1 / ratio)).toBeLessThan(tolerance.together);
}, 120_000);
