import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LinkedPractice, openLinkedPractice } from './linked-practice.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const page = readFileSync(join(root, 'docs', 'standard-clients.md'), 'utf8');
const snippets = [...page.matchAll(/^## ([\w@/-]+),.*\n```ts\n([\s\S]*?)```/gm)];

let practice: LinkedPractice;
let folder: string;

beforeAll(async () => {
  practice = await openLinkedPractice();
  // Inside the checkout, so that the packages are found.
  mkdirSync(join(root, 'build'), { recursive: true });
  folder = mkdtempSync(join(root, 'build', 'snippets-'));
  const { ca, cert, key } = practice.pc;
  for (const [name, pem] of Object.entries({ 'ca.pem': ca, 'client.pem': cert, 'client.key': key }))
    writeFileSync(join(folder, name), pem, { mode: 0o600 });
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await practice.close();
});

test.for(snippets.map(([, name = '', code = '']) => [name, code] as const))(
  'the page’s program for %s runs as it stands [R25]',
  async ([, code]) => {
    const file = join(folder, 'program.mts');
    writeFileSync(file, code);
    const { fhir: FHIR, dicomweb: DICOMWEB, token: TOKEN } = practice;
    const env = { ...process.env, FHIR, DICOMWEB, TOKEN };
    const { stdout } = await promisify(execFile)(process.execPath, [file], { cwd: folder, env, timeout: 60_000 });
    expect(stdout.trim()).toBe('1');
  },
);

test('there is a program for each client', () => {
  expect(snippets.map(([, name]) => name)).toEqual([
    'fhir-kit-client',
    '@medplum/core',
    'fhirclient',
    'dicomweb-client',
  ]);
});
