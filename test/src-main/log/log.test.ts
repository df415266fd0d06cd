import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxiosError, AxiosHeaders } from 'axios';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import { openLogFile } from '../../../src-main/log/log-file.ts';
import { newToken } from '../../../src-main/log/token.ts';

const identifiers = [
  'DUBOIS Marie',
  'dubois',
  'Marie-Louise',
  '55.03.12-214.89',
  '55031221489',
  '19990001000',
  '9fc01524-8d20-820b-b3d4-16324f1603ba',
  '1.2.840.113619.2.55.3.604688119',
  'https://hopital.example/fhir/Patient/9fc01524',
  '-----BEGIN PRIVATE KEY-----MIGHAgEA',
  'quatre chevaux lents 7',
  '1955-03-12',
];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'passerelle-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('lets no name, number, identifier or secret into the log, wherever it is poured', () => {
  const log = openLogFile(join(folder, 'log', 'essai.log'));
  for (const one of identifiers) {
    log.write('essai/facts', { reason: one, code: one, route: one, patient: one });
    log.write('essai/message', {}, new Error(`no such thing: ${one}`));
    log.write('essai/cause', {}, new ExpectedFailure('bug', { cause: new Error(one) }));
    log.write('essai/thrown', {}, one);
    log.write('essai/name', {}, Object.assign(new Error('x'), { name: one, code: one, config: { key: one } }));
    log.write('essai/zod', {}, z.object({ [one]: z.number() }).safeParse({ [one]: one }).error);
    const config = {
      url: one,
      headers: new AxiosHeaders({ authorization: one }),
      data: one,
      httpsAgent: { options: { key: one } },
    };
    log.write('essai/axios', {}, new AxiosError(one, 'ECONNRESET', config, { path: one }));
    try {
      JSON.parse(`{"name": ${one}}`);
    } catch (cause) {
      log.write('essai/json', {}, cause);
    }
  }
  const written = readFileSync(join(folder, 'log', 'essai.log'), 'utf8');
  expect(identifiers.filter((one) => written.includes(one))).toEqual([]);
  expect(written.split('\n').length).toBeGreaterThan(90);
});

it('keeps what helps: codes of ours, incidents, counts, places in the code', () => {
  const log = openLogFile(join(folder, 'essai.log'));
  const incident = newToken();
  log.write('ipc/bug', { code: 'disk-full', channel: 'record/open', incident, milliseconds: 12 }, new TypeError('x'));
  expect(JSON.parse(readFileSync(join(folder, 'essai.log'), 'utf8'))).toMatchObject({
    event: 'ipc/bug',
    code: 'disk-full',
    channel: 'record/open',
    incident,
    milliseconds: 12,
    cause: {
      kind: 'TypeError',
      frames: expect.arrayContaining([expect.stringMatching(/^log\.test\.ts:\d+:\d+$/)]) as string[],
    },
  });
});
