import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Manifest } from '../../../contracts/mirror.ts';
import { anObservation, aNiss, aPatient, aReport, aTransaction, type Stored } from '../../builders/fhir.ts';
import type { Observation, Patient } from '@medplum/fhirtypes';
import { openPractice, type Practice } from '../links/practice.ts';
import type { Sender } from '../fhir/clinic.ts';

let practice: Practice;
let counter = 700;
beforeAll(async () => {
  practice = await openPractice();
});
afterAll(() => practice.close());

interface Place {
  readonly physician: Sender;
  readonly patient: Stored<Patient>;
  readonly potassium: Stored<Observation>;
  readonly report: ReturnType<typeof aReport>;
}
let here: Place;
beforeEach(async () => {
  counter += 2;
  const patient = aPatient({ niss: aNiss('1955-03-12', counter), number: `V${counter}` });
  const potassium = anObservation(patient);
  const report = aReport(patient, [potassium]);
  await practice.ask(practice.system, 'POST', '/fhir', aTransaction(patient, potassium, report));
  const physician = await practice.physician();
  const [name] = patient.name ?? [];
  await practice.sign(physician, {
    niss: patient.identifier?.[0]?.value ?? '',
    family: name?.family ?? '',
    given: name?.given?.[0] ?? '',
    birthDate: patient.birthDate ?? '',
  });
  here = { physician, patient, potassium, report };
});

const read = async (who = here.physician): Promise<Manifest> =>
  (await practice.ask(who, 'GET', `/api/patients/${here.patient.id}/manifest`)).json() as unknown as Manifest;

/** A look of this physician, as the journal of a PC brings it; `ago` in hours, `saw` hours ago or not told. */
async function look(
  ago: number,
  over: { saw?: number; offline?: boolean; person?: string; patient?: string; action?: string } = {},
): Promise<void> {
  const instant = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();
  const signed = JSON.stringify({
    number: 1,
    at: instant(ago),
    person: over.person ?? here.physician.person,
    patient: over.patient ?? here.patient.id,
    object: `Patient/${here.patient.id}`,
    action: over.action ?? 'looked-at',
    offline: over.offline ?? false,
    ...(over.saw !== undefined && { sawUntil: instant(over.saw) }),
    previous: '0'.repeat(64),
  });
  // What api.keep_journal writes; a PC's own journal brings it in test/src-main/sync/between-visits.test.ts.
  await practice.db.sql(
    `with any_pc as (select pc, sha256 from identity.certificate where pc is not null order by serial limit 1)
     insert into trace.journal (pc, number, signed, signature, certificate)
     select pc, (select coalesce(max(number), 0) + 1 from trace.journal j where j.pc = any_pc.pc), $1, '', sha256 from any_pc`,
    [signed],
  );
}

const hoursAgo = (instant: string | undefined): number => (Date.now() - Date.parse(instant ?? '')) / 3_600_000;

test('knows no last visit before the first, and none of anybody else [X01]', async () => {
  expect((await read()).lastVisit).toBeNull();
  const colleague = await practice.physician();
  await look(48, { person: colleague.person ?? '' });
  await look(48, { patient: randomUUID() });
  await look(48, { action: 'lease-ended' });
  expect((await read()).lastVisit).toBeNull();
});

test('keeps the same last visit all day long, however often the record is opened [X01]', async () => {
  await look(72);
  await look(71.5);
  const before = (await read()).lastVisit;
  expect(hoursAgo(before?.endedAt)).toBeCloseTo(71.5, 1);
  await look(0.01);
  await look(0);
  expect((await read()).lastVisit).toEqual(before);
});

test('takes a journal that comes late, from a PC that was off line, into account at its own hour [X01]', async () => {
  await look(96);
  expect(hoursAgo((await read()).lastVisit?.endedAt)).toBeCloseTo(96, 1);
  await look(48, { offline: true, saw: 52 });
  const { lastVisit } = await read();
  expect(hoursAgo(lastVisit?.endedAt)).toBeCloseTo(48, 1);
  // What the hospital wrote between the copy and the look was on no screen.
  expect(hoursAgo(lastVisit?.sawUntil)).toBeCloseTo(52, 0);
});

test('believes no look that says it comes from the future', async () => {
  await look(-48);
  expect((await read()).lastVisit).toBeNull();
});

test('tells of each document when it came and when it was last written, and nothing of what is hidden [X01] [R18]', async () => {
  const first = await read();
  const find = (manifest: Manifest, ref: string) =>
    manifest.items.find((item) => item.kind === 'resource' && item.ref === ref);
  const ref = `Observation/${here.potassium.id}`;
  const before = find(first, ref);
  await practice.ask(practice.system, 'POST', '/fhir', aTransaction({ ...here.potassium, status: 'corrected' }));
  const after = find(await read(), ref);
  if (before?.kind !== 'resource' || after?.kind !== 'resource') throw new Error('not there');
  expect(after.version).toBe(2);
  expect(after.first).toBe(before.first);
  expect(Date.parse(after.recorded ?? '')).toBeGreaterThan(Date.parse(before.recorded ?? ''));
  await practice.decide(await practice.staff('desk'), 'set_hidden', 'DiagnosticReport', here.report.id, true);
  const hidden = JSON.stringify(await read());
  expect(hidden).not.toContain(here.report.id);
  expect(hidden).not.toContain(here.potassium.id);
});
