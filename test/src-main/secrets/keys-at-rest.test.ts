import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestHospital, type TestHospital } from '../../server/support/test-hospital.ts';
import { openTestPractice, type TestPractice } from '../support/test-practice.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/keys.md'), 'utf8');
const rows = page.split('\n').filter((line) => /^\| (?!key \||---)/.test(line));
/** Every place that a row names. */
const places = rows.flatMap((row) => [...(row.split('|')[2] ?? '').matchAll(/`([^`]+)`/g)].map(([, place]) => place));

let hospital: TestHospital;
let practice: TestPractice;
beforeAll(async () => {
  hospital = await openTestHospital();
  practice = openTestPractice(hospital);
  await practice.signIn('physician');
});
afterAll(async () => {
  practice.close();
  await hospital.close();
});

it('has a row for every key that a hospital and a PC keep, readable by their account alone [R06] [R08]', () => {
  const files = readdirSync(hospital.data, { recursive: true, encoding: 'utf8' })
    .map((name) => join(hospital.data, name))
    .filter((path) => statSync(path).isFile());
  const secret = files.filter(
    (path) =>
      /\.key$|code\.txt$/.test(path) ||
      /PRIVATE KEY/.test(readFileSync(path, 'latin1')) ||
      /[/\\]secrets[/\\]/.test(path),
  );
  expect(secret.length).toBeGreaterThan(10);
  for (const path of secret) expect([path, statSync(path).mode & 0o077]).toEqual([path, 0]);
  const kept = secret.map((path) =>
    relative(hospital.data, path)
      .replaceAll('\\', '/')
      .replace(/^invitations\/[^/]+\.code\.txt$/, 'invitations/<login>.code.txt'),
  );
  expect([...new Set(kept)].filter((place) => !places.includes(place))).toEqual([]);
});

it('has a row for every key file that the code names, made at first use or not [R08]', () => {
  const folder = join(import.meta.dirname, '../../../server');
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  const named = sources.flatMap((source) => [...source.matchAll(/'([\w/-]+\.key)'/g)].map(([, file]) => file ?? ''));
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((file) => !places.some((place) => place?.split('/').at(-1) === file.split('/').at(-1)))).toEqual(
    [],
  );
});

it('has a row for every entry of the keychain [R06] [C2]', () => {
  const entries = [...practice.keychain.entries.keys()].map((name) => name.replace(/^test\//, ''));
  const named = new Set(places.map((place) => (place ?? '').split('/')[0]));
  expect(entries.length).toBeGreaterThan(3);
  expect([...new Set(entries.map((entry) => entry.split('/')[0]))].filter((entry) => !named.has(entry))).toEqual([]);
});

it('names no place twice and leaves no cell of a row empty', () => {
  expect(places.filter((place, at) => places.indexOf(place) !== at)).toEqual([]);
  for (const row of rows)
    expect([
      row,
      row
        .split('|')
        .slice(1, -1)
        .filter((cell) => cell.trim() === ''),
    ]).toEqual([row, []]);
});
