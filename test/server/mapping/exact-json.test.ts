import { expect, test } from 'vitest';
import { readExactJson } from '../../../server/mapping/exact-json.ts';
import { fc } from '../../support/property.ts';

test('gives every number back as it was written', () => {
  for (const text of ['5.90', '1e3', '-0.0', '12345678901234567890', '0.1000', '1E-7'])
    expect(JSON.stringify(readExactJson(`{"value":${text},"list":[${text}]}`))).toBe(
      `{"value":${text},"list":[${text}]}`,
    );
});

test('reads and writes any JSON without changing it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      expect(JSON.stringify(readExactJson(text))).toBe(text);
    }),
  );
});
