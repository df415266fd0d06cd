import { generateSync } from 'otplib';
import { expect, test } from 'vitest';
import { findStep, makeTotpSecret, toBase32, toOtpauth, toStep, toTotp } from '../../../server/domain/one-time-code.ts';
import { fromBase32 } from '../support/authenticator.ts';
import { fc } from '../../support/property.ts';

const rfcSecret = Buffer.from('12345678901234567890');

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('makes at %i seconds the code of RFC 6238, appendix B [R07]', (seconds, code) => {
  expect(toTotp(rfcSecret, toStep(new Date(seconds * 1000)))).toBe(code);
});

test('agrees with another authenticator on every secret and moment [R07]', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 20, maxLength: 20 }),
      fc.integer({ min: 0, max: 4_000_000_000 }),
      (bytes, epoch) => {
        const secret = Buffer.from(bytes);
        expect(generateSync({ secret: toBase32(secret), epoch })).toBe(toTotp(secret, toStep(new Date(epoch * 1000))));
      },
    ),
    { numRuns: 50 },
  );
});

test('writes base 32 that reads back to the same bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      expect(fromBase32(toBase32(Buffer.from(bytes)))).toEqual(Buffer.from(bytes));
    }),
  );
});

test('finds the code one step to either side and no further, spaces forgiven [R07]', () => {
  const now = new Date(1_700_000_015_000);
  const secret = makeTotpSecret();
  const found = [-2, -1, 0, 1, 2].map((away) => findStep(secret, toTotp(secret, toStep(now) + away), now));
  expect(found).toEqual([null, toStep(now) - 1, toStep(now), toStep(now) + 1, null]);
  const code = toTotp(secret, toStep(now));
  expect(findStep(secret, `${code.slice(0, 3)} ${code.slice(3)}`, now)).toBe(toStep(now));
  for (const text of ['', '12345', '1234567', 'abcdef', '１２３４５６']) expect(findStep(secret, text, now)).toBeNull();
});

test('names hospital and login to the authenticator, escaped [R07]', () => {
  expect(toOtpauth(rfcSecret, 'jean.dupont', 'Hôpital & Cie')).toBe(
    'otpauth://totp/H%C3%B4pital%20%26%20Cie:jean.dupont?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=H%C3%B4pital%20%26%20Cie&algorithm=SHA1&digits=6&period=30',
  );
});
