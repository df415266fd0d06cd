import { createHash, randomUUID, sign } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JournalLine } from '../../../contracts/mirror.ts';
import type { TraceFilter, TraceKind, TraceList } from '../../../contracts/trace.ts';
import type { TraceEntry } from '../../../server/deps.ts';
import { aNiss, anObservation, aPatient, aTransaction } from '../../builders/fhir.ts';
import { openTestHospital, type SignedIn, testAccounts, type TestHospital } from '../support/test-hospital.ts';
import { askTrace, emptyFilter, listAll } from './ask-trace.ts';

const { physician: lambert, colleague } = testAccounts;
const niss = aNiss('1955-03-12', 214);
const patient = aPatient({ niss, name: [{ use: 'official', family: 'Dubois', given: ['Marie'] }] });
const result = anObservation(patient, { effectiveDateTime: '2026-03-12T09:00:00+01:00' });
let hospital: TestHospital;
let director: SignedIn;
let physician: SignedIn;
let lambertPc: string;

beforeAll(async () => {
  hospital = await openTestHospital();
  director = await hospital.signIn('director');
  physician = await hospital.signIn('physician');
  const { status } = await hospital.system.ask('POST', '/fhir', {
    body: Buffer.from(JSON.stringify(aTransaction(patient, result))),
    headers: { 'content-type': 'application/fhir+json' },
  });
  if (status !== 200) throw new Error(`${status}`);
  const [pc] = await hospital.test.sql<{ id: string }>(
    'select c.pc as id from identity.session s join identity.certificate c on c.sha256 = s.certificate where s.person = $1',
    [lambert.id],
  );
  lambertPc = pc?.id ?? '';
});
afterAll(() => hospital.close());

const append = (kind: TraceKind, object: string, change: Partial<TraceEntry> = {}): Promise<void> =>
  hospital.deps.trace.append({
    kind,
    object,
    person: lambert.id,
    pc: lambertPc,
    patient: patient.id,
    outcome: kind === 'denied' ? 'record-not-available' : 'ok',
    requestId: `r-${randomUUID()}`,
    ...change,
  });
const list = (filter: Partial<TraceFilter>): Promise<TraceList['lines']> => listAll(director, filter);
const objects = async (filter: Partial<TraceFilter>): Promise<string[]> => {
  const lines = await list(filter);
  return lines.map(({ object }) => object);
};

test('keeps copied and looked at apart, and says who, when, on which PC and of which kind: never a title or a value [R20] [R21]', async () => {
  await append('copied', `Observation/${result.id}`);
  const lines = await list({ patient: patient.id, kind: 'copied' });
  expect(lines).toEqual([
    {
      at: expect.any(String) as unknown,
      writer: expect.any(Number) as unknown,
      seq: expect.any(Number) as unknown,
      kind: 'copied',
      person: { id: lambert.id, name: lambert.name, role: 'physician', nihdi: lambert.nihdi },
      pc: { id: lambertPc, name: 'PC du cabinet' },
      patient: { id: patient.id, name: 'DUBOIS Marie', birthDate: '1955-03-12' },
      object: `Observation/${result.id}`,
      dated: '2026-03-12',
      outcome: 'ok',
      requestId: expect.any(String) as unknown,
      count: 1,
      journal: null,
    },
  ]);
  expect(await list({ patient: patient.id, kind: 'looked-at' })).toEqual([]);
});

test('tells of a look on a PC when it happened there and whether offline, by that PC’s own signed line alone [R21]', async () => {
  const line: JournalLine = {
    number: 1,
    at: '2026-11-21T21:14:31.000Z',
    person: lambert.id,
    patient: patient.id,
    object: `Observation/${result.id}`,
    action: 'printed',
    offline: true,
    previous: '0'.repeat(64),
  };
  const signed = JSON.stringify(line);
  const signature = sign('sha256', Buffer.from(signed), { key: physician.key.keyPem, dsaEncoding: 'ieee-p1363' });
  const upload = {
    certificate: physician.enrolment.certificate,
    lines: [{ signed, signature: signature.toString('base64url') }],
  };
  expect((await hospital.openClient.ask('POST', '/api/journal', { body: upload })).status).toBe(200);
  // Whoever chooses such a request id for something else becomes no line of the journal.
  await append('copied', 'Observation/feigned', { requestId: `journal-${lambertPc}-1` });
  const [looked] = await list({ patient: patient.id, kind: 'looked-at' });
  expect(looked).toMatchObject({
    object: `Observation/${result.id}`,
    dated: '2026-03-12',
    journal: { at: '2026-11-21T21:14:31.000Z', offline: true, action: 'printed' },
  });
  const [feigned] = await list({ patient: patient.id, kind: 'copied' });
  expect(feigned).toMatchObject({ object: 'Observation/feigned', journal: null });
});

