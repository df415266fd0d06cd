import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHospital, testAccounts, type TestHospital } from '../support/test-hospital.ts';

let hospital: TestHospital;
beforeAll(async () => {
  hospital = await openTestHospital();
});
afterAll(() => hospital.close());

test('signs a physician in over mutual TLS with password and one-time code [R07] [C3]', async () => {
  const { session } = await hospital.signIn('physician');
  expect({ person: session.person, left: session.recoveryCodesLeft, token: session.token.length }).toEqual({
    person: testAccounts.physician,
    left: 10,
    token: 43,
  });
});
