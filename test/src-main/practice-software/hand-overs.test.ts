import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { toHandOverFolders } from '../../../src-main/practice-software/watch-folder.ts';
import { openTestHospital, type TestHospital } from '../../server/support/test-hospital.ts';
import { aDayPatient, linkWith } from '../agenda/a-day.ts';
import { untilWhole } from '../support/linked-patient.ts';
import { codeOf, openTestPractice, type TestPractice, until } from '../support/test-practice.ts';
import { readArchive } from './read-archive.ts';
import { anId, writeHandOver } from './hand-over-file.ts';

let hospital: TestHospital;
let practice: TestPractice;
let back: string;
beforeAll(async () => {
  hospital = await openTestHospital();
});
afterAll(async () => hospital.close());
beforeEach(async () => {
  practice = openTestPractice(hospital);
  await practice.handOvers.start();
  back = mkdtempSync(join(tmpdir(), 'passerelle-return-'));
  await practice.signIn('physician');
});
afterEach(() => {
  practice.close();
  rmSync(back, { recursive: true, force: true });
});

const folders = () => toHandOverFolders(practice.userData);
const person = (family: string) => ({ family, given: 'Marie', birthDate: '1955-03-12' });
async function call(content: Parameters<typeof writeHandOver>[1]): Promise<string> {
  const id = writeHandOver(folders().called, content);
  await practice.handOvers.call({ id });
  return id;
}
/** Actions of the PC's journal as the hospital holds them. */
async function journalled(patient: string): Promise<string[]> {
  await practice.sendJournal();
  const rows = await hospital.test.sql<{ signed: string }>('select signed from trace.journal order by number', []);
  return rows
    .map(({ signed }) => JSON.parse(String(signed)) as { patient: string; action: string; object: string })
    .filter((line) => line.patient === patient)
    .map(({ action, object }) => `${action} ${object}`);
}

it('a patient asked for by number is found, opened at the click alone, traced, and his letter goes back as a file [X07]', async () => {
  const patient = await aDayPatient(hospital, 'Essai');
  await linkWith(practice, patient);
  const id = await call({ niss: patient.niss, ...person('Essai'), returnFolder: back });
  const { request } = await practice.handOvers.read();
  expect(request).toMatchObject({ id, asked: true, byNumber: true, differs: false, patients: [{ id: patient.id }] });
  expect(JSON.stringify(request)).not.toContain(patient.niss);
  // Nothing was read before the click.
  expect(await journalled(patient.id)).toEqual([]);
  expect(await codeOf(practice.handOvers.accept(anId(), patient.id))).toBe('conflict');
  expect(await practice.handOvers.accept(id, patient.id)).toMatchObject({ patient: patient.id, fill: null });
  expect((await practice.handOvers.read()).returning).toBe(patient.id);

  await practice.records.open(patient.id);
  await untilWhole(practice, patient.id);
  const letter = `DocumentReference/${patient.letter}`;
  expect(await practice.handOvers.send(patient.id, letter, 'pdf')).toEqual({
    sent: 'files',
    names: [`passerelle-${id}-1.pdf`],
    pdf: 'archive',
  });
  expect(await practice.handOvers.send(patient.id, letter, 'fhir')).toEqual({
    sent: 'files',
    names: [`passerelle-${id}-2.fhir.json`],
    pdf: null,
  });
  expect(await practice.handOvers.send(patient.id, letter, 'text')).toEqual({ sent: 'clipboard' });
  expect(practice.copied.join()).toContain('votre patiente Essai va bien');
  expect(readdirSync(back).toSorted()).toEqual([`passerelle-${id}-1.pdf`, `passerelle-${id}-2.fhir.json`]);
  expect(statSync(join(back, `passerelle-${id}-1.pdf`)).mode & 0o777).toBe(0o600);
  expect(readArchive(readFileSync(join(back, `passerelle-${id}-1.pdf`)))).toMatchObject({
    part: '2',
    conformance: 'A',
  });
  const bundle = JSON.parse(readFileSync(join(back, `passerelle-${id}-2.fhir.json`), 'utf8')) as {
    type: string;
    entry: { fullUrl: string; resource: { resourceType: string } }[];
  };
  expect(bundle.type).toBe('document');
  expect(bundle.entry.map(({ resource }) => resource.resourceType).toSorted()).toEqual(
    expect.arrayContaining(['Binary', 'Composition', 'DocumentReference', 'Patient']),
  );
  const actions = await journalled(patient.id);
  expect(actions).toContain(`received hand-over/${id}`);
  expect(actions.filter((one) => one === `exported ${letter}`)).toHaveLength(3);
  const traced = await hospital.test.sql(`select body from trace.entry where position($1 in body) > 0`, [
    `hand-over/${id}`,
  ]);
  expect(traced).toHaveLength(1);
});

