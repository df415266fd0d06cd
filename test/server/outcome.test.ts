import { expect, test } from 'vitest';
import { ExpectedFailure, failureCodes } from '../../contracts/failure.ts';
import { openLog } from '../../server/log.ts';
import { httpStatus, toOperationOutcome, toOutcome } from '../../server/outcome.ts';
import { toFailure } from '../../server/postgres/database.ts';

const lines: string[] = [];
const log = openLog({ write: (line) => lines.push(line) });
const coded = (code: string, message = 'x'): Error => Object.assign(new Error(message), { code });
const incident = expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown;

test('has an HTTP status for every failure code [C3]', () => {
  for (const code of failureCodes) {
    expect(httpStatus[code]).toBeGreaterThanOrEqual(200);
    expect(toOutcome(new ExpectedFailure(code), log)).toEqual({
      status: httpStatus[code],
      failure: { code, incident },
    });
  }
});

test.each([
  ['a refusal of the gate', coded('PS001', 'link-ended'), 'link-ended'],
  ['a lost connection', coded('08006'), 'server-unavailable'],
  ['a PostgreSQL that is shutting down', coded('57P01'), 'server-unavailable'],
  ['no socket to it', coded('ENOENT'), 'server-unavailable'],
  ['a pool without a free connection', new Error('timeout exceeded when trying to connect'), 'server-unavailable'],
  ['a full disk of the database', coded('53100'), 'disk-full'],
])('tells %s from a bug [C3]', (_, error, code) => {
  expect(toFailure(error)).toMatchObject({ code });
});

test('leaves a wrong statement, and a refusal with a code that is none, the bugs they are [C3]', () => {
  for (const error of [coded('42601'), coded('23505'), coded('PS001', 'no such code'), new TypeError('x')])
    expect(toFailure(error)).toBe(error);
});

test('says disk-full when a file finds no room [C3]', () => {
  expect(toOutcome(coded('ENOSPC'), log).failure.code).toBe('disk-full');
});

test('takes fastify’s own refusals for what they are, never for a bug [C3]', () => {
  const refused = (statusCode: number) => toOutcome(Object.assign(new Error('x'), { statusCode }), log);
  expect([400, 413, 415, 429].map((status) => refused(status).failure.code)).toEqual([
    'input-invalid',
    'input-invalid',
    'input-invalid',
    'too-many-attempts',
  ]);
  expect(refused(500).failure.code).toBe('bug');
});

test('answers FHIR with the code alone, no sentence [C3]', () => {
  const outcome = toOperationOutcome(toOutcome(new ExpectedFailure('document-not-available'), log));
  expect(outcome).toEqual({
    resourceType: 'OperationOutcome',
    issue: [
      {
        severity: 'error',
        code: 'not-found',
        details: { coding: [{ system: 'urn:passerelle:failure', code: 'document-not-available' }] },
        diagnostics: incident,
      },
    ],
  });
});
