import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { answerContexts } from '../../../server/dimse/offered-contexts.ts';
import { readEnv } from '../../../server/env.ts';

const folder = mkdtempSync(join(tmpdir(), 'passerelle-settings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('keeps the DICOM door and the PACS shut unless they are asked for, and on this machine unless told otherwise [R25]', () => {
  expect(readEnv({})).toMatchObject({ dimse: null, pacs: null });
  const env = { DIMSE_PORT: '11112', DIMSE_CALLERS: 'CT1@10.0.0.5, US 2', IMAGE_ISSUERS: 'A,B' };
  expect(readEnv(env)).toMatchObject({
    dimse: {
      host: '127.0.0.1',
      port: 11_112,
      aeTitle: 'PASSERELLE',
      tls: 'off',
      callers: [
        { aeTitle: 'CT1', address: '10.0.0.5' },
        { aeTitle: 'US 2', address: null },
      ],
    },
    imageIssuers: ['A', 'B'],
  });
});

test('says which setting is wrong, and repeats no secret [R25]', () => {
  const credentials = join(folder, 'pacs.txt');
  writeFileSync(credentials, 'nobody-secret');
  const cases: [Record<string, string>, RegExp][] = [
    [{ DIMSE_PORT: '11112' }, /DIMSE_CALLERS/],
    [{ DIMSE_PORT: '11112', DIMSE_CALLERS: 'A_TITLE_THAT_IS_TOO_LONG' }, /DIMSE_CALLERS/],
    [{ DIMSE_PORT: '11112', DIMSE_CALLERS: 'CT1@' }, /DIMSE_CALLERS/],
    [{ DIMSE_PORT: '11112', DIMSE_CALLERS: 'CT1', DIMSE_AE_TITLE: 'A\\B' }, /DIMSE_AE_TITLE/],
    [{ PACS_URL: 'http://pacs.hospital.example/dicom-web' }, /PACS_URL/],
    [{ PACS_URL: 'https://user:word@pacs.example/dicom-web' }, /PACS_URL/],
    [
      { PACS_URL: 'http://127.0.0.1:8042/dicom-web', PACS_CREDENTIALS: credentials },
      /^(?!.*nobody-secret).*PACS_CREDENTIALS/,
    ],
  ];
  for (const [env, sentence] of cases) expect(() => readEnv(env)).toThrow(sentence);
  writeFileSync(credentials, 'name:word\n');
  expect(readEnv({ PACS_URL: 'http://127.0.0.1:8042/dicom-web/', PACS_CREDENTIALS: credentials }).pacs).toEqual({
    url: 'http://127.0.0.1:8042/dicom-web',
    authorization: `Basic ${Buffer.from('name:word').toString('base64')}`,
    seconds: 30,
  });
});

test('takes every storage class in every transfer syntax that is kept, implicit VR last, and nothing else [R25]', () => {
  const context = (sopClass: string, ...transferSyntaxes: string[]) => ({ id: 1, sopClass, transferSyntaxes });
  const [implicit, explicit, jpeg] = ['1.2.840.10008.1.2', '1.2.840.10008.1.2.1', '1.2.840.10008.1.2.4.70'];
  const answers = answerContexts([
    context('1.2.840.10008.5.1.4.1.1.2', implicit, explicit, jpeg),
    context('1.2.840.10008.5.1.4.1.1.2', jpeg, explicit),
    context('1.2.840.10008.5.1.4.1.1.2', implicit),
    context('1.2.840.10008.5.1.4.1.1.2', '1.2.3.4'),
    context('1.3.12.2.1107.5.9.1', explicit),
    context('1.2.840.10008.5.1.4.1.2.2.1', explicit),
    context('1.2.840.10008.1.1', implicit),
  ]);
  expect(answers.map(({ result, transferSyntax }) => [result, transferSyntax])).toEqual([
    [0, explicit],
    [0, jpeg],
    [0, implicit],
    [4, '1.2.3.4'],
    [0, explicit],
    [3, explicit],
    [0, implicit],
  ]);
});