it('a patient without a link is filled in after the click, and what is sent back waits for the link [X07]', async () => {
  const patient = await aDayPatient(hospital, 'Nouvelle');
  const id = await call({ niss: patient.niss, ...person('Nouvelle'), returnFolder: back });
  const { request } = await practice.handOvers.read();
  expect(request).toMatchObject({ patients: [], byNumber: false });
  const { fill } = await practice.handOvers.accept(id, null);
  expect(fill).toEqual({ niss: patient.niss, ...person('Nouvelle') });
  expect((await practice.handOvers.read()).returning).toBeNull();
  await linkWith(practice, patient);
  expect((await practice.handOvers.read()).returning).toBe(patient.id);
});

it('another name beside a known number is told, and nobody else may be chosen [X07]', async () => {
  const patient = await aDayPatient(hospital, 'Vraie');
  const other = await aDayPatient(hospital, 'Autre');
  await linkWith(practice, patient);
  await linkWith(practice, other);
  const id = await call({ niss: patient.niss, ...person('Autre') });
  const { request } = await practice.handOvers.read();
  expect(request).toMatchObject({ byNumber: true, differs: true, patients: [{ id: patient.id }] });
  expect(await codeOf(practice.handOvers.accept(id, other.id))).toBe('conflict');
});

it('documents never go to the file of a patient with another number [X07]', async () => {
  const mine = await aDayPatient(hospital, 'Sosie');
  const theirs = await aDayPatient(hospital, 'Personne');
  await linkWith(practice, mine);
  const bare = practice.reopen();
  try {
    await bare.signIn('physician');
    // Found by name alone: the number is not known here yet, and it is another's.
    await bare.desk.obey('save-numbers', { text: '{}' });
    await bare.session.lock();
    await bare.session.unlock(bare.factors('physician').password);
    const id = writeHandOver(folders().called, { niss: theirs.niss, ...person('Sosie'), returnFolder: back });
    await bare.handOvers.call({ id });
    const { request } = await bare.handOvers.read();
    expect(request).toMatchObject({ byNumber: false, patients: [{ id: mine.id }] });
    await bare.handOvers.accept(id, mine.id);
    await bare.records.open(mine.id);
    await untilWhole(bare, mine.id);
    expect(await bare.handOvers.send(mine.id, `DocumentReference/${mine.letter}`, 'pdf')).toEqual({
      sent: 'no',
      why: 'other-patient',
    });
    expect(readdirSync(back)).toEqual([]);
  } finally {
    bare.close();
  }
});

it('a locked window says that a request waits, never whose; it is asked after unlocking, and requests do not pile up [X07]', async () => {
  const patient = await aDayPatient(hospital, 'Cachee');
  await linkWith(practice, patient);
  await practice.session.lock();
  for (let count = 0; count < 20; count += 1) await call({ ...person('Autre') });
  const id = await call({ niss: patient.niss, ...person('Cachee') });
  const covered = await practice.handOvers.read();
  expect(covered).toEqual({ waiting: true, request: null, fault: null, returning: null });
  expect(await codeOf(practice.handOvers.accept(id, patient.id))).toBe('vault-locked');
  await practice.session.unlock(practice.factors('physician').password);
  expect((await practice.handOvers.read()).request).toMatchObject({ id, patients: [{ id: patient.id }] });
  practice.handOvers.dismiss();
  expect(await practice.handOvers.read()).toMatchObject({ waiting: false, request: null });
});

it('a name used twice, a call without a file and one past its time open nothing and take nothing away [X07]', async () => {
  const id = await call(person('Essai'));
  await practice.handOvers.accept(id, null);
  writeHandOver(folders().called, person('Essai'), id);
  await practice.handOvers.call({ id });
  expect(await practice.handOvers.read()).toMatchObject({ waiting: false, request: null, fault: 'absent' });
  expect(readdirSync(folders().called)).toEqual(['drop']);
  const real = await call(person('Essai'));
  await practice.handOvers.call({ id: anId() });
  await practice.handOvers.call({ fault: 'invalid' });
  expect((await practice.handOvers.read()).request).toMatchObject({ id: real });
  practice.moveClock(61_000);
  practice.handOvers.dismiss();
  await call(person('Essai'));
  expect(await practice.handOvers.read()).toMatchObject({ request: null, fault: 'expired' });
});

it('appointments dropped into the folder join the day at the click, and no log line holds a name or a number [X07]', async () => {
  const patient = await aDayPatient(hospital, 'Duhamel');
  await linkWith(practice, patient);
  const line = { at: '09:20', name: 'Duhamel Marie', birthDate: '1955-03-12', niss: patient.niss };
  writeHandOver(folders().dropped, { appointments: [line] });
  await until('it was noticed', async () => (await practice.handOvers.read()).request !== null);
  const { request } = await practice.handOvers.read();
  expect(request).toMatchObject({ asked: false, appointments: 1, patients: [] });
  expect((await practice.agenda.read()).entries).toEqual([]);
  const { taken } = await practice.handOvers.accept(request?.id ?? '', null);
  expect(taken).toMatchObject({ added: 1 });
  expect((await practice.agenda.read()).entries[0]?.patient?.id).toBe(patient.id);
  const logged = JSON.stringify(practice.log.lines);
  expect(logged).not.toContain(patient.niss);
  expect(logged).not.toContain('Duhamel');
  expect(readdirSync(folders().dropped)).toEqual([]);
});
