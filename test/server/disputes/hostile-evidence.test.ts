import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Deps } from '../../../server/deps.ts';
import { type Evidence, makeEvidenceArchive } from '../../../server/evidence/evidence-archive.ts';
import { createIssuing, createRoot } from '../../../server/pki/authority.ts';
import { openEvidenceKey } from '../../../server/pki/evidence-signer.ts';
import { toPem } from '../../../server/pki/keys.ts';

const now = new Date('2026-11-22T09:00:00.000Z');
const evidence: Evidence = {
  hospital: {
    name: 'Hôpital des essais',
    address: ['Rue des Essais 1', '7000 Essai'],
    director: 'Dr Direction',
    helpdesk: { name: 'Helpdesk', phone: '065 00 00 01', hours: '8 h – 18 h' },
    itDepartment: { name: 'Informatique', phone: '065 00 00 02', hours: '8 h – 17 h' },
  },
  facts: {
    link: '1b1c0b7e-0000-4000-8000-000000000001',
    physician: { id: '1b1c0b7e-0000-4000-8000-000000000002', name: 'Dr Essai', nihdi: '10000000001' },
    patient: {
      id: '1b1c0b7e-0000-4000-8000-000000000003',
      family: 'Essai',
      given: ['Marie'],
      birthDate: '1955-03-12',
    },
    links: [],
    refusals: [],
    exclusions: [],
    suspensions: [],
    disputes: [],
    chains: [],
  },
  trace: [],
  seen: ['=HYPERLINK("http://ailleurs.example";"ouvrir")', '+1', '-1', '@SUM(A1)', '\t=1', 'Observation/1'].map(
    (ref) => ({ ref, kind: 'looked-at', at: now.toISOString(), version: null, sha256: null, left: null }),
  ),
};
let folder: string;
const whole = (): string => join(folder, 'whole');
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'passerelle-hostile-'));
  const root = await createRoot('Hôpital des essais', now);
  const issuing = await createIssuing(root, 'Hôpital des essais', now);
  const pki = {
    rootPem: toPem(root.certificate),
    issuingPem: toPem(issuing.certificate),
    openEvidenceKey: () => openEvidenceKey(folder, issuing, now),
  } as unknown as Deps['pki'];
  const blobs = { read: () => Promise.reject(new Error('no blob')) } as unknown as Deps['blobs'];
  writeFileSync(join(folder, 'a.zip'), await makeEvidenceArchive({ pki, blobs }, evidence, now));
  mkdirSync(whole());
  execFileSync('unzip', ['-q', join(folder, 'a.zip'), '-d', whole()]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('hands no formula of a PC to the spreadsheet of whoever judges [X14] [R20]', () => {
  const cells = readFileSync(join(whole(), 'documents-vus.csv'), 'utf8')
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((line) => line.slice(1, -1).split('","')[2]);
  expect(cells).toEqual([
    `'=HYPERLINK(""http://ailleurs.example"";""ouvrir"")`,
    "'+1",
    "'-1",
    "'@SUM(A1)",
    "'\t=1",
    'Observation/1',
  ]);
});

it('takes nothing for a part of the file that was added to it, a link neither [X14]', () => {
  const [count = ''] = readFileSync(join(whole(), 'LISEZ-MOI.txt'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('$ test'));
  const run = () => execFileSync('sh', ['-c', count.slice(2)], { cwd: whole(), stdio: 'pipe' });
  expect(run).not.toThrow();
  symlinkSync('resume.pdf', join(whole(), 'preuve.pdf'));
  expect(run).toThrow('Command failed');
});
