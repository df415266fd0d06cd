import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { aNiss, anObservation, aPatient, aReport } from '../../builders/fhir.ts';
import { activateLink } from '../../server/fhir/activate-link.ts';
import { feedResources } from '../../server/support/feed-hospital.ts';
import {
  openTestHospital,
  type SignedIn,
  type TestHospital,
  testAccounts,
} from '../../server/support/test-hospital.ts';
import { listAll } from '../../server/trace/ask-trace.ts';
import { type Line, openLine } from '../support/line.ts';
import { untilWhole } from '../support/linked-patient.ts';
import { codeOf, openTestPractice, type TestPractice, until } from '../support/test-practice.ts';

let hospital: TestHospital;
let director: SignedIn;
let desk: SignedIn;
let line: Line;
let practice: TestPractice;
let counter = 4_400;

beforeAll(async () => {
  hospital = await openTestHospital();
  director = await hospital.signIn('director');
  desk = await hospital.signIn('desk');
});
afterAll(async () => hospital.close());
beforeEach(async () => {
  line = await openLine(hospital);
  practice = openTestPractice(hospital, { urls: line });
  await practice.signIn('physician');
});
afterEach(async () => {
  practice.close();
  await line.close();
});

/** A patient with two laboratory reports of one analysis, linked, open and copied. */
async function anOpenRecord() {
  counter += 2;
  const patient = aPatient({ niss: aNiss('1955-03-12', counter), number: `HOSP-${counter}` });
  const at = (day: string, value: number) =>
    anObservation(patient, { effectiveDateTime: `${day}T08:00:00+01:00`, valueQuantity: { value, unit: 'mmol/l' } });
  const [now, before] = [at('2026-03-20', 5.9), at('2025-03-01', 4.2)];
  const [report, older] = [aReport(patient, [now]), aReport(patient, [before])];
  await feedResources(hospital, patient, now, before, report, older);
  await activateLink(hospital.test, testAccounts.physician.id, patient.id);
  practice.links.refresh();
  await practice.records.open(patient.id);
  await untilWhole(practice, patient.id);
  return { patient: patient.id, report: `DiagnosticReport/${report.id}`, older: `DiagnosticReport/${older.id}` };
}

/** What the hospital's trace holds of this patient, as its Director reads it. */
async function readTrace(patient: string): Promise<readonly (readonly [action: string | undefined, object: string])[]> {
  await practice.sendJournal();
  const lines = await listAll(director, { patient, kind: 'looked-at' });
  return lines.map(({ object, journal }) => [journal?.action, object.replaceAll(patient, 'p')]);
}

it('reads every result of an open record at once, looked at once for each opening, and none of another [X12] [R21]', async () => {
  const { patient, report, older } = await anOpenRecord();
  const { analytes } = await practice.laboratory.read(patient);
  expect(analytes.map(({ results }) => results.map(({ value, document }) => [value, document]))).toEqual([
    [
      ['5.9', report],
      ['4.2', older],
    ],
  ]);
  await practice.laboratory.read(patient);
  const looks = (await readTrace(patient)).filter(([, object]) => object === 'Patient/p#laboratory');
  expect(looks).toEqual([['looked-at', 'Patient/p#laboratory']]);
  await practice.records.close(patient);
  expect(await codeOf(practice.laboratory.read(patient))).toBe('record-not-available');
  expect(await codeOf(practice.laboratory.export(patient, null))).toBe('record-not-available');
});

it('saves a table without the patient in its name, and is traced as exported before it is written [X12] [R21]', async () => {
  const { patient, report } = await anOpenRecord();
  const name = await practice.laboratory.export(patient, report);
  expect(name).toMatch(/^laboratoire-\d{4}-\d\d-\d\d\.csv$/);
  const text = Buffer.from(practice.saved.get(name ?? '') ?? []).toString('utf8');
  expect(text).toContain('5,9;mmol/l');
  expect(text).not.toContain('4,2');
  await practice.laboratory.export(patient, null);
  expect(Buffer.from(practice.saved.get(name ?? '') ?? []).toString('utf8')).toContain('4,2;mmol/l');
  const left = (await readTrace(patient)).filter(([action]) => action === 'exported');
  expect(left).toHaveLength(2);
  expect(left).toEqual(
    expect.arrayContaining([
      ['exported', report],
      ['exported', 'Patient/p#laboratory'],
    ]),
  );
  expect(await codeOf(practice.laboratory.export(patient, 'DiagnosticReport/none'))).toBe('document-not-available');
});

