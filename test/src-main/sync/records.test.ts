import { createHash, X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toLeaf } from '../../../src-main/hospital/standing.ts';
import { aBinary, aLetter } from '../../builders/fhir.ts';
import { feedResources } from '../../server/support/feed-hospital.ts';
import {
  openTestHospital,
  type SignedIn,
  type TestHospital,
  testAccounts,
  testPassword,
} from '../../server/support/test-hospital.ts';
import { type Line, openLine } from '../support/line.ts';
import { untilWhole } from '../support/linked-patient.ts';
import { codeOf, openTestPractice, stageOf, type TestPractice, until } from '../support/test-practice.ts';
import { linkRecord } from './linked-record.ts';

let hospital: TestHospital;
let director: SignedIn;
let desk: SignedIn;
let line: Line;
let practice: TestPractice;
const all: TestPractice[] = [];

beforeAll(async () => {
  hospital = await openTestHospital();
  director = await hospital.signIn('director');
  desk = await hospital.signIn('desk');
});
afterAll(async () => hospital.close());
beforeEach(async () => {
  line = await openLine(hospital);
  practice = openTestPractice(hospital, { urls: line });
  all.push(practice);
  await practice.signIn('physician');
});
afterEach(async () => {
  for (const one of all.splice(0)) one.close();
  await line.close();
});

/** Somebody of the hospital decides, through the function that their screen will call. */
async function decide(who: SignedIn, call: string, ...values: unknown[]): Promise<void> {
  const certificate = createHash('sha256')
    .update(new X509Certificate(toLeaf(who.enrolment.certificate)).raw)
    .digest();
  const session = createHash('sha256').update(who.session.token).digest();
  const marks = values.map((_, index) => `$${index + 3}`).join(', ');
  await hospital.test.sql(`select api.${call}($1, $2, ${marks})`, [session, certificate, ...values]);
}

const aLinkedRecord = () => linkRecord(hospital, practice);

const settled = async (patient: string): Promise<void> => untilWhole(practice, patient);

