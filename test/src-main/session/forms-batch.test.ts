import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import { aNiss, aPatient } from '../../builders/fhir.ts';
import { feedResources } from '../../server/support/feed-hospital.ts';
import { openTestHospital, type TestHospital } from '../../server/support/test-hospital.ts';
import { type Line, openLine } from '../support/line.ts';
import { codeOf, openTestPractice, type TestPractice, until } from '../support/test-practice.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const page = readFileSync(join(import.meta.dirname, '../../../server/demo/scans/colonoscopy-2018.jpg'));
let hospital: TestHospital;
let line: Line;
let practice: TestPractice;
let jam: 'print-failed' | 'printer-absent' | null = null;
let counter = 500;

beforeAll(async () => {
  hospital = await openTestHospital();
  line = await openLine(hospital);
  practice = openTestPractice(hospital, {
    urls: line,
    print: async () => {
      if (jam !== null) throw new ExpectedFailure(jam);
    },
  });
  await practice.signIn('physician');
});
beforeEach(() => {
  practice.printed.length = 0;
});
afterEach(async () => {
  jam = null;
  line.mend();
  practice.station.suspect();
  await until('the line is up', () => practice.state.read().connection.state === 'online');
});
afterAll(async () => {
  practice?.close();
  await line?.close();
  await hospital?.close();
});

/** A link that waits for its form. */
async function aDraft(): Promise<string> {
  counter += 2;
  const niss = aNiss('1955-03-12', counter);
  const patient = aPatient({ niss, number: `HOSP-${counter}` });
  await feedResources(hospital, patient);
  const typed = { niss, family: 'Essai', given: 'Marie', birthDate: '1955-03-12', careOnly: true } as const;
  return (await practice.links.propose(typed)).id;
}
const drafts = async (): Promise<string[]> => [await aDraft(), await aDraft(), await aDraft()];
const stateOf = async (link: string) => (await practice.links.list()).find(({ id }) => id === link)?.state;
async function referenceOf(link: string): Promise<string> {
  const [row] = await hospital.test.sql<{ reference: string }>(
    'select f.reference from care.link l join care.consent_form f on f.id = l.form where l.id = $1',
    [link],
  );
  return row?.reference ?? '';
}
const filed = () => hospital.test.sql<{ form: string }>('select form from care.signed_form');

/** Cuts the line once the hospital is at work on what was asked, and lets it finish that work afterwards. */
async function cutDuring(table: string, work: () => Promise<unknown>): Promise<string> {
  const holder = new pg.Client(hospital.test.admin);
  await holder.connect();
  try {
    await holder.query(`begin; lock table ${table} in share mode`);
    const answer = codeOf(work());
    await until('the hospital is at work', async () => {
      const { rows } = await holder.query<{ waiting: number }>(
        'select count(*)::int as waiting from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())',
      );
      return (rows[0]?.waiting ?? 0) > 0;
    });
    line.cut();
    const code = await answer;
    await holder.query('commit');
    return code;
  } finally {
    await holder.end();
  }
}

it('prints a batch of which a part is refused: says which, prints the others as one job, and each is still signed by itself [R12] [X08]', async () => {
  const [first = '', second = '', third = ''] = await drafts();
  await practice.links.abandon(second);
  const stranger = '00000000-0000-4000-8000-00000000000f';
  const { printed, skipped } = await practice.links.printForms([first, second, third, stranger]);
  expect([printed, skipped.map(({ link }) => link).sort(), practice.printed.length]).toEqual([
    2,
    [second, stranger].sort(),
    1,
  ]);
  expect([await stateOf(first), await stateOf(third)]).toEqual(['printed', 'printed']);
  await practice.links.confirmSignature(first);
  expect([await stateOf(first), await stateOf(third)]).toEqual(['active', 'printed']);
  await practice.links.confirmSignature(third);
  expect(await stateOf(third)).toBe('active');
});

it('confirms no form that the printer did not give: after a jam the batch is printed again, and only that paper counts [R12] [R14] [X08]', async () => {
  const links = await drafts();
  for (const fault of ['print-failed', 'printer-absent'] as const) {
    jam = fault;
    expect(await codeOf(practice.links.printForms(links))).toBe(fault);
  }
  expect(practice.printed).toEqual([]);
  const lost = await Promise.all(links.map(referenceOf));
  for (const link of links) expect(await codeOf(practice.links.confirmSignature(link))).toBe('link-state-conflict');
  jam = null;
  expect(await practice.links.printForms(links)).toEqual({ printed: 3, skipped: [] });
  for (const link of links) await practice.links.confirmSignature(link);
  expect(await Promise.all(links.map(stateOf))).toEqual(['active', 'active', 'active']);
  for (const reference of lost) expect(await codeOf(practice.forms.file(reference, [page]))).toBe('form-replaced');
  for (const link of links) await practice.forms.file(await referenceOf(link), [page]);
});

it('loses no form and signs none when the line is cut in the midst of a batch: the list says so, and printing again goes on [R12] [X08]', async () => {
  const links = await drafts();
  expect(await cutDuring('care.consent_form', () => practice.links.printForms(links))).toMatch(
    /^(offline|server-unavailable)$/,
  );
  expect(practice.printed).toEqual([]);
  for (const link of links) expect(await codeOf(practice.links.confirmSignature(link))).toBe('link-state-conflict');
  line.mend();
  practice.station.suspect();
  await until('the line is up', () => practice.state.read().connection.state === 'online');
  expect(await practice.links.printForms(links)).toEqual({ printed: 3, skipped: [] });
  for (const link of links) await practice.links.confirmSignature(link);
  expect(await Promise.all(links.map(stateOf))).toEqual(['active', 'active', 'active']);
});

it('files each scan once, whatever is refused beside it and whenever the line is cut: what was sent again is the same scan [R14] [X08]', async () => {
  const links = await drafts();
  await practice.links.printForms(links);
  const [signed = '', also = '', unsigned = ''] = links;
  await practice.links.confirmSignature(signed);
  await practice.links.confirmSignature(also);
  const before = (await filed()).length;
  const [one, two, three] = [await referenceOf(signed), await referenceOf(also), await referenceOf(unsigned)];

  // One by one, as the screen files them: what is refused stops none of the others.
  const codes: string[] = [];
  for (const reference of ['ZZZZZ-ZZZZZ', three, one])
    codes.push(await codeOf(practice.forms.file(reference, [page, page])));
  expect(codes.map((code) => code.split(' ')[0])).toEqual(['form-unknown', 'form-not-signed', 'answered']);
  expect((await filed()).length).toBe(before + 1);

  expect(await cutDuring('care.signed_form', () => practice.forms.file(two, [page]))).toMatch(
    /^(offline|server-unavailable)$/,
  );
  await until('the hospital finished it', async () => (await filed()).length === before + 2);
  line.mend();
  practice.station.suspect();
  await until('the line is up', () => practice.state.read().connection.state === 'online');
  // The physician cannot know that it arrived, and sends it again.
  const again = await practice.forms.file(two, [page]);
  expect((await filed()).length).toBe(before + 2);
  const kept = (await practice.forms.list()).find(({ link }) => link === also);
  expect(kept?.scan).toEqual({ filedAt: again.filedAt, pages: 1 });
  expect((await practice.forms.read(also)).bytes.length).toBeGreaterThan(page.length);
});
