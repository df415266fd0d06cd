import { expect, test } from 'vitest';
import { toFollowPage } from '../../../server/access-request/follow-page.ts';
import { toFormPage } from '../../../server/access-request/form-page.ts';
import { isFormToken, makeFormToken, toFollowHash, toFollowSecret } from '../../../server/access-request/form-token.ts';
import { languages } from '../../../contracts/language.ts';
import { toNetwork } from '../../../server/access-request/network.ts';
import { openWords } from '../../../server/access-request/page-words.ts';
import { formFields, readForm, readTyped, toEmptyForm } from '../../../server/access-request/read-form.ts';
import { frenchWords, type PageWord } from '../../../server/access-request/words-fr.ts';
import { testFacts as hospital } from '../support/test-hospital.ts';
import { fc } from '../../support/property.ts';

const parts = { hospital, language: 'fr' } as const;
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('"><script>x</script>', '</textarea><a>', "' onfocus='", '&quot;', '<!--', '${x}'),
);
/** The page without its texts: tags alone, their values blank. */
const toTags = (page: string): string =>
  (page.match(/<[^>]*>/g) ?? []).map((tag) => tag.replace(/ value="[^"]*"/, '')).join('');

test('gives back whatever is typed as text alone, never as markup [R01]', () => {
  const base = toTags(toFormPage(parts, toEmptyForm('t'), null));
  fc.assert(
    fc.property(fc.constantFrom('family', 'nihdi', 'address', 'email', 'token'), hostile, (field, typed) => {
      const page = toFormPage(parts, { ...toEmptyForm('t'), [field]: typed }, null);
      if (toTags(page) !== base) throw new Error(page);
    }),
  );
  const refused = (reason: string) =>
    toFollowPage(parts, 's', { state: 'refused', receivedAt: new Date(0), decidedAt: new Date(0), reason });
  const plain = toTags(refused('x'));
  fc.assert(fc.property(hostile, (reason) => toTags(refused(reason)) === plain));
});

test('reads any body without failing, and files nothing that paper cannot print [R01]', () => {
  fc.assert(
    fc.property(fc.record(Object.fromEntries(formFields.map((field) => [field, hostile]))), (typed) => {
      const reading = readForm(readTyped(new URLSearchParams(typed).toString()));
      expect(reading.ok).toBe(false);
    }),
  );
  fc.assert(
    fc.property(hostile, (name) => {
      const reading = readForm({ ...toEmptyForm('t'), family: name });
      if (!reading.ok && reading.errors.family === undefined) expect(name).toMatch(/^[\p{L}\p{M}'’. \u00a0\t-]+$/u);
    }),
  );
});

test('takes a NIHDI number of 8 or 11 digits in any spelling, and no other [R01]', () => {
  const read = (nihdi: string) => readForm({ ...toEmptyForm('t'), nihdi });
  const errorOf = (nihdi: string) => {
    const reading = read(nihdi);
    return reading.ok ? undefined : reading.errors.nihdi;
  };
  for (const good of [
    '19981234567',
    '1-99812-34-567',
    '1.99812.34',
    '1 99812 34 567',
    '１９９８１２３４',
    '1\u00a099812\u00a034',
  ])
    expect(errorOf(good), good).toBeUndefined();
  for (const wrong of ['1998123456', '199812345678', 'A9981234567', '1998123456७', '-', '\u0000'.repeat(8)])
    expect(errorOf(wrong), wrong).toMatch(/^error\.(missing\.)?nihdi$/);
});

test('signs its forms for a day, and leads one form to one address [R01]', () => {
  const key = Buffer.alloc(32, 7);
  const now = new Date('2026-11-22T10:00:00Z');
  const token = makeFormToken(key, now);
  const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
  expect([
    isFormToken(key, token, now),
    isFormToken(key, token, later(23)),
    isFormToken(key, token, later(25)),
    isFormToken(key, token, later(-1)),
    isFormToken(Buffer.alloc(32, 8), token, now),
    isFormToken(key, `${token.slice(0, -2)}AA`, now),
    isFormToken(key, '', now),
  ]).toEqual([true, true, false, false, false, false, false]);
  const secret = toFollowSecret(key, token);
  expect(secret).toBe(toFollowSecret(key, token));
  expect(secret).not.toBe(toFollowSecret(key, makeFormToken(key, now)));
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
  expect([toFollowHash(secret)?.length, toFollowHash(`${secret}=`), toFollowHash('')]).toEqual([32, null, null]);
});

test('has every sentence in four languages, with the same places to fill in [R01]', () => {
  const names = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
  for (const language of languages) {
    const say = openWords(language);
    for (const id of Object.keys(frenchWords) as PageWord[]) {
      const values = Object.fromEntries(names(frenchWords[id]).map((name) => [name.slice(1, -1), name]));
      const said = say(id, values);
      expect(names(said), `${language} ${id}`).toEqual(names(frenchWords[id]));
      if (language !== 'fr') expect(said, `${language} ${id}`).not.toBe('');
    }
  }
});

test('counts by IPv4 address or by /64 of IPv6, however it is written [R01]', () => {
  expect(
    [
      '192.0.2.7',
      '::ffff:192.0.2.7',
      '2001:db8:0:1:ffff::1',
      '2001:0db8:0000:0001::9',
      '2001:db8::1:0:0:0:9',
      '::1',
      'fe80::1%eth0',
    ].map(toNetwork),
  ).toEqual([
    '192.0.2.7',
    '192.0.2.7',
    '2001:db8:0:1::/64',
    '2001:db8:0:1::/64',
    '2001:db8:0:1::/64',
    '0:0:0:0::/64',
    'fe80:0:0:0::/64',
  ]);
});