test('filters by physician, PC, kind, outcome and period of days in Brussels, each by itself and together [R20] [R21]', async () => {
  const pc = randomUUID();
  await append('denied', 'Observation/by-colleague', { person: colleague.id, pc });
  await append('copied', 'Observation/by-colleague-2', { person: colleague.id, pc });
  expect(await objects({ person: colleague.id })).toEqual(['Observation/by-colleague-2', 'Observation/by-colleague']);
  expect(await objects({ pc })).toEqual(['Observation/by-colleague-2', 'Observation/by-colleague']);
  expect(await objects({ pc, kind: 'denied' })).toEqual(['Observation/by-colleague']);
  expect(await objects({ pc, outcome: 'ok' })).toEqual(['Observation/by-colleague-2']);
  expect(await objects({ pc, outcome: 'other', patient: patient.id })).toEqual(['Observation/by-colleague']);
  // 23:30 UTC in July is the next day in Brussels, in January 00:30.
  await hospital.test.sql(`insert into trace.writer (number, mac) values (900, '')`);
  for (const [seq, at] of [
    '2025-07-09T22:30:00.000Z',
    '2025-07-10T22:30:00.000Z',
    '2025-01-09T23:30:00.000Z',
  ].entries())
    await hospital.test.sql(`insert into trace.entry (writer, seq, body, hash) values (900, $1, $2, '')`, [
      seq + 1,
      JSON.stringify({
        at,
        kind: 'session',
        person: null,
        pc: null,
        patient: null,
        object: at,
        outcome: 'ok',
        requestId: 'r',
      }),
    ]);
  expect(await objects({ from: '2025-07-10', to: '2025-07-10' })).toEqual(['2025-07-09T22:30:00.000Z']);
  expect(await objects({ from: '2025-01-10', to: '2025-01-10' })).toEqual(['2025-01-09T23:30:00.000Z']);
  await hospital.test.sql(
    'set session_replication_role = replica; delete from trace.entry where writer = 900; delete from trace.writer where number = 900; set session_replication_role = default',
  );
});

test('pages by where the last line stood: nothing twice, nothing left out, whatever is written meanwhile [R21]', async () => {
  const pc = randomUUID();
  await Promise.all(Array.from({ length: 130 }, (_, n) => append('copied', `Observation/p-${n}`, { pc })));
  const first = await askTrace(director, { pc });
  expect([first.body.lines.length, first.body.total]).toEqual([50, 130]);
  await append('copied', 'Observation/written-meanwhile', { pc });
  const second = await askTrace(director, { pc }, first.body.next);
  const third = await askTrace(director, { pc }, second.body.next);
  expect([second.body.total, third.body.next]).toEqual([null, null]);
  const seen = [first, second, third].flatMap(({ body }) => body.lines.map(({ object }) => object));
  expect(new Set(seen).size).toBe(130);
  expect(seen).not.toContain('Observation/written-meanwhile');
});

test('trap 8: writes into the trace who read it and what was asked, by ids, before anything is read: the list shows itself [R20] [R21]', async () => {
  const [first] = await list({ patient: patient.id });
  expect(first).toMatchObject({
    kind: 'oversight',
    object: 'trace/list',
    person: { id: testAccounts.director.id },
    patient: { id: patient.id },
  });
  const asked = { ...emptyFilter, person: lambert.id, kind: 'denied' } as const;
  await director.ask('POST', '/api/trace/extract', { body: { filter: asked } });
  await director.ask('POST', '/api/trace/questions', { body: { days: 30 } });
  await director.ask('GET', '/api/trace/choices');
  const read = await objects({ person: testAccounts.director.id, kind: 'oversight' });
  expect(read.slice(1, 4)).toEqual([
    'trace/choices',
    'trace/questions#days=30',
    `trace/export#person=${lambert.id}&kind=denied`,
  ]);
  expect(read[0]).toBe(`trace/list#person=${testAccounts.director.id}&kind=oversight`);
});

test('finds a patient by number, or by name and birth date, and keeps neither in a log or in the trace [R20]', async () => {
  const find = async (body: object): Promise<unknown> => {
    const answer = await director.ask<{ id?: string; code?: string }[]>('POST', '/api/trace/patients', { body });
    return answer.status === 200 ? answer.body.map(({ id }) => id) : answer.body;
  };
  expect(await find({ niss, family: '', birthDate: '' })).toEqual([patient.id]);
  expect(await find({ niss: null, family: 'dubois', birthDate: '1955-03-12' })).toEqual([patient.id]);
  expect(await find({ niss: aNiss('1961-01-02', 216), family: '', birthDate: '' })).toEqual([]);
  expect(await find({ niss: null, family: 'dubois', birthDate: '' })).toMatchObject({ code: 'input-invalid' });
  expect(await find({ niss: '93051822399', family: '', birthDate: '' })).toMatchObject({ code: 'niss-invalid' });
  const bodies = await hospital.test.sql<{ body: string }>('select body from trace.entry');
  const kept = `${bodies.map(({ body }) => body).join('\n')}\n${hospital.logLines.join('\n')}`;
  expect(kept).toContain('trace/find-patient');
  expect(kept).not.toContain(niss);
  expect(kept.toLowerCase()).not.toContain('dubois');
  expect(kept).not.toContain('1955-03-12');
  // The patient's own trace says that somebody looked for him.
  expect(await objects({ patient: patient.id, kind: 'oversight' })).toContain('trace/find-patient');
});

