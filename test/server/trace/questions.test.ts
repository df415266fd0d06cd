import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TraceQuestion, TraceQuestions } from '../../../contracts/trace.ts';
import type { TraceEntry } from '../../../server/deps.ts';
import { toBrusselsDay } from '../../../server/domain/brussels.ts';
import { toDayStart } from '../../../server/domain/brussels-day.ts';
import { readSecrets } from '../../../server/secrets.ts';
import { type ChainWriter, openTraceWriter } from '../../../server/trace/writer.ts';
import { openTestHospital, type SignedIn, testAccounts, type TestHospital } from '../support/test-hospital.ts';
import { listAll } from './ask-trace.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const { physician: lambert, colleague } = testAccounts;
let hospital: TestHospital;
let director: SignedIn;
let writer: ChainWriter;
let at = Date.now();
/** Midnight in Brussels three days ago: far enough for a night to be over. */
const midnight = Date.parse(toDayStart(toBrusselsDay(new Date(Date.now() - 3 * DAY))));

beforeAll(async () => {
  hospital = await openTestHospital();
  director = await hospital.signIn('director');
  const { traceKey } = readSecrets(join(hospital.data, 'secrets'));
  writer = openTraceWriter(hospital.test.database, traceKey, { now: () => new Date(at) });
});
afterAll(async () => {
  await writer.close();
  await hospital.close();
});

/** Writes so many entries at a moment, each after the other by a second. */
async function write(from: number, count: number, change: (n: number) => Partial<TraceEntry>): Promise<void> {
  const entries = Array.from({ length: count }, (_, n) => {
    at = from + n * 1000;
    return writer.append({
      kind: 'looked-at',
      person: lambert.id,
      pc: null,
      patient: randomUUID(),
      object: 'Observation/x',
      outcome: 'ok',
      requestId: 'r-question',
      ...change(n),
    });
  });
  await Promise.all(entries);
}
async function ask(pattern: TraceQuestion['pattern'], days: 7 | 30 | 90 = 30): Promise<TraceQuestion[]> {
  const { status, body } = await director.ask<TraceQuestions>('POST', '/api/trace/questions', { body: { days } });
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body.questions.filter((question) => question.pattern === pattern);
}

test('asks about many different patients within an hour from the threshold on, and opens exactly those accesses [R20] [R21]', async () => {
  const tenOClock = midnight + 10 * HOUR;
  await write(tenOClock, 14, () => ({}));
  // The same patient again is no other patient.
  const same = randomUUID();
  await write(tenOClock + 60_000, 3, () => ({ person: colleague.id, patient: same }));
  expect(await ask('many-patients')).toEqual([]);
  await write(tenOClock + 120_000, 1, () => ({}));
  const [question] = await ask('many-patients');
  expect(question).toMatchObject({
    found: 15,
    threshold: 15,
    person: { name: lambert.name, nihdi: lambert.nihdi },
    answer: null,
  });
  const lines = await listAll(director, question?.filter ?? {});
  expect(lines).toHaveLength(15);
});

test('asks about looks at night by the PC’s own clock, also when the line came by day, and not about an evening [R20] [R21]', async () => {
  const evening = midnight + 20 * HOUR;
  const told = (n: number, from: number) => `Observation/x at ${new Date(from + n * 60_000).toISOString()}`;
  await write(midnight + 12 * HOUR, 6, (n) => ({ person: colleague.id, patient: null, object: told(n, evening) }));
  expect(await ask('at-night')).toEqual([]);
  // Half before midnight, half after: one night.
  const night = midnight + 23.95 * HOUR;
  await write(midnight + 36 * HOUR, 6, (n) => ({ person: colleague.id, patient: null, object: told(n, night) }));
  expect(await ask('at-night')).toMatchObject([
    { found: 6, moment: toBrusselsDay(new Date(midnight + 12 * HOUR)), person: { id: colleague.id } },
  ]);
  // A PC that says nonsense is read by the hospital's clock, and spoils no list.
  await write(midnight + 13 * HOUR, 6, () => ({ patient: null, object: 'Observation/x at 0000-00-00T00:00:00.000Z' }));
  expect(await ask('at-night')).toHaveLength(1);
});

