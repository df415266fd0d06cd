import { createHash, X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DiagnosticReport, Resource } from '@medplum/fhirtypes';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { mostPictures, Printout } from '../../../contracts/print.ts';
import { toLeaf } from '../../../src-main/hospital/standing.ts';
import type { PrintPaper } from '../../../src-main/printing/record-printing.ts';
import { aNiss, anObservation, aPatient, aReport, aTransaction, type Stored } from '../../builders/fhir.ts';
import {
  openTestHospital,
  type SignedIn,
  type TestHospital,
  testFacts,
  testPassword,
} from '../../server/support/test-hospital.ts';
import { listAll } from '../../server/trace/ask-trace.ts';
import { type Line, openLine } from '../support/line.ts';
import { codeOf, openTestPractice, stageOf, type TestPractice, until } from '../support/test-practice.ts';

let hospital: TestHospital;
let director: SignedIn;
let desk: SignedIn;
let line: Line;
let practice: TestPractice;
let counter = 300;
let answer: PrintPaper = async () => true;

beforeAll(async () => {
  hospital = await openTestHospital();
  director = await hospital.signIn('director');
  desk = await hospital.signIn('desk');
  line = await openLine(hospital);
  practice = openTestPractice(hospital, { urls: line, printPaper: (paper, signal) => answer(paper, signal) });
  await practice.signIn('physician');
}, 60_000);
afterEach(() => {
  answer = async () => true;
});
afterAll(async () => {
  practice.close();
  await line.close();
  await hospital.close();
});

const sheet: Printout = {
  html: '<p>ce qui est affiché</p>',
  pictures: [],
  landscape: false,
  title: null,
  laboratory: false,
  series: [],
};

/** A patient with a laboratory report, a signed link, the record open and whole. */
async function openLinked(change: Partial<DiagnosticReport> = {}) {
  counter += 2;
  const niss = aNiss('1955-03-12', counter);
  const patient = aPatient({ niss, number: `PRT-${counter}` });
  const result = anObservation(patient, { valueQuantity: { value: 5.9, unit: 'mmol/l' } });
  const report = aReport(patient, [result], change);
  const resources: Stored<Resource>[] = [patient, result, report];
  const sent = await hospital.system.ask('POST', '/fhir', { body: aTransaction(...resources) });
  expect(sent.status, sent.bytes.toString('utf8')).toBe(200);
  const { id } = await practice.links.propose({
    niss,
    family: 'Essai',
    given: 'Marie',
    birthDate: '1955-03-12',
    careOnly: true,
  });
  await practice.links.printConsent(id);
  await practice.links.confirmSignature(id);
  await until('the record opens', async () => (await codeOf(practice.records.open(patient.id))).startsWith('answered'));
  await until(
    'the copy is whole',
    async () => (await practice.records.readIndex(patient.id)).sync.state === 'up-to-date',
  );
  return { link: id, patient: patient.id, result: result.id, report: `DiagnosticReport/${report.id}` };
}

/** What the hospital's trace holds as printed of this patient. */
async function readPrinted(patient: string): Promise<readonly string[]> {
  await practice.sendJournal();
  const lines = await listAll(director, { patient, kind: 'looked-at' });
  return lines.flatMap(({ object, journal }) => (journal?.action === 'printed' ? [object] : []));
}

it('writes the head of every page by the record itself, whatever the window says, and traces it before the printer is asked [X11] [R21]', async () => {
  const { patient, report } = await openLinked({ status: 'preliminary' });
  let traced: readonly string[] = [];
  answer = async () => {
    traced = await readPrinted(patient);
    return true;
  };
  expect(await practice.printing.print(patient, report, sheet)).toBe(true);
  const paper = practice.papers.at(-1);
  expect(paper?.sheet).toEqual(sheet);
  expect(paper?.facts).toMatchObject({
    language: 'fr',
    patient: { family: 'Essai', given: 'Marie Louise', birthDate: '1955-03-12' },
    title: 'Laboratoire',
    at: '2026-11-20T08:15:00+01:00',
    hospital: testFacts.name,
    status: 'Provisoire',
    online: true,
  });
  expect(paper?.facts.printedBy).not.toBe('');
  expect(paper?.facts.asOf).not.toBeNull();
  expect(traced).toHaveLength(1);
  expect(traced[0]).toContain(report);
});

it('traces all results by date as such, and says no when the question of the printer was closed [X11] [X12] [R21]', async () => {
  const { patient, report } = await openLinked();
  const before = practice.papers.length;
  answer = async () => false;
  const all = { ...sheet, title: 'Résultats par date', laboratory: true };
  expect(await practice.printing.print(patient, report, all)).toBe(false);
  expect(practice.papers).toHaveLength(before);
  expect((await readPrinted(patient)).some((object) => object.includes(`Patient/${patient}#laboratory`))).toBe(true);
});

it('prints nothing of a record that is not open, of a document or a series that it does not show, and traces none of it [X11] [R13]', async () => {
  const { patient, report } = await openLinked();
  const other = await openLinked();
  const before = practice.papers.length;
  const series = [{ study: '1.2.3', series: '1.2.3.4' }];
  expect(await codeOf(practice.printing.print(patient, report, { ...sheet, series }))).toBe('document-not-available');
  expect(await codeOf(practice.printing.print(patient, other.report, sheet))).toBe('document-not-available');
  await practice.records.close(patient);
  expect(await codeOf(practice.printing.print(patient, report, sheet))).toBe('record-not-available');
  expect(practice.papers).toHaveLength(before);
  expect(await readPrinted(patient)).toEqual([]);
});

