import { createHash, X509Certificate } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { toLeaf } from '../../../src-main/hospital/standing.ts';
import { openTestHospital, type SignedIn, type TestHospital } from '../../server/support/test-hospital.ts';
import { type Line, openLine } from '../support/line.ts';
import { codeOf, openTestPractice, type TestPractice, until } from '../support/test-practice.ts';
import { aDayPatient, type DayPatient, isReady, isWhole, lineOf, linkWith, readTrace, untilStanding } from './a-day.ts';
import { aBinary, aLetter } from '../../builders/fhir.ts';
import { feedResources } from '../../server/support/feed-hospital.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

/** Bytes a second, the answers of both listeners together. */
const SLOW = 800_000;
let hospital: TestHospital;
let desk: SignedIn;
let line: Line;
let practice: TestPractice;
const all: TestPractice[] = [];
/** Side of a CT slice: 128 KiB of pixels. So many of them that a study is not taken whole with the key images. */
const pixels = 256;
const two = [
  { date: '20240101', images: 14, pixels },
  { date: '20260312', images: 14, pixels },
];

beforeAll(async () => {
  hospital = await openTestHospital();
  desk = await hospital.signIn('desk');
  line = await openLine(hospital);
});
afterAll(async () => {
  await line.close();
  await hospital.close();
});
afterEach(() => {
  line.shape(null);
  for (const one of all.splice(0)) one.close();
});

async function aPractice(ahead: Parameters<typeof openTestPractice>[1] = {}): Promise<void> {
  line.mend();
  practice = openTestPractice(hospital, { urls: line, ...ahead });
  all.push(practice);
  await practice.signIn('physician');
}

/** The desk decides, through the function that its screen calls. */
async function decide(call: string, ...values: unknown[]): Promise<void> {
  const certificate = createHash('sha256')
    .update(new X509Certificate(toLeaf(desk.enrolment.certificate)).raw)
    .digest();
  const session = createHash('sha256').update(desk.session.token).digest();
  const marks = values.map((_, index) => `$${index + 3}`).join(', ');
  await hospital.test.sql(`select api.${call}($1, $2, ${marks})`, [session, certificate, ...values]);
}

