import { afterAll, beforeAll, expect, test } from 'vitest';
import { activateLink } from '../../server/fhir/activate-link.ts';
import { readPdf } from '../../server/documents/read-pdf.ts';
import { aPatient, aTransaction } from '../../builders/fhir.ts';
import { openTestHospital, testAccounts, type TestHospital } from '../../server/support/test-hospital.ts';
import { codeOf, openTestPractice, stageOf, type TestPractice, until } from '../support/test-practice.ts';

let hospital: TestHospital;
let desk: TestPractice;
let director: TestPractice;
let letter: string;

beforeAll(async () => {
  hospital = await openTestHospital();
  [desk, director] = [openTestPractice(hospital), openTestPractice(hospital)];
  await desk.signIn('desk');
  await director.signIn('director');
  const patient = aPatient({ address: [{ line: ['Rue Haute 12'], postalCode: '7000', city: 'Essai' }] });
  await hospital.system.ask('POST', '/fhir', {
    body: Buffer.from(JSON.stringify(aTransaction(patient))),
    headers: { 'content-type': 'application/fhir+json' },
  });
  // The physician's account has no session here: a link is made as a signature leaves it.
  await activateLink(hospital.test, testAccounts.physician.id, patient.id);
  const [row] = await hospital.test.sql<{ id: string }>(
    `insert into care.letter (link, patient, kind) select id, patient, 'created' from care.link returning id`,
  );
  letter = row!.id;
});
afterAll(async () => {
  for (const practice of [desk, director]) practice.close();
  await hospital.close();
});

test('sends what a row prints to the printer alone: the window gets none of its bytes [R16] [C2]', async () => {
  const answer = await desk.staff['letter/print']({ letters: [{ id: letter, prints: 0 }] });
  expect(answer).toEqual({});
  expect(desk.printed).toHaveLength(1);
  const { text, pages } = await readPdf(Buffer.from(desk.printed[0]!));
  expect([pages, text.includes('Madame Marie Essai')]).toEqual([1, true]);
  expect(desk.saved.size).toBe(0);
});

test('saves what a row saves where the user says, and answers its name alone [R21] [C2]', async () => {
  const answer = await director.staff['trace/save-head']({});
  const [[name, bytes] = ['', new Uint8Array()]] = [...director.saved];
  expect(answer).toEqual({ saved: name });
  expect(name).toMatch(/^[\w.-]+$/);
  expect(bytes.byteLength).toBeGreaterThan(50);
  expect(director.printed).toHaveLength(0);
});

test('prints and saves nothing of what the hospital refuses, nor anything at all behind the lock [R08] [R16]', async () => {
  const again = { letters: [{ id: letter, prints: 1 }] };
  expect(await codeOf(director.staff['letter/print'](again))).toBe('forbidden-for-role');
  expect(await codeOf(desk.staff['letter/print']({ letters: [{ id: letter, prints: 0 }] }))).toBe('conflict');
  await desk.session.lock();
  expect(await codeOf(desk.staff['letter/print'](again))).toBe('vault-locked');
  expect([desk.printed.length, director.printed.length]).toEqual([1, 0]);
  expect(await hospital.test.sql('select prints from care.letter')).toEqual([{ prints: 1 }]);
});

test('closes the screen of one’s session at another PC within two seconds [R07]', async () => {
  const elsewhere = openTestPractice(hospital);
  try {
    await elsewhere.signIn('director');
    const [other] = (await director.staff['my-session/list']({})).filter(({ thisOne }) => !thisOne);
    const started = Date.now();
    await director.staff['my-session/end']({ session: other!.id });
    await until('the other screen is shut', () => stageOf(elsewhere) !== 'signed-in', 2_000);
    expect(Date.now() - started).toBeLessThan(2_000);
    expect([stageOf(elsewhere), stageOf(director)]).toEqual(['signed-out', 'signed-in']);
  } finally {
    elsewhere.close();
  }
});
