import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { toIdentifierHash, toKeyedHash, toRememberingKey } from '../../../server/mapping/identifier-hash.ts';
import { fc } from '../../support/property.ts';

test('hashes a number by HMAC-SHA-256 under any key, whatever its characters [R08]', () => {
  const bytes = fc.uint8Array({ minLength: 1, maxLength: 200 }).map((key) => Buffer.from(key));
  fc.assert(
    fc.property(bytes, fc.string({ unit: 'binary', maxLength: 60 }), (key, text) => {
      const expected = createHmac('sha256', key).update(text).digest('hex');
      expect(toKeyedHash(key, text)).toBe(expected);
      const remembering = toRememberingKey(key);
      expect([text, `${text} `, text].map((one) => toKeyedHash(remembering, one))).toEqual([
        expected,
        createHmac('sha256', key).update(`${text} `).digest('hex'),
        expected,
      ]);
    }),
    { numRuns: 100 },
  );
  // RFC 4231, test case 2.
  expect(toKeyedHash(Buffer.from('Jefe'), 'what do ya want for nothing?')).toBe(
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  );
  const key = Buffer.alloc(32, 7);
  expect(toIdentifierHash(key, 'urn:x', '12')).toBe(createHmac('sha256', key).update('urn:x|12').digest('hex'));
});