test('asks about tries after refusals, refusals of one PC, and copies in a week without a look [R20] [R21]', async () => {
  const pc = randomUUID();
  await write(midnight + 15 * HOUR, 3, () => ({ kind: 'denied', outcome: 'link-not-possible', patient: null }));
  await write(midnight + 16 * HOUR, 20, () => ({
    kind: 'denied',
    outcome: 'not-found',
    person: null,
    patient: null,
    pc,
  }));
  expect(await ask('after-refusal')).toMatchObject([{ found: 3, person: { id: lambert.id } }]);
  expect(await ask('pc-denials')).toMatchObject([{ found: 20, pc: { id: pc }, filter: { kind: 'denied', pc } }]);
  // Two weeks ago this physician copied and looked at nothing; the colleague copied as much and looked once.
  const then = midnight - 14 * DAY + 12 * HOUR;
  await write(then, 500, () => ({ kind: 'copied' }));
  await write(then, 500, () => ({ kind: 'copied', person: colleague.id }));
  await write(then + 600_000, 1, () => ({ person: colleague.id }));
  expect(await ask('copies-unseen')).toMatchObject([{ found: 500, person: { id: lambert.id } }]);
});

test('asks about a look long after the patient’s last signature, and names both [R20] [R21]', async () => {
  const patient = { id: randomUUID() };
  await hospital.test.sql(
    `insert into care.patient (id, family, given, birth, sex) values ($1, 'Petit', '{Jean}', '1948-11-02', 'male')`,
    [patient.id],
  );
  const form = randomUUID();
  await hospital.test.sql(`
    set session_replication_role = replica;
    with l as (insert into care.link (person, patient, care_only, consent_version, form, state, signed_on, activated_at, valid_until, ends_at)
      values ('${lambert.id}', '${patient.id}', true, '1', '${form}', 'active', current_date - 200, now() - interval '200 days', current_date + 100, now() + interval '99 days') returning id)
    insert into care.consent_form (id, link, reference, version, sha256) select '${form}', l.id, '${form}', '1', sha256('x') from l;
    set session_replication_role = default`);
  await write(midnight - 25 * DAY, 2, () => ({ patient: patient.id }));
  expect(await ask('long-after-visit')).toEqual([]);
  await write(midnight + 17 * HOUR, 2, () => ({ patient: patient.id }));
  expect(await ask('long-after-visit')).toMatchObject([
    {
      found: 2,
      threshold: 180,
      person: { id: lambert.id },
      patient: { name: 'PETIT Jean' },
      subject: `${lambert.id}/${patient.id}`,
    },
  ]);
});

test('keeps the Director’s note with his name, once, and asks again when more is found [R20]', async () => {
  const [question] = await ask('after-refusal');
  if (question === undefined) throw new Error('no question');
  const { pattern, subject, moment, found } = question;
  const answer = async (note: string) =>
    (await director.ask('POST', '/api/trace/answers', { body: { pattern, subject, moment, found, note } })).status;
  expect([await answer('x'), await answer('Vérifié avec le médecin'), await answer('encore')]).toEqual([400, 200, 409]);
  expect(await ask('after-refusal')).toMatchObject([
    { answer: { note: 'Vérifié avec le médecin', by: testAccounts.director.name } },
  ]);
  const [traced] = await listAll(director, { person: testAccounts.director.id, kind: 'oversight' });
  expect(traced).toBeDefined();
  const written = await listAll(director, { person: testAccounts.director.id });
  expect(written.map(({ object }) => object)).toContain(`trace/answer-question#${pattern}/${subject}/${moment}`);
  await expect(hospital.test.sql(`update trace.answer set note = 'autre chose'`)).rejects.toThrow('append only');
  await write(midnight + 18 * HOUR, 1, () => ({ kind: 'denied', outcome: 'link-not-possible', patient: null }));
  expect(await ask('after-refusal')).toMatchObject([{ found: 4, answer: null }]);
});
