import { execFile, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { Diagnostics } from '../../../contracts/connection-check.ts';
import { checkSteps } from '../../../contracts/connection-steps.ts';
import { aNiss } from '../../builders/fhir.ts';
import { openTestHospital, type TestHospital } from '../../server/support/test-hospital.ts';
import { openInspector } from '../support/proxy.ts';
import { codeOf, openTestPractice, type TestPractice } from '../support/test-practice.ts';
import { check, openCheck, toFindings, whole } from './a-check.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const hasFaketime = spawnSync('faketime', ['--version']).status === 0;
if (!hasFaketime) process.stdout.write('skipped: faketime is not installed\n');

let hospital: TestHospital;
let practice: TestPractice;
const undo: (() => unknown)[] = [];
beforeAll(async () => {
  hospital = await openTestHospital();
  practice = openTestPractice(hospital);
  await practice.signIn('physician');
});
afterAll(async () => {
  for (const step of undo.reverse()) await step();
  practice?.close();
  await hospital?.close();
});

it('finds every step in order as far as the hospital, the clock measured by its signed word [R05]', async () => {
  const report = await openCheck(practice).check();
  expect(toFindings(report)).toEqual([
    'name.found',
    'line.open',
    'proxy.none',
    'trust.ours',
    'certificate.enrolled',
    'clock.right',
    'account.open',
  ]);
  expect(Math.abs(report.clockSeconds ?? 99)).toBeLessThan(3);
});

it('names the name service when the hospital’s name is not known, and the network when there is none [R05]', async () => {
  const urls = { openUrl: 'https://hopital.invalid:8443', medicalUrl: 'https://hopital.invalid:8444' };
  expect(await check(practice, { urls })).toEqual(whole(['name.unknown']));
  expect(await check(practice, { urls, hasNetwork: false })).toEqual(whole(['name.no-network']));
});

it('names the line when a port is closed, the second one too [R05]', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  const closed = `https://127.0.0.1:${port}`;
  expect(await check(practice, { urls: { openUrl: closed } })).toEqual(whole(['name.found', 'line.closed']));
  expect(await check(practice, { urls: { medicalUrl: closed } })).toEqual(whole(['name.found', 'line.closed']));
});

it('names who reads what passes when a certificate of another authority stands there, and sends nothing over it [R05]', async () => {
  const inspector = await openInspector('Kaspersky Anti-Virus Personal Root');
  undo.push(() => inspector.close());
  const report = await openCheck(practice, { urls: { openUrl: `https://127.0.0.1:${inspector.port}` } }).check();
  expect(toFindings(report)).toEqual(whole(['name.found', 'line.open', 'proxy.none', 'trust.intercepted']));
  expect(report.issuer).toBe('Kaspersky Anti-Virus Personal Root');
  expect(inspector.seen()).toBe('');
});

it('tells a page of a hotel or a printer, which speaks no TLS, from an inspector [R05]', async () => {
  const portal = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.end('HTTP/1.1 302 Found\r\nLocation: http://portail.example/\r\n\r\n');
  }).listen(0, '127.0.0.1');
  await new Promise((done) => portal.once('listening', done));
  undo.push(() => portal.close());
  const { port } = portal.address() as { port: number };
  expect(await check(practice, { urls: { openUrl: `https://127.0.0.1:${port}` } })).toEqual(
    whole(['name.found', 'line.open', 'proxy.none', 'trust.not-tls']),
  );
});

it('names a clock that is wrong, how far and which way [R05]', async () => {
  for (const [moved, finding] of [
    [-20 * 60_000, 'clock.behind'],
    [20 * 60_000, 'clock.ahead'],
  ] as const) {
    const report = await openCheck(practice, { moved }).check();
    expect(toFindings(report)[5]).toBe(finding);
    expect(Math.abs((report.clockSeconds ?? 0) - moved / 1000)).toBeLessThan(3);
  }
});