/** Copies in the vault, whoever's they are. */
const folders = (): string[] =>
  readdirSync(join(practice.userData, 'vault'), { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('index'));
/** Studies and documents of these patients in the order in which the hospital let them go, since a number of traces. */
async function copied(since: number, ...patients: DayPatient[]): Promise<string[]> {
  const traced = (await readTrace(hospital, ...patients)).slice(since);
  return traced.flatMap(({ kind, patient, object }) => {
    if (kind !== 'copied') return [];
    const who = patients.findIndex(({ id }) => id === patient);
    const study = patients[who]?.studies.findIndex((uid) => object.startsWith(`${uid}.`)) ?? -1;
    return [`${'ABC'[who]} ${study < 0 ? 'document' : `study ${study}`}`];
  });
}

describe('copying ahead', () => {
  it('takes the next patient up to the last study, then everybody’s documents, then older series, and says so at the hospital as copied [X02]', async () => {
    await aPractice();
    const [a, b] = [await aDayPatient(hospital, 'AUBRY', two), await aDayPatient(hospital, 'BODART', two)];
    for (const one of [a, b]) await linkWith(practice, one);
    const before = (await readTrace(hospital, a, b)).length;
    line.hold();
    await practice.agenda.take('Bodart\nAubry');
    const bodart = await lineOf(practice, 'Bodart');
    await practice.agenda.arrive((await lineOf(practice, 'Aubry')).id, true);
    expect(bodart.arrived).toBe(false);
    line.release();
    await untilStanding(practice, ['Aubry', 'Bodart'], isWhole, 60_000);
    const order = await copied(before, a, b);
    const last = (what: string): number => order.lastIndexOf(what);
    // Of each study the image that it opens with comes with the documents.
    const first = (what: string): number =>
      order.findIndex(
        (one, place) => one === what && order.slice(0, place).filter((each) => each === what).length >= 2,
      );
    expect(last('A document')).toBeLessThan(first('A study 1'));
    expect(last('B document')).toBeLessThan(first('B study 1'));
    expect(last('A study 1')).toBeLessThan(first('B study 1'));
    expect(last('B study 1')).toBeLessThan(first('A study 0'));
    expect(last('A study 0')).toBeLessThan(first('B study 0'));
    expect(order.filter((one) => one.includes('study'))).toHaveLength(2 * 2 * 14);
    const kinds = new Set((await readTrace(hospital, a, b)).slice(before).map(({ kind }) => kind));
    expect(kinds).toEqual(new Set(['searched', 'copied']));
  });

  it('turns to whoever arrives in the middle of a series, and comes back to it [X02]', async () => {
    await aPractice();
    const [a, b] = [await aDayPatient(hospital, 'CLAES', two), await aDayPatient(hospital, 'DENIS', two)];
    for (const one of [a, b]) await linkWith(practice, one);
    const before = (await readTrace(hospital, a, b)).length;
    line.shape(SLOW);
    await practice.agenda.take('Claes\nDenis');
    await until(
      'a series has begun',
      async () => (await copied(before, a, b)).filter((one) => one === 'A study 1').length > 4,
      60_000,
    );
    await practice.agenda.arrive((await lineOf(practice, 'Denis')).id, true);
    line.shape(null);
    await untilStanding(practice, ['Claes', 'Denis'], isWhole, 60_000);
    const order = await copied(before, a, b);
    expect(order.indexOf('B document')).toBeLessThan(order.lastIndexOf('A study 1'));
    expect(order.filter((one) => one === 'A study 1').length).toBeLessThan(14 + 4);
  });

  it('asks nothing of a patient without a link that can be read: draft, refused or unknown [X02] [X03] [R13]', async () => {
    await aPractice();
    const draft = await aDayPatient(hospital, 'EVRARD');
    const refused = await aDayPatient(hospital, 'FONTAINE');
    const stranger = await aDayPatient(hospital, 'GILLES');
    await practice.links.propose({
      niss: draft.niss,
      family: 'EVRARD',
      given: 'Marie',
      birthDate: '1955-03-12',
      careOnly: true,
    });
    await linkWith(practice, refused);
    await decide('set_refusal', refused.id, true);
    await until('the list says so', async () =>
      (await practice.links.list()).every(({ patient, readable }) => patient.id !== refused.id || !readable),
    );
    const before = (await readTrace(hospital, draft, refused, stranger)).length;
    await practice.agenda.take('Evrard\nFontaine\nGilles');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const { entries } = await practice.agenda.read();
    expect(entries.map(({ written, standing }) => [written, standing])).toEqual([
      ['Evrard', { state: 'to-finish', step: 'draft' }],
      ['Fontaine', { state: 'unavailable' }],
      ['Gilles', { state: 'no-link' }],
    ]);
    expect((await readTrace(hospital, draft, refused, stranger)).length).toBe(before);
    expect(folders()).toEqual([]);
  });

  it('ends a refused patient’s copy within two seconds in the middle of it, and goes on with the others [X02] [R17]', async () => {
    await aPractice();
    const [a, b] = [await aDayPatient(hospital, 'HENRARD', two), await aDayPatient(hospital, 'JACOBS')];
    for (const one of [a, b]) await linkWith(practice, one);
    line.shape(SLOW);
    await practice.agenda.take('Henrard\nJacobs');
    await until('the copy has begun', () => folders().length === 1, 30_000);
    const [begun = ''] = folders();
    await decide('set_refusal', a.id, true);
    const decided = Date.now();
    await until('it is gone', () => !folders().includes(begun));
    expect(Date.now() - decided).toBeLessThan(2_000);
    line.shape(null);
    await untilStanding(practice, ['Henrard'], ({ state }) => state === 'unavailable');
    await untilStanding(practice, ['Jacobs'], isReady);
    expect(folders()).toHaveLength(1);
    expect(await codeOf(practice.records.open(a.id))).not.toMatch(/answered/);
  });

  it('copies anew what was destroyed while a refusal stood, and never says ready of a copy that is gone [X02] [R17]', async () => {
    await aPractice();
    const a = await aDayPatient(hospital, 'STEVENS');
    await linkWith(practice, a);
    await practice.agenda.take('Stevens');
    await untilStanding(practice, ['Stevens'], isWhole);
    await decide('set_refusal', a.id, true);
    await untilStanding(practice, ['Stevens'], ({ state }) => state === 'unavailable');
    await until('the copy is gone', () => folders().length === 0);
    const before = (await readTrace(hospital, a)).length;
    await decide('set_refusal', a.id, false);
    await untilStanding(practice, ['Stevens'], isWhole);
    expect((await copied(before, a)).length).toBeGreaterThan(0);
    expect(folders()).toHaveLength(1);
  });

  it('stops at what a day may take of the line, at what copies may take of the disk, and says which [X02]', async () => {
    await aPractice({ ahead: { bytesPerDay: 600_000 } });
    const [a, b] = [await aDayPatient(hospital, 'KINET', two), await aDayPatient(hospital, 'LEROY', two)];
    for (const one of [a, b]) await linkWith(practice, one);
    await practice.agenda.take('Kinet\nLeroy');
    await until('the line is used up', async () => (await practice.agenda.read()).halted === 'line-budget', 30_000);
    const spent = (await practice.agenda.read()).entries.map(({ standing }) => standing.state);
    expect(spent).not.toEqual(['ready', 'ready']);
    // Opening a record is no copying ahead: it goes on.
    await practice.records.open(b.id);
    await until('whole', async () => (await practice.records.readIndex(b.id)).sync.state === 'up-to-date', 30_000);
    practice.close();
    await aPractice({ ahead: { diskBytes: 400_000 } });
    await practice.agenda.take('Kinet\nLeroy');
    await until('the disk is used up', async () => (await practice.agenda.read()).halted === 'disk-budget', 30_000);
    expect(line.answered()).toBeGreaterThan(0);
  });

  it('keeps its pace on the line [X02]', async () => {
    await aPractice({ ahead: { bytesPerSecond: 500_000 } });
    const a = await aDayPatient(hospital, 'MARCHAL', two);
    await linkWith(practice, a);
    const before = line.answered();
    const began = performance.now();
    await practice.agenda.take('Marchal');
    await untilStanding(practice, ['Marchal'], isWhole, 60_000);
    const [bytes, seconds] = [line.answered() - before, (performance.now() - began) / 1000];
    expect(bytes).toBeGreaterThan(28 * pixels * pixels * 2);
    expect(bytes / seconds).toBeLessThan(650_000);
  });

  it('leaves the line to the screen while a record opens, and takes it again afterwards [X02]', async () => {
    await aPractice();
    const [a, b] = [await aDayPatient(hospital, 'NOEL', two), await aDayPatient(hospital, 'OLIVIER')];
    for (const one of [a, b]) await linkWith(practice, one);
    const before = (await readTrace(hospital, a)).length;
    const images = async (): Promise<number> => (await copied(before, a)).filter((one) => one.includes('study')).length;
    line.shape(SLOW);
    await practice.agenda.take('Noel');
    await until('a series has begun', async () => (await images()) > 5, 60_000);
    const begun = await images();
    await practice.records.open(b.id);
    await until(
      'the record is whole',
      async () => (await practice.records.readIndex(b.id)).sync.state === 'up-to-date',
      30_000,
    );
    // Two were on their way, and two may have begun since.
    expect((await images()) - begun).toBeLessThanOrEqual(4);
    line.shape(null);
    await untilStanding(practice, ['Noel'], isWhole, 60_000);
  });

  it('goes on after a cut where it was, and copies again what changed meanwhile [X02]', async () => {
    await aPractice();
    const a = await aDayPatient(hospital, 'QUINET', two);
    await linkWith(practice, a);
    const before = (await readTrace(hospital, a)).length;
    line.shape(SLOW);
    await practice.agenda.take('Quinet');
    await until(
      'a series has begun',
      async () => (await copied(before, a)).filter((one) => one === 'A study 1').length > 5,
      60_000,
    );
    line.cut();
    await untilStanding(practice, ['Quinet'], (one) => one.state === 'waiting' && one.reason === 'offline');
    line.shape(null);
    const file = aBinary('Entre-temps.');
    const letter = aLetter({ resourceType: 'Patient', id: a.id }, file);
    await feedResources(hospital, file, letter);
    line.mend();
    await untilStanding(practice, ['Quinet'], isWhole, 60_000);
    const images = (await copied(before, a)).filter((one) => one.includes('study')).length;
    expect(images).toBeGreaterThanOrEqual(28);
    // At most what was on its way when the line was cut came twice.
    expect(images).toBeLessThanOrEqual(28 + 4);
    const index = await practice.records.open(a.id);
    expect(index.entries.map(({ document }) => document)).toContain(`DocumentReference/${letter.id}`);
  });

  it('makes a record that changed ready again, and shows nothing as ready that is not current [X02] [R24]', async () => {
    await aPractice();
    const a = await aDayPatient(hospital, 'RENSON');
    await linkWith(practice, a);
    await practice.agenda.take('Renson');
    await untilStanding(practice, ['Renson'], isWhole);
    const first = (await lineOf(practice, 'Renson')).standing;
    await decide('set_hidden', 'DocumentReference', a.letter, true);
    await untilStanding(
      practice,
      ['Renson'],
      (one) => one.state === 'ready' && first.state === 'ready' && one.asOf > first.asOf,
    );
    const index = await practice.records.open(a.id);
    expect(JSON.stringify(index.entries)).not.toContain(a.letter);
  });
});