test('hands out an extract that Excel opens, neutralises formulas, and proves its own bytes [R20]', async () => {
  await hospital.test.sql(`update identity.pc set name = '=HYPERLINK("http://x";"y")' where id = $1`, [lambertPc]);
  const { body } = await director.ask<{ name: string; type: string; base64: string }>('POST', '/api/trace/extract', {
    body: { filter: { ...emptyFilter, patient: patient.id, kind: 'copied', pc: lambertPc } },
  });
  await hospital.test.sql(`update identity.pc set name = 'PC du cabinet' where id = $1`, [lambertPc]);
  expect([body.type, /^trace-\d{4}-\d\d-\d\d-\d{6}\.csv$/.test(body.name)]).toEqual(['text/csv', true]);
  const text = Buffer.from(body.base64, 'base64').toString('utf8');
  const rows = text.split('\r\n');
  expect(rows[0]?.startsWith('\ufeffEntrée;Écrite par l’hôpital')).toBe(true);
  expect(rows[1]).toContain(`;"'=HYPERLINK(""http://x"";""y"")";`);
  expect(rows[1]).toContain(';DUBOIS ');
  const last = text.lastIndexOf('Fin de l’extrait');
  const digest = createHash('sha256').update(text.slice(0, last)).digest('hex');
  expect(text.slice(last)).toContain(`2 lignes, extrait complet;SHA-256 ${digest};Têtes `);
});

test('answers nobody but the Director, with one code, and refuses what is no filter [R08] [R20]', async () => {
  const questions = [
    ['GET', '/api/trace/choices', undefined],
    ['POST', '/api/trace/patients', { niss, family: '', birthDate: '' }],
    ['POST', '/api/trace/entries', { filter: emptyFilter, before: null }],
    ['POST', '/api/trace/extract', { filter: emptyFilter }],
    ['POST', '/api/trace/questions', { days: 7 }],
    [
      'POST',
      '/api/trace/answers',
      { pattern: 'at-night', subject: lambert.id, moment: '2026-11-20', found: 5, note: 'essai' },
    ],
    ['POST', '/api/trace/checks', { head: '' }],
    ['GET', '/api/trace/checks', undefined],
    ['POST', '/api/trace/heads/print', {}],
    ['POST', '/api/trace/heads', {}],
  ] as const;
  const others = [physician, await hospital.signIn('desk'), await hospital.signIn('helpdesk')];
  for (const other of others)
    for (const [method, path, body] of questions)
      expect([path, (await other.ask<{ code: string }>(method, path, { body })).body.code]).toEqual([
        path,
        'forbidden-for-role',
      ]);
  for (const filter of [
    { ...emptyFilter, patient: `' or true --` },
    { ...emptyFilter, from: '2026-02-31' },
    { ...emptyFilter, kind: 'everything' },
    { ...emptyFilter, more: 1 },
  ])
    expect((await askTrace(director, filter as unknown as TraceFilter)).status).toBe(400);
});

test('analyses nothing while the trace cannot be written [R21]', async () => {
  await hospital.test.sql('alter table trace.writer rename to writer_gone');
  const answers = await Promise.all([
    director.ask<{ code: string }>('POST', '/api/trace/entries', { body: { filter: emptyFilter, before: null } }),
    director.ask<{ code: string }>('POST', '/api/trace/extract', { body: { filter: emptyFilter } }),
    director.ask<{ code: string }>('POST', '/api/trace/questions', { body: { days: 7 } }),
    director.ask<{ code: string }>('GET', '/api/trace/choices'),
    director.ask<{ code: string }>('POST', '/api/trace/checks', { body: { head: '' } }),
    director.ask<{ code: string }>('POST', '/api/trace/heads', { body: {} }),
    director.ask<{ code: string }>('GET', '/api/trace/checks'),
  ]);
  await hospital.test.sql('alter table trace.writer_gone rename to writer');
  expect(answers.map(({ status, body }) => `${status} ${body.code}`)).toEqual(
    Array.from({ length: 7 }, () => '503 trace-unavailable'),
  );
  expect((await askTrace(director, {})).status).toBe(200);
});
