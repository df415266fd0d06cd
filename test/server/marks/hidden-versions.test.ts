import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Manifest } from '../../../contracts/mirror.ts';
import { aBinary, aLetter, aNiss, aTransaction } from '../../builders/fhir.ts';
import { aMeeting, openPractice, type Practice } from '../links/practice.ts';

let practice: Practice;
beforeAll(async () => {
  practice = await openPractice();
});
afterAll(() => practice.close());

test('hides with a letter the versions that it replaced, and shows them again with it; what it adds to stays [R18] [X04]', async () => {
  const { patient, typed } = aMeeting({ niss: aNiss('1955-03-12', 930), number: 'H930' });
  const files = ['un', 'deux', 'trois', 'quatre'].map((text) => aBinary(text));
  const relatesTo = (code: 'replaces' | 'appends', letter: { id: string }) => ({
    relatesTo: [{ code, target: { reference: `DocumentReference/${letter.id}` } }],
  });
  const first = aLetter(patient, files[0]!, { status: 'superseded' });
  const second = aLetter(patient, files[1]!, { ...relatesTo('replaces', first), status: 'superseded' });
  const other = aLetter(patient, files[3]!);
  const third = aLetter(patient, files[2]!, {
    relatesTo: [...relatesTo('replaces', second).relatesTo, ...relatesTo('appends', other).relatesTo],
  });
  const filed = await practice.ask(
    practice.system,
    'POST',
    '/fhir',
    aTransaction(patient, ...files, first, second, other, third),
  );
  expect(filed.status, filed.text).toBe(200);
  const physician = await practice.physician();
  await practice.sign(physician, typed);
  const read = async (): Promise<readonly string[]> => {
    const reply = await practice.ask(physician, 'GET', `/api/patients/${patient.id}/manifest`);
    return (reply.json() as unknown as Manifest).items.flatMap((item) =>
      item.kind === 'resource' && item.ref.startsWith('DocumentReference/') ? [item.ref.slice(18)] : [],
    );
  };
  const all = [first, second, third, other].map(({ id }) => id);
  const desk = await practice.staff('desk');
  expect((await read()).toSorted()).toEqual(all.toSorted());
  await practice.decide(desk, 'set_hidden', 'DocumentReference', third.id, true);
  expect(await read()).toEqual([other.id]);
  await practice.decide(desk, 'set_hidden', 'DocumentReference', third.id, false);
  expect((await read()).toSorted()).toEqual(all.toSorted());
});
