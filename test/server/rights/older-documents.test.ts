import { afterAll, beforeAll, expect, test } from 'vitest';
import { DeskDocument, documentsAtOnce } from '../../../contracts/patient-rights.ts';
import { aBinary, aLetter, aNiss, aPatient, aTransaction } from '../../builders/fhir.ts';
import { openTestHospital, type SignedIn, type TestHospital } from '../support/test-hospital.ts';

let hospital: TestHospital;
let desk: SignedIn;
const patient = aPatient({ niss: aNiss('1944-05-06', 712), number: 'HOSP-712' });
const other = aPatient({ niss: aNiss('1961-05-06', 714), number: 'HOSP-714' });
const file = aBinary('Un courrier parmi beaucoup.');
const foreignFile = aBinary('Le courrier d’une autre personne.');
const foreign = aLetter(other, foreignFile);
/** Many of one day, so that a page ends among documents of the same instant, and one far older than all. */
const letters = Array.from({ length: documentsAtOnce + 1 }, (_, place) =>
  aLetter(patient, file, { date: place % 2 === 0 ? '2025-03-01T08:00:00Z' : '2024-03-01T08:00:00Z' }),
);
const oldest = aLetter(patient, file, { date: '1998-07-08T09:00:00Z' });
const base = `/api/patient-rights/${patient.id}`;

beforeAll(async () => {
  hospital = await openTestHospital();
  const bodies = [aTransaction(patient, other, file, foreignFile, foreign, oldest)];
  for (let at = 0; at < letters.length; at += 100) bodies.push(aTransaction(...letters.slice(at, at + 100)));
  for (const body of bodies) expect((await hospital.system.ask('POST', '/fhir', { body })).status).toBe(200);
  desk = await hospital.signIn('desk');
});
afterAll(() => hospital.close());

async function readPage(after: string | null): Promise<DeskDocument[]> {
  const answer = await desk.ask('POST', `${base}/documents`, { body: { after } });
  expect(answer.status).toBe(200);
  return (answer.body as unknown[]).map((one) => DeskDocument.parse(one));
}

test('lists every document of a long record once, and hides the oldest [R18]', async () => {
  const first = await readPage(null);
  const second = await readPage(first.at(-1)!.document);
  const listed = [...first, ...second].map(({ document }) => document);
  expect([first.length, second.length, new Set(listed).size]).toEqual([documentsAtOnce, 2, documentsAtOnce + 2]);
  const document = `DocumentReference/${oldest.id}`;
  expect(listed.at(-1)).toBe(document);
  expect(await readPage(document)).toEqual([]);
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Brussels' }).format(new Date());
  const body = { askedBy: 'in-person', askedOn: today, document, hides: true };
  expect((await desk.ask('POST', `${base}/hiding`, { body })).status).toBe(200);
  expect((await readPage(first.at(-1)!.document)).at(-1)).toMatchObject({ document, hidden: true, asked: true });
});

test('goes on after a document of this patient alone [R08] [R18]', async () => {
  for (const after of [`DocumentReference/${foreign.id}`, `DocumentReference/${file.id}`, 'DocumentReference/none'])
    expect((await desk.ask('POST', `${base}/documents`, { body: { after } })).status).toBe(404);
});
