import { randomUUID } from 'node:crypto';
import type { Observation, Patient } from '@medplum/fhirtypes';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Mark, TodoLine } from '../../../contracts/mark.ts';
import type { Manifest } from '../../../contracts/mirror.ts';
import { aNiss, anObservation, aPatient, aReport, aTransaction, type Stored } from '../../builders/fhir.ts';
import type { Sender } from '../fhir/clinic.ts';
import { type Answered, openPractice, type Practice } from '../links/practice.ts';

let practice: Practice;
let counter = 800;
let physician: Sender;
let patient: Stored<Patient>;
let potassium: Stored<Observation>;
let report: ReturnType<typeof aReport>;
let other: ReturnType<typeof aReport>;
beforeAll(async () => {
  practice = await openPractice();
});
afterAll(() => practice.close());

const link = (who: Sender) =>
  practice.sign(who, {
    niss: patient.identifier?.[0]?.value ?? '',
    family: patient.name?.[0]?.family ?? '',
    given: patient.name?.[0]?.given?.[0] ?? '',
    birthDate: patient.birthDate ?? '',
  });

beforeEach(async () => {
  counter += 2;
  patient = aPatient({ niss: aNiss('1955-03-12', counter), number: `M${counter}` });
  potassium = anObservation(patient);
  report = aReport(patient, [potassium]);
  other = aReport(patient, [], { code: { text: 'Sérologie' } });
  await practice.ask(practice.system, 'POST', '/fhir', aTransaction(patient, potassium, report, other));
  physician = await practice.physician();
  await link(physician);
});

const mark = (over: Partial<Mark> = {}): Mark => ({
  document: `DiagnosticReport/${report.id}`,
  state: 'todo',
  due: null,
  saw: '2026-11-20T10:00:00.000Z',
  at: '2026-11-20T11:00:00.000Z',
  ...over,
});
const save = (who: Sender, ...marks: Mark[]): Promise<Answered> =>
  practice.ask(who, 'POST', `/api/patients/${patient.id}/marks`, { marks }, { 'content-type': 'application/json' });
const read = async (who: Sender): Promise<readonly Mark[]> =>
  ((await practice.ask(who, 'GET', `/api/patients/${patient.id}/manifest`)).json() as unknown as Manifest).marks;
const list = async (who: Sender): Promise<readonly TodoLine[]> =>
  ((await practice.ask(who, 'GET', '/api/todo')).json() as unknown as { lines: TodoLine[] }).lines;

test('keeps a mark for the physician who made it, and shows it to nobody else [X20]', async () => {
  const made = mark({ due: '2026-12-01' });
  expect((await save(physician, made)).status).toBe(200);
  expect(await read(physician)).toEqual([made]);
  expect(await list(physician)).toEqual([
    {
      patient: patient.id,
      document: made.document,
      kind: 'laboratory',
      title: 'Laboratoire',
      dated: '2026-11-20',
      due: '2026-12-01',
    },
  ]);
  const colleague = await practice.physician();
  await link(colleague);
  expect(await read(colleague)).toEqual([]);
  expect(await list(colleague)).toEqual([]);
  await save(colleague, mark({ state: 'seen' }));
  expect(await read(physician)).toEqual([made]);
  for (const role of ['desk', 'director', 'helpdesk'] as const) {
    const who = await practice.staff(role);
    expect([(await practice.ask(who, 'GET', '/api/todo')).status, (await save(who, made)).status]).toEqual([403, 403]);
  }
});

test('lets the word said last stand, whichever comes first, and is told twice without harm [X20]', async () => {
  const late = mark({ state: 'done', at: '2026-11-21T08:00:00.000Z' });
  await save(physician, late);
  await save(physician, mark({ state: 'todo', at: '2026-11-20T08:00:00.000Z' }));
  expect(await read(physician)).toEqual([late]);
  const events = async () => (await practice.outbox(physician.person)).length;
  const before = await events();
  await save(physician, late);
  await save(physician, late);
  expect([await read(physician), await events()]).toEqual([[late], before]);
  await save(physician, { ...late, state: 'none', at: '2026-11-21T09:00:00.000Z' });
  expect((await read(physician))[0]?.state).toBe('none');
  expect(await list(physician)).toEqual([]);
  // A word from before it was taken back, from a PC that was off line.
  await save(physician, late);
  expect((await read(physician))[0]?.state).toBe('none');
});

test('takes no hour from the future, so that no clock that is ahead wins for ever [X20]', async () => {
  await save(physician, mark({ state: 'done', at: '2099-01-01T00:00:00.000Z' }));
  const [kept] = await read(physician);
  expect(Date.parse(kept?.at ?? '')).toBeLessThanOrEqual(Date.now());
  await new Promise((resolve) => setTimeout(resolve, 5));
  await save(physician, mark({ at: new Date().toISOString() }));
  expect((await read(physician))[0]?.state).toBe('todo');
});

test('tells nothing of a mark whose document is hidden, and keeps none of what is hidden or never was [X20] [R18]', async () => {
  await save(physician, mark(), mark({ document: `DiagnosticReport/${other.id}`, state: 'seen' }));
  const desk = await practice.staff('desk');
  await practice.decide(desk, 'set_hidden', 'DiagnosticReport', report.id, true);
  expect((await read(physician)).map(({ document }) => document)).toEqual([`DiagnosticReport/${other.id}`]);
  expect(await list(physician)).toEqual([]);
  const shape = ({ status, text }: Answered) => [status, text];
  const hidden = await save(physician, mark({ state: 'done', at: '2026-11-21T11:00:00.000Z' }));
  const never = await save(physician, mark({ document: `DiagnosticReport/${randomUUID()}` }));
  expect(shape(hidden)).toEqual(shape(never));
  await practice.decide(desk, 'set_hidden', 'DiagnosticReport', report.id, false);
  // What was said while it was hidden was not kept.
  expect((await read(physician)).find(({ document }) => document.endsWith(report.id))?.state).toBe('todo');
});

test('keeps and shows nothing of a patient whom the physician may not read now [X20] [R13]', async () => {
  await save(physician, mark());
  const desk = await practice.staff('desk');
  await practice.decide(desk, 'set_exclusion', patient.id, physician.person, true);
  expect(await list(physician)).toEqual([]);
  const refused = await save(physician, mark({ state: 'done' }));
  expect([refused.status, refused.json().code]).toEqual([403, 'record-not-available']);
  const nobody = await practice.ask(
    physician,
    'POST',
    `/api/patients/${randomUUID()}/marks`,
    { marks: [mark()] },
    { 'content-type': 'application/json' },
  );
  expect([nobody.status, nobody.json().code]).toEqual([403, 'record-not-available']);
});
