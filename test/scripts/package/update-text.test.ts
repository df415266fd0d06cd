import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { packageKinds, type Release, readRelease, writeRelease } from '../../../contracts/release.ts';
import { fillIn, packagedWords } from '../../../scripts/package/updater.ts';
import { fc } from '../../support/property.ts';

const helper = fillIn('helper.sh', {
  ...packagedWords,
  NAME: 'passerelle',
  PRODUCT: 'Passerelle',
  KIND: 'linux-x64-deb',
});
const folder = mkdtempSync(join(tmpdir(), 'passerelle-text-'));
afterAll(() => rmSync(folder, { recursive: true }));

const figure = fc.integer({ min: 0, max: 9999 });
const two = (most: number): fc.Arbitrary<string> =>
  fc.integer({ min: 0, max: most }).map((n) => String(n).padStart(2, '0'));
const second = fc
  .tuple(two(99), two(12), two(31), two(23), two(59), two(59))
  .map(
    ([year, month, day, hour, minute, last]) =>
      `20${year}-${month === '00' ? '01' : month}-${day}T${hour}:${minute}:${last}Z`,
  );
const release: fc.Arbitrary<Release> = fc.record({
  counter: fc.integer({ min: 1, max: 999_999_999 }),
  version: fc.tuple(figure, figure, figure).map((parts) => parts.join('.')),
  made: second,
  expires: second,
  packages: fc.uniqueArray(
    fc.record({
      kind: fc.constantFrom(...packageKinds),
      size: fc.integer({ min: 1, max: 4_294_967_296 }),
      sha256: fc.stringMatching(/^[0-9a-f]{64}$/),
      file: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._+-]{0,99}$/),
    }),
    { minLength: 1, maxLength: 6, selector: ({ kind }) => kind },
  ),
});

/** What somebody might do to a text: a piece put in, taken out, doubled, replaced, or a field made a little too long. */
const pieces = [
  '\n',
  ' ',
  '0',
  '9',
  'é',
  '\0',
  '\r',
  '\t',
  '/',
  '.',
  '-',
  'A',
  'Z',
  '1e3',
  '00',
  '4294967297',
  '\u2028',
  '..',
  'package ',
];
const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  take: fc.integer({ min: 0, max: 3 }),
  put: fc.constantFrom('', ...pieces),
});
const mutated = fc
  .tuple(release.map(writeRelease), fc.array(mutation, { maxLength: 2 }), fc.integer({ min: 0, max: 24 }))
  .map(([text, mutations, line]) => {
    let changed = text;
    for (const { at, take, put } of mutations) {
      const place = Math.floor(at * (changed.length + 1));
      changed = changed.slice(0, place) + put + changed.slice(place + take);
    }
    const lines = changed.split('\n');
    // Now and then a line twice, or one less.
    if (line < 10) lines.splice(line, 0, lines[line] ?? '');
    else if (line < 14) lines.splice(line - 8, 1);
    return lines.join('\n');
  });

/** What the helper's own reader says of every text, in one shell. */
function judge(texts: readonly string[]): boolean[] {
  const reader = /^is_release\(\) \{$.*?^\}$/ms.exec(helper)?.[0];
  const longest = /^longest=.*$/m.exec(helper)?.[0];
  expect(reader).toBeDefined();
  const files = texts.map((text, at) => {
    const file = join(folder, String(at));
    writeFileSync(file, text);
    return file;
  });
  const script = `set -u\n${longest}\n${reader}\nfor file; do if is_release "$file"; then echo yes; else echo no; fi; done`;
  const { stdout } = spawnSync('/bin/sh', ['-c', script, 'judge', ...files], {
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
  });
  return stdout
    .trim()
    .split('\n')
    .map((word) => word === 'yes');
}

describe.skipIf(process.platform !== 'linux')('the text of a release, as root’s helper reads it', () => {
  it('is one to the helper exactly when it is one to the app and the server, whatever is done to it [C6]', () => {
    const texts = fc.sample(
      fc.oneof({ weight: 1, arbitrary: release.map(writeRelease) }, { weight: 3, arbitrary: mutated }),
      120,
    );
    const said = judge(texts);
    const wanted = texts.map((text) => readRelease(text) !== null);
    expect(texts.filter((_, at) => said[at] !== wanted[at])).toEqual([]);
    expect(wanted.filter(Boolean).length).toBeGreaterThan(20);
    expect(wanted.filter((one) => !one).length).toBeGreaterThan(20);
  });

  it('is none when it is empty, too long, too large a package, or of six kinds and one twice [C6]', () => {
    const one = { kind: 'linux-x64-deb', size: 1, sha256: '0'.repeat(64), file: 'a.deb' } as const;
    const plain: Release = {
      counter: 1,
      version: '1.0.0',
      made: '2026-11-22T00:00:00Z',
      expires: '2027-11-22T00:00:00Z',
      packages: [one],
    };
    const text = writeRelease(plain);
    const line = `package linux-x64-deb 1 ${'0'.repeat(64)} a.deb\n`;
    const texts = [
      text,
      '',
      '\n',
      text.slice(0, -1),
      text + line,
      text.replace(' 1 0', ' 4294967296 0'),
      text.replace(' 1 0', ' 4294967297 0'),
      text.replace(' 1 0', ' 9999999999 0'),
      text.replace('a.deb', `${'a'.repeat(100)}`),
      text.replace('a.deb', `${'a'.repeat(101)}`),
      text + line.repeat(200),
    ];
    const wanted = texts.map((each) => readRelease(each) !== null);
    expect(judge(texts)).toEqual(wanted);
    expect(wanted).toEqual([true, false, false, false, false, true, false, false, true, false, false]);
  });

  it('is read by scripts in which shellcheck finds nothing [C6]', (context) => {
    const scripts = ['helper.sh', 'launcher.sh'].map((name) => join('build-resources/update', name));
    const checked = spawnSync('shellcheck', scripts, { encoding: 'utf8' });
    if (checked.error !== undefined) context.skip('shellcheck is not installed');
    expect(checked.stdout).toBe('');
    for (const script of scripts) expect(readFileSync(script, 'utf8').startsWith('#!/bin/sh\n')).toBe(true);
  });
});