it('holds and saves nothing of a report that was hidden [X12] [R18]', async () => {
  const { patient, report, older } = await anOpenRecord();
  const askedOn = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Brussels' }).format(new Date());
  const body = { askedBy: 'letter', askedOn, document: report, hides: true };
  const answer = await desk.ask('POST', `/api/patient-rights/${patient}/hiding`, { body });
  expect(answer.status, answer.bytes.toString('utf8')).toBe(200);
  const shown = async () =>
    (await practice.laboratory.read(patient)).analytes.flatMap(({ results }) =>
      results.map(({ document }) => document),
    );
  await until('it is gone', async () => !(await shown()).includes(report));
  expect(await shown()).toEqual([older]);
  expect(await codeOf(practice.laboratory.export(patient, report))).toBe('document-not-available');
  const name = await practice.laboratory.export(patient, null);
  expect(Buffer.from(practice.saved.get(name ?? '') ?? []).toString('utf8')).not.toContain('5,9');
});

it('writes nothing that cannot be traced [X12] [R21]', async () => {
  const { patient } = await anOpenRecord();
  const { openRecordLaboratory } = await import('../../../src-main/sync/record-laboratory.ts');
  const written: string[] = [];
  const broken = openRecordLaboratory({
    records: {
      read: practice.records.read,
      look: async () => Promise.reject(new Error('the journal cannot be written')),
      isEnded: practice.records.isEnded,
    },
    save: async (name, _bytes, before) => {
      await before?.();
      written.push(name);
      return name;
    },
    now: () => new Date(),
  });
  await expect(broken.export(patient, null)).rejects.toThrow('the journal');
  await expect(broken.read(patient)).rejects.toThrow('the journal');
  expect(written).toEqual([]);
});

it('lets nothing leave of a record that was closed, or a document that was hidden, while it was being made; what its reader closed goes [X12] [X07] [R18]', async () => {
  const { patient, report } = await anOpenRecord();
  const left: string[] = [];
  let meanwhile = async (): Promise<unknown> => undefined;
  const { openRecordLaboratory } = await import('../../../src-main/sync/record-laboratory.ts');
  const laboratory = openRecordLaboratory({
    records: practice.records,
    save: async (name, _bytes, before) => {
      await meanwhile();
      await before?.();
      left.push(name);
      return name;
    },
    now: () => new Date(),
  });
  const { sendBack } = await import('../../../src-main/practice-software/send-back.ts');
  const send = async () =>
    await sendBack(
      {
        ...practice,
        records: {
          ...practice.records,
          async look(look) {
            await practice.records.look(look);
            await meanwhile();
          },
        },
        vault: {
          order: (order, input) => practice.desk.obey(order, input),
          connect: () => undefined,
          stop: () => undefined,
        },
        toPdf: async () => new Uint8Array(),
        copyText: (text) => void left.push(text),
        invitation: () => practice.station.stored().invitation,
        now: () => new Date(),
      },
      { find: () => null, patient: () => null } as never,
      patient,
      report,
      'text',
    );
  meanwhile = () => practice.records.close(patient);
  await laboratory.export(patient, report);
  await practice.records.open(patient);
  expect(await send()).toEqual({ sent: 'clipboard' });
  expect(left.splice(0)).toHaveLength(2);

  await practice.records.open(patient);
  const askedOn = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Brussels' }).format(new Date());
  meanwhile = async () => {
    meanwhile = async () => undefined;
    const body = { askedBy: 'letter', askedOn, document: report, hides: true };
    await desk.ask('POST', `/api/patient-rights/${patient}/hiding`, { body });
    await until('it is gone', async () =>
      (await practice.records.readIndex(patient)).entries.every(({ document }) => document !== report),
    );
  };
  expect(await codeOf(laboratory.export(patient, null))).toBe('document-not-available');

  for (const leave of [() => laboratory.export(patient, null), send]) {
    await practice.records.open(patient);
    meanwhile = () => practice.records.shut(patient, 'link-ended');
    expect(await codeOf(leave())).toMatch(/^(?:record|document)-not-available$/);
  }
  expect(left).toEqual([]);
});
