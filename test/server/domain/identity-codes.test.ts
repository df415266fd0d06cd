import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { InvitationCode } from '../../../contracts/enrolment.ts';
import {
  hashCode,
  makeInvitationCode,
  makeRecoveryCodes,
  seal,
  toPrintedCode,
  toRecoveryCode,
  unseal,
} from '../../../server/domain/identity-codes.ts';
import { isPassword, hashPassword, isWeak } from '../../../server/domain/password.ts';

test('prints a letter’s code that reads back however it is typed [R02]', () => {
  const code = makeInvitationCode();
  const printed = toPrintedCode(code);
  expect(printed).toMatch(/^(\S{4}-){3}\S{4}$/);
  const typed = printed.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
  expect(InvitationCode.parse(typed)).toBe(code);
});

test('makes no code twice [R02]', () => {
  expect(new Set(Array.from({ length: 2_000 }, makeInvitationCode)).size).toBe(2_000);
  const recovery = makeRecoveryCodes();
  expect([recovery.length, new Set(recovery).size, recovery.every((code) => toRecoveryCode(code) !== null)]).toEqual([
    10,
    10,
    true,
  ]);
});

test('takes six digits for a one-time code, never for a recovery code [R07]', () => {
  expect(['123456', '', 'ABCDE', 'ABCDE-FGHJU'].map(toRecoveryCode)).toEqual([null, null, null, null]);
  expect(toRecoveryCode('abcde fghjk')).toBe('ABCDEFGHJK');
});

test('hashes by key and purpose: the same code differs as letter and as recovery code [R07]', () => {
  const [one, two] = [randomBytes(32), randomBytes(32)];
  const hashes = [hashCode(one, 'invitation', 'X'), hashCode(one, 'recovery', 'X'), hashCode(two, 'invitation', 'X')];
  expect(new Set(hashes.map((hash) => hash.toString('hex'))).size).toBe(3);
});

test('unseals with the same key and context only, and no changed bit [R07]', () => {
  const key = randomBytes(32);
  const sealed = seal(key, Buffer.from('secret'), 'totp');
  expect(unseal(key, sealed, 'totp').toString()).toBe('secret');
  expect(seal(key, Buffer.from('secret'), 'totp')).not.toEqual(sealed);
  expect(() => unseal(randomBytes(32), sealed, 'totp')).toThrow();
  expect(() => unseal(key, sealed, 'niss')).toThrow();
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => unseal(key, changed, 'totp')).toThrow();
  }
});

test.each([
  'quatre chevaux lents 7',
  'Zy7!kd02mmQp',
  'correcthorsebatterystaple',
  'mijn fiets is rood',
  'été 1987 à Dinant',
])('takes the password %s [R07]', (password) => {
  expect(isWeak(password, ['19990001000', 'Hôpital des essais'])).toBe(false);
});

test.each(['19990001000!!', 'hopital des essais', 'Hôpital 2026!', 'ÀÀÀÀÀÀÀÀÀÀÀÀ', 'zyxwvutsrqpo', 'qwertyuiopas'])(
  'refuses the password %s, made of what is known [R07]',
  (password) => {
    expect(isWeak(password, ['19990001000', 'Hôpital des essais'])).toBe(true);
  },
);

test('knows a password again whatever the keyboard composed [R07]', async () => {
  const hash = await hashPassword('é'.normalize('NFC') + ' trois chats gris');
  expect([
    await isPassword(hash, 'é'.normalize('NFD') + ' trois chats gris'),
    await isPassword(hash, 'e trois chats gris'),
    await isPassword(null, 'no account has this one'),
  ]).toEqual([true, false, false]);
});
