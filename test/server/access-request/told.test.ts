import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { AccessRequestList } from '../../../contracts/access-request.ts';
import { openPhoneCall, type PhoneCall } from '../helpdesk/phone-call.ts';
import { testAccounts } from '../support/test-hospital.ts';
import { file } from './asker.ts';

const nihdi = testAccounts.physician.login;
const known = ['Cabinet Essai', 'Rue Haute 1', '7000 Essai'];
const base = '/api/access-requests';
let call: PhoneCall;
beforeAll(async () => {
  call = await openPhoneCall();
});
afterAll(() => call?.hospital.close());
beforeEach(async () => {
  await call.hospital.test.sql('delete from identity.access_request');
  await call.hospital.test.sql('update identity.person set practice_address = $1 where nihdi = $2', [known, nihdi]);
});

/** Somebody names the physician on the public page, and the Director accepts: the answer's status. */
async function accept(moved: boolean): Promise<number> {
  const { director, hospital } = call;
  hospital.moveClock(400_000);
  await file(hospital.openClient, { nihdi, address: 'Rue du Voleur 13\r\n1000 Ailleurs' });
  const { lines } = (await director.ask<AccessRequestList>('GET', base)).body;
  const id = lines.find(({ queue }) => queue === 'waiting')?.id ?? '';
  await director.ask('POST', `${base}/${id}/review`, { body: {} });
  return (await director.ask('POST', `${base}/${id}/acceptance`, { body: { checked: true, moved } })).status;
}
const address = async (): Promise<string[]> => {
  const [row] = await call.hospital.test.sql<{ practice_address: string[] }>(
    'select practice_address from identity.person where nihdi = $1',
    [nihdi],
  );
  return row?.practice_address ?? [];
};

test('tells a physician at once of a code that somebody asked for in their name on the public page, and “not me” undoes it all [R01] [R02]', async () => {
  const heard: string[] = [];
  const undo = await call.listen(call.physician, (line) => void (line.includes('account-changed') && heard.push(line)));
  expect(await accept(true)).toBe(200);
  await expect.poll(() => heard.length, { timeout: 2_000 }).toBe(1);
  undo();
  expect((await address())[1]).toBe('Rue du Voleur 13');
  const [notice] = await call.notices();
  expect(notice).toMatchObject({
    reason: 'new-pc',
    public: true,
    moved: true,
    approvedBy: 'Dr Anne Essai',
    usedAt: null,
  });
  const id = notice?.id ?? '';
  expect(await call.find(id)).toMatchObject({
    askedBy: null,
    own: false,
    state: 'approved',
    letter: 'queued',
    why: 'Cabinet de l’Étang & fils, Rue du Voleur 13, 1000 Ailleurs',
  });
  // The thief has the letter already, and enrols.
  const { pc } = await call.enrolTwice(await call.printCode());
  expect((await call.contest(id)).status).toBe(200);
  expect(await address()).toEqual(known);
  expect(
    await call.hospital.test.sql('select from identity.certificate where pc = $1 and revoked_at is null', [pc]),
  ).toEqual([]);
  expect((await call.notices(call.director)).find((one) => one.id === id)).toMatchObject({
    public: true,
    contestedBy: 'Dr Claire Essai',
  });
  expect(await call.find(id)).toMatchObject({ state: 'stopped' });
});

test('moves no practice by a request that the Director did not say moved it, and none back that moved again since [R02]', async () => {
  expect(await accept(false)).toBe(200);
  expect(await address()).toEqual(known);
  const [there] = await call.notices();
  expect(there).toMatchObject({ public: true, moved: false });
  expect((await call.contest(there?.id ?? '')).status).toBe(200);
  expect(await accept(true)).toBe(200);
  const [notice] = await call.notices();
  await call.hospital.test.sql(`update identity.person set practice_address = '{Rue Neuve 2}' where nihdi = $1`, [
    nihdi,
  ]);
  expect((await call.contest(notice?.id ?? '')).status).toBe(200);
  expect(await address()).toEqual(['Rue Neuve 2']);
});

test('throws no letter with new factors away for a stranger’s request, lost or stolen, until it was used [R01] [R07]', async () => {
  for (const stolen of [false, true]) {
    const reset = await call.wait({ stolen });
    expect((await call.approve(reset)).status).toBe(200);
    expect(await accept(true)).toBe(409);
    expect(await address()).toEqual(known);
    const [waiting] = await call.waitingLetters();
    expect(waiting?.reason).toBe('reset');
    const code = await call.printCode();
    expect(await accept(false)).toBe(409);
    expect(code).toHaveLength(19);
    expect((await call.contest(reset)).status).toBe(200);
  }
  expect(await accept(false)).toBe(200);
});
