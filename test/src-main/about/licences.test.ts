import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { aboutIpc } from '../../../contracts/about.ts';
import { writeLicences } from '../../../scripts/package/notices.ts';
import { answerAbout } from '../../../src-main/about/about.ts';
import { toLicences } from '../../../src-main/about/licences.ts';

const folder = mkdtempSync(join(tmpdir(), 'passerelle-about-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const app = (isPackaged: boolean, name: string) => ({ isPackaged, getName: () => name });

it('reads every licence of what a package contains, as it is written when the package is made [C1]', async () => {
  mkdirSync(join(folder, 'notices'));
  writeFileSync(join(folder, 'notices', 'licences.txt'), writeLicences(join(import.meta.dirname, '../../..')));
  const about = answerAbout({ app: app(true, 'Passerelle-nowhere'), electron: '45.0.0', resources: folder });
  const answered = aboutIpc['about/read-licences'].output.parse(await about['about/read-licences']({}));
  const licences = answered.licences ?? [];
  expect(licences.length).toBeGreaterThan(50);
  const react = licences.find(({ name }) => name === 'react');
  expect([react?.licence, react?.text]).toEqual(['MIT', expect.stringContaining('Permission is hereby granted')]);
  expect(licences.filter(({ name, version }) => name === '' || !/^\d+\.\d+\.\d+/.test(version))).toEqual([]);
  // A PC that never was updated runs what it was installed with.
  expect(await about['about/read']({})).toEqual({ build: 'release', counter: 0 });
});

it('parts no licence at a rule of its own, and says of a checkout that it has none [C1]', async () => {
  const rule = '-'.repeat(80);
  const page = `Head\n${`\n${rule}\n`}a 1.0.0 — MIT\n\nOne.\n${rule}\nStill one.\n${rule}\n@b/c 2.1.0 — BSD\n\nTwo.`;
  expect(toLicences(page).map(({ name, version, licence }) => [name, version, licence])).toEqual([
    ['a', '1.0.0', 'MIT'],
    ['@b/c', '2.1.0', 'BSD'],
  ]);
  expect(toLicences(page)[0]?.text).toMatch(/One\.[^]*Still one\./);
  const about = answerAbout({ app: app(false, 'Electron'), electron: '33.2.1', resources: join(folder, 'none') });
  expect([await about['about/read']({}), await about['about/read-licences']({})]).toEqual([
    { build: 'checkout', counter: 0 },
    { licences: null },
  ]);
});