/** A printer whose question stands until the paper is taken from it; resolves with the moment at which that happened. */
function standUntilTaken(): { readonly asked: Promise<void>; readonly taken: Promise<number> } {
  let ask = (): void => undefined;
  let take = (_at: number): void => undefined;
  const asked = new Promise<void>((resolve) => (ask = resolve));
  const taken = new Promise<number>((resolve) => (take = resolve));
  answer = (_paper, signal) => {
    ask();
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        take(Date.now());
        reject(new Error('taken'));
      });
    });
  };
  return { asked, taken };
}

it('takes the paper from the printer within 2 seconds of the hospital closing the record [X11] [R15]', async () => {
  const { link, patient, report } = await openLinked();
  const stands = standUntilTaken();
  const printing = practice.printing.print(patient, report, sheet).catch(() => 'ended');
  await stands.asked;
  const started = Date.now();
  const body = { link, person: null, reason: 'La patiente conteste sa signature' };
  expect((await director.ask('POST', '/api/dispute-setting', { body: { scope: 'link', delayDays: 15 } })).status).toBe(
    200,
  );
  expect((await director.ask('POST', '/api/disputes', { body })).status).toBe(200);
  expect((await stands.taken) - started).toBeLessThan(2_000);
  expect(await printing).toBe('ended');
});

it('takes it when the window is locked, and leaves that of another patient alone when one record closes [X11]', async () => {
  const { patient, report } = await openLinked();
  const stands = standUntilTaken();
  const printing = practice.printing.print(patient, report, sheet).catch(() => 'ended');
  await stands.asked;
  let isTaken = false;
  void stands.taken.then(() => (isTaken = true));
  practice.printing.end('00000000-0000-4000-8000-00000000dead');
  await new Promise((resolve) => setImmediate(resolve));
  expect(isTaken).toBe(false);
  await practice.session.lock();
  expect(await printing).toBe('ended');
  await stands.taken;
});

/** The desk decides, through the function that its screen calls. */
async function hide(type: string, id: string): Promise<void> {
  const certificate = createHash('sha256')
    .update(new X509Certificate(toLeaf(desk.enrolment.certificate)).raw)
    .digest();
  const session = createHash('sha256').update(desk.session.token).digest();
  await hospital.test.sql('select api.set_hidden($1, $2, $3, $4, true)', [session, certificate, type, id]);
}

/** Whether a file of this PC holds some text of the paper. */
function isOnDisk(text: string): boolean {
  const files = readdirSync(practice.userData, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return files.some(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1').includes(text));
}

/** What may happen while a paper stands before the printer, done for real. */
const endings: readonly (readonly [what: string, (one: Awaited<ReturnType<typeof openLinked>>) => Promise<unknown>])[] =
  [
    ['its document is hidden', ({ report }) => hide('DiagnosticReport', report.split('/')[1] ?? '')],
    ['a result that stands on it is hidden', ({ result }) => hide('Observation', result)],
    [
      'the lease ends',
      async ({ link, patient }) => {
        await hospital.test.sql(
          `do $$ begin set local session_replication_role = replica;
             update care.link set ends_at = date_trunc('second', clock_timestamp()) + interval '3 seconds' where id = '${link}'; end $$`,
        );
        practice.links.refresh();
        await practice.links.list();
        practice.records.compareAgain(patient);
      },
    ],
    ['the physician signs out', () => practice.session.signOut()],
  ];

it.each(endings)(
  'takes the paper from the printer when %s: nothing reaches it after, nothing of it is left on the disk, and it stands in the trace [X11] [C5] [R18] [R21]',
  async (_what, happens) => {
    if (stageOf(practice) === 'locked') await practice.session.unlock(testPassword);
    if (stageOf(practice) !== 'signed-in') await practice.signIn('physician');
    const linked = await openLinked();
    const before = practice.papers.length;
    const stands = standUntilTaken();
    const text = 'ce qui ne doit rester nulle part';
    const printing = codeOf(
      practice.printing.print(linked.patient, linked.report, { ...sheet, html: `<p>${text}</p>` }),
    );
    await stands.asked;
    const traced = await readPrinted(linked.patient);
    expect(traced.map((object) => object.split(' ')[0])).toEqual([linked.report]);
    await happens(linked);
    await stands.taken;
    expect(await printing).not.toMatch(/answered/);
    expect(practice.papers).toHaveLength(before);
    expect(isOnDisk(text)).toBe(false);
  },
);

it('takes no more pictures from the window than it says, and none that is no picture [X11]', () => {
  const picture = { mime: 'image/png', bytes: new Uint8Array(1) };
  const isTaken = (change: object): boolean => Printout.safeParse({ ...sheet, ...change }).success;
  expect(isTaken({ pictures: Array.from({ length: mostPictures }, () => picture) })).toBe(true);
  expect(isTaken({ pictures: Array.from({ length: mostPictures + 1 }, () => picture) })).toBe(false);
  expect(isTaken({ pictures: [{ ...picture, mime: 'image/svg+xml' }] })).toBe(false);
  expect(isTaken({ facts: { title: 'un autre patient' } })).toBe(false);
});