it.skipIf(!hasFaketime)(
  'suspects the date when the hospital’s certificate is not valid yet by a PC that is months behind [R05]',
  async () => {
    const child = join(import.meta.dirname, 'way-child.ts');
    const ca = join(practice.userData, 'ca.pem');
    writeFileSync(ca, hospital.rootPem);
    const urls = [hospital.openUrl, hospital.medicalUrl];
    const run = await promisify(execFile)('faketime', ['-f', '-400d', process.execPath, child, ...urls, ca], {
      env: { ...process.env, FAKETIME_DONT_FAKE_MONOTONIC: '1' },
    });
    expect(JSON.parse(run.stdout)).toMatchObject({ line: 'line.open', trust: 'trust.dates', issuer: null });
  },
);

it('names a suspended account after the sign-in that it refused, and the certificate of a PC that was revoked or ran out [R05]', async () => {
  const one = openTestPractice(hospital);
  undo.push(() => one.close());
  await one.signIn('physician');
  await one.session.signOut();
  const asked = openCheck(one);
  await hospital.test.sql('update identity.person set suspended_at = now() where login = $1', [
    one.factors('physician').login,
  ]);
  await one.forgetCodes();
  expect(await codeOf(asked.signingIn(one.session.signIn(one.factors('physician'))))).toBe('account-suspended');
  expect(toFindings(await asked.check()).slice(4)).toEqual([
    'certificate.enrolled',
    'clock.right',
    'account.suspended',
  ]);
  await hospital.test.sql('update identity.person set suspended_at = null', []);
  const { pc } = one.station.stored().enrolment;
  const ended = async (change: string): Promise<string[]> => {
    await hospital.test.sql(`update identity.certificate set ${change} where pc = $1`, [pc]);
    return toFindings(await asked.check()).slice(4);
  };
  const before = "not_before = now() - interval '2 days', not_after = now() - interval '1 day'";
  expect(await ended(before)).toEqual(['certificate.expired', 'clock.right', 'not-reached']);
  expect(await ended('revoked_at = now()')).toEqual(['certificate.revoked', 'clock.right', 'not-reached']);
});

it('checks a PC that is not enrolled yet by its .passerelle file, and says that nothing is there before it [R05]', async () => {
  const fresh = openTestPractice(hospital);
  undo.push(() => fresh.close());
  await fresh.station.start([]);
  expect(await openCheck(fresh).check()).toMatchObject({
    address: null,
    steps: checkSteps.map((step) => ({ step, finding: 'not-reached' })),
  });
  await fresh.station.acceptFile(`${fresh.userData}/essai.passerelle`);
  expect((await check(fresh)).slice(3)).toEqual([
    'trust.ours',
    'certificate.not-enrolled',
    'clock.right',
    'not-reached',
  ]);
});

it('saves a file in which no name, number, address or secret can stand, whatever stood on the way [R05]', async () => {
  const niss = aNiss('1955-03-12', 612);
  const issuer = `Avast ${niss} DUBOIS Marie 10.20.30.40`;
  const inspector = await openInspector(issuer);
  undo.push(() => inspector.close());
  const asked = openCheck(practice, { urls: { openUrl: `https://127.0.0.1:${inspector.port}` } });
  practice.state.change({ version: `0.1.0 ${niss} Bearer abcdef` });
  expect((await asked.check()).issuer).toContain(niss);
  const { name } = await asked.save();
  practice.state.change({ version: '0.1.0' });
  expect(name).toMatch(/^passerelle-diagnostic-\d{4}-\d{2}-\d{2}\.json$/);
  const text = Buffer.from(practice.saved.get(name ?? '') ?? []).toString('utf8');
  const { person, pc } = practice.station.stored().enrolment;
  for (const part of [
    niss,
    niss.slice(0, 6),
    'DUBOIS',
    'Marie',
    '10.20',
    '127.0.0.1',
    'Bearer',
    person.name,
    person.login,
    person.id,
    pc,
    'PC du cabinet',
    'BEGIN',
    hospital.openUrl,
  ])
    expect(text).not.toContain(part);
  expect(Diagnostics.parse(JSON.parse(text))).toMatchObject({
    inspector: 'avast',
    isEnrolled: true,
    version: '0.1.0',
    steps: [
      { finding: 'name.found' },
      { finding: 'line.open' },
      { finding: 'proxy.none' },
      { finding: 'trust.intercepted' },
      ...Array(3).fill({ finding: 'not-reached' }),
    ],
  });
  expect(JSON.stringify(practice.log.lines)).not.toContain(niss);
});