describe('a record', () => {
  it('says in the middle of a session that this PC’s clock was set back, on line or off it, and when it is right again; the record and its lease stay [C5]', async () => {
    const { patient } = await aLinkedRecord();
    await practice.records.open(patient);
    await settled(patient);
    const { leaseUntil } = await practice.records.readIndex(patient);
    const clock = (): string => practice.state.read().clock;
    line.cut();
    practice.moveClock(-3_600_000);
    await until('it is said without a line', () => clock() === 'behind');
    expect((await practice.records.readIndex(patient)).leaseUntil).toBe(leaseUntil);
    line.mend();
    practice.moveClock(3_600_000);
    await until('it is right again', () => clock() === 'right');
    practice.moveClock(3_600_000);
    await until('the hospital answers', async () =>
      (await codeOf(practice.records.open(patient))).startsWith('answered'),
    );
    await until('it is ahead', () => clock() === 'ahead');
  });

  it('is copied, indexed and opened by one gesture whatever the kind [R22] [R23] [C4]', async () => {
    const { patient, report, letter } = await aLinkedRecord();
    await practice.records.open(patient);
    await settled(patient);
    const index = await practice.records.readIndex(patient);
    expect(
      index.entries.map(({ kind, copy, images, results, abnormal }) => ({ kind, copy, images, results, abnormal })),
    ).toEqual(
      expect.arrayContaining([
        { kind: 'imaging', copy: 'ready', images: 4, results: 0, abnormal: 0 },
        { kind: 'laboratory', copy: 'ready', images: 0, results: 1, abnormal: 1 },
        { kind: 'letter', copy: 'ready', images: 0, results: 0, abnormal: 0 },
      ]),
    );
    expect(index.asOf).not.toBeNull();
    const table = await practice.records.openDocument(patient, `DiagnosticReport/${report.id}`);
    expect(table.parts[0]).toMatchObject({
      show: 'laboratory',
      panels: [{ rows: [{ name: 'Potassium', value: '5.9', unit: 'mmol/l', flag: 'H' }] }],
    });
    const read = await practice.records.openDocument(patient, `DocumentReference/${letter.id}`);
    expect(read.parts).toEqual([
      { show: 'text', title: 'Lettre de consultation', text: 'Cher confrère, tout va bien.' },
    ]);
    const images = index.entries.find((entry) => entry.kind === 'imaging')?.document ?? '';
    const study = await practice.records.openDocument(patient, images);
    expect(study.parts).toMatchObject([
      { show: 'study', study: { series: [{ modality: 'CT', instances: [{}, {}, {}, {}] }] } },
    ]);
  });

  it('is traced as looked at, signed by the PC, and held by the hospital [R21]', async () => {
    const { patient, letter } = await aLinkedRecord();
    await practice.records.open(patient);
    await settled(patient);
    await practice.records.openDocument(patient, `DocumentReference/${letter.id}`);
    await practice.sendJournal();
    const { pc } = practice.station.stored().enrolment;
    const held = await hospital.test.sql<{ signed: string }>(
      'select signed from trace.journal where pc = $1 order by number',
      [pc],
    );
    expect(held.map(({ signed }) => JSON.parse(signed) as object)).toMatchObject([
      { number: 1, patient, object: `Patient/${patient}`, action: 'looked-at', offline: false },
      { number: 2, patient, object: `DocumentReference/${letter.id}`, action: 'looked-at', offline: false },
    ]);
  });

  it('keeps which series was painted, and only one that the open record shows [R21]', async () => {
    const { patient, study } = await aLinkedRecord();
    await practice.records.open(patient);
    await settled(patient);
    const index = await practice.records.readIndex(patient);
    const images = index.entries.find((entry) => entry.kind === 'imaging')?.document ?? '';
    const [part] = (await practice.records.openDocument(patient, images)).parts;
    const series = part?.show === 'study' ? (part.study.series[0]?.seriesInstanceUid ?? '') : '';
    await practice.records.lookAtSeries(patient, study, series);
    await practice.sendJournal();
    const held = await hospital.test.sql<{ body: string }>(
      "select body from trace.entry where patient = $1 and kind = 'looked-at' and body::json ->> 'object' like $2",
      [patient, `studies/${study}/series/${series} at %`],
    );
    expect(held).toHaveLength(1);
    expect(await codeOf(practice.records.lookAtSeries(patient, study, '1.2.3'))).toBe('document-not-available');
    expect(await codeOf(practice.records.lookAtSeries(patient, '1.2.3', series))).toBe('document-not-available');
    await practice.records.close(patient);
    expect(await codeOf(practice.records.lookAtSeries(patient, study, series))).toBe('record-not-available');
  });

  it('repaints a correction and drops what was taken away, without being asked [R24]', async () => {
    const { patient, resources, report } = await aLinkedRecord();
    await practice.records.open(patient);
    await settled(patient);
    const sent = Date.now();
    await feedResources(hospital, resources.patient, {
      ...resources.potassium,
      status: 'corrected',
      valueQuantity: { value: 4.1, unit: 'mmol/l' },
    });
    await until('the correction is there', async () => {
      const view = await practice.records.openDocument(patient, `DiagnosticReport/${report.id}`);
      return JSON.stringify(view.parts).includes('"4.1"');
    });
    expect(Date.now() - sent).toBeLessThan(2_000);
    await decide(desk, 'set_hidden', 'DiagnosticReport', report.id, true);
    await until(
      'the hidden report is gone',
      async () => !JSON.stringify((await practice.records.readIndex(patient)).entries).includes(report.id),
    );
    expect(await codeOf(practice.records.openDocument(patient, `DiagnosticReport/${report.id}`))).toBe(
      'document-not-available',
    );
  });

  it('shows what the hospital sends while the images of a first copy are still coming: a new letter, a corrected result, the older one until then [R24] [X10]', async () => {
    const { patient, resources, report } = await aLinkedRecord();
    const { desk: vault } = practice;
    const { obey } = vault;
    let letImages: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (letImages = resolve));
    vault.obey = async (order, input) => {
      if (order === 'store' && (input as { item: { kind: string } }).item.kind === 'instance') await held;
      return await obey(order, input);
    };
    await practice.records.open(patient);
    const read = () => practice.records.openDocument(patient, `DiagnosticReport/${report.id}`);
    await until('the report is there', async () => (await codeOf(read())).includes('"5.9"'));
    const { versions: before } = await read();
    const file = aBinary('Courrier de ce matin.');
    const letter = aLetter(resources.patient, file);
    await feedResources(
      hospital,
      resources.patient,
      { ...resources.potassium, status: 'corrected', valueQuantity: { value: 4.1, unit: 'mmol/l' } },
      file,
      letter,
    );
    await until('both are there', async () => {
      const view = await codeOf(read());
      expect(view).toMatch(/"(5\.9|4\.1)"/);
      return view.includes('"4.1"') && JSON.stringify(await practice.records.readIndex(patient)).includes(letter.id);
    });
    expect((await practice.records.readIndex(patient)).sync.state).toBe('copying');
    const { versions: after } = await read();
    const changed = Object.keys(before ?? {}).filter((ref) => after?.[ref] !== before?.[ref]);
    expect(changed).toEqual([`Observation/${resources.potassium.id}`]);
    letImages();
    await settled(patient);
  });

  it('closes within 2 seconds when the physician is suspended, and nothing of it stays on the disk [R13]', async () => {
    const { patient } = await aLinkedRecord();
    await practice.records.open(patient);
    await settled(patient);
    const { id } = testAccounts.physician;
    const decided = Date.now();
    await decide(director, 'set_suspension', id, true);
    try {
      await until('closed', () => practice.heard.some(({ event, at }) => event === 'record/closed' && at >= decided));
      expect(Date.now() - decided).toBeLessThan(2_000);
      expect(await codeOf(practice.records.readIndex(patient))).toBe('record-not-available');
      const names = () => readdirSync(join(practice.userData, 'vault'), { recursive: true }).map(String);
      await until('purged', () => !names().some((name) => name.endsWith('index')));
      expect(await codeOf(practice.records.open(patient))).not.toMatch(/answered/);
    } finally {
      await decide(director, 'set_suspension', id, false);
    }
  });

  it('destroys the copy of a link that was lost while the window was locked or nobody was signed in [R17]', async () => {
    const indexes = () =>
      readdirSync(join(practice.userData, 'vault'), { recursive: true }).filter((name) =>
        String(name).endsWith('index'),
      );
    const [first, second] = [await aLinkedRecord(), await aLinkedRecord()];
    for (const { patient } of [first, second]) {
      await practice.records.open(patient);
      await settled(patient);
      await practice.records.close(patient);
    }
    expect(indexes().length).toBe(2);
    await practice.session.lock();
    await decide(desk, 'set_refusal', first.patient, true);
    await practice.session.unlock(testPassword);
    await until('the first is gone', () => indexes().length === 1);
    await practice.session.signOut();
    await decide(desk, 'set_refusal', second.patient, true);
    await practice.signIn('physician');
    await until('the second is gone', () => indexes().length === 0);
  });

  it('opens from the copy when the line is cut, says so, journals it, and goes on when the line is back [R21] [R23]', async () => {
    const { patient, letter } = await aLinkedRecord();
    await practice.records.open(patient);
    await settled(patient);
    await practice.records.close(patient);
    line.cut();
    await until('offline', () => practice.state.read().connection.state === 'offline');
    const index = await practice.records.open(patient);
    expect(index.sync.state).toBe('waiting');
    expect(index.entries.length).toBe(3);
    const view = await practice.records.openDocument(patient, `DocumentReference/${letter.id}`);
    expect(view.parts).toMatchObject([{ show: 'text' }]);
    line.mend();
    await until('online', () => practice.state.read().connection.state === 'online');
    await settled(patient);
    await practice.sendJournal();
    const { pc } = practice.station.stored().enrolment;
    const held = await hospital.test.sql<{ signed: string }>(
      'select signed from trace.journal where pc = $1 order by number',
      [pc],
    );
    expect(held.map(({ signed }) => (JSON.parse(signed) as { offline: boolean }).offline)).toEqual([false, true, true]);
  });

  it('keeps nothing readable on the disk', async () => {
    const { patient } = await aLinkedRecord();
    await practice.records.open(patient);
    await settled(patient);
    const files = readdirSync(practice.userData, { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile() && entry.parentPath.includes('vault'),
    );
    expect(files.length).toBeGreaterThan(8);
    for (const file of files) {
      const text = `${file.name} ${readFileSync(join(file.parentPath, file.name), 'latin1')}`;
      for (const word of ['Potassium', 'Essai', 'Cher', patient, 'DICM', 'resourceType'])
        expect(text).not.toContain(word);
    }
  });

  it('resumes a copy that was interrupted in the middle [R22]', async () => {
    const { patient } = await aLinkedRecord();
    await practice.records.open(patient);
    line.cut();
    await until('offline', () => practice.state.read().connection.state === 'offline');
    line.mend();
    await until('online', () => practice.state.read().connection.state === 'online');
    await settled(patient);
    expect((await practice.records.readIndex(patient)).entries.every((entry) => entry.copy === 'ready')).toBe(true);
    expect(stageOf(practice)).toBe('signed-in');
  });
});
