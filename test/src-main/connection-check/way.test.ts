import { execFile, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type ConnectionReport, Diagnostics } from '../../../contracts/connection-check.ts';
import { checkSteps } from '../../../contracts/connection-steps.ts';
import { type ConnectionCheck, openConnectionCheck } from '../../../src-main/connection-check/connection-check.ts';
import { toRoutes } from '../../../src-main/hospital/proxy.ts';
import { aBinary, aLetter, aNiss, aPatient, aTransaction } from '../../builders/fhir.ts';
import { openTestHospital, type TestHospital } from '../../server/support/test-hospital.ts';
import { type Middle, openConnectProxy, openInspector } from '../support/proxy.ts';
import { codeOf, openTestPractice, type TestPractice, until } from '../support/test-practice.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const hasFaketime = spawnSync('faketime', ['--version']).status === 0;
if (!hasFaketime) process.stdout.write('skipped: faketime is not installed\n');

let hospital: TestHospital;
let practice: TestPractice;
let proxy: Middle;
const undo: (() => unknown)[] = [];
beforeAll(async () => {
  hospital = await openTestHospital();
  proxy = await openConnectProxy();
  practice = openTestPractice(hospital);
  await practice.signIn('physician');
});
afterAll(async () => {
  for (const step of undo.reverse()) await step();
  practice?.close();
  await proxy?.close();
  await hospital?.close();
});

interface Wish {
  readonly urls?: { readonly openUrl?: string; readonly medicalUrl?: string };
  readonly route?: string;
  readonly moved?: number;
  readonly hasNetwork?: boolean;
  readonly at?: TestPractice;
}

function openCheck({
  urls = {},
  route = 'DIRECT',
  moved = 0,
  hasNetwork = true,
  at = practice,
}: Wish = {}): ConnectionCheck {
  const standing = () => {
    const found = at.station.standing();
    return found === null ? null : { ...found, trust: { ...found.trust, ...urls } };
  };
  return openConnectionCheck({
    station: { standing, client: at.station.client },
    session: at.session,
    state: at.state,
    save: async (name, bytes) => {
      at.saved.set(name, bytes);
      return name;
    },
    resolveProxy: async () => route,
    now: () => new Date(Date.now() + moved),
    log: at.log,
    hasNetwork: () => hasNetwork,
  });
}

const toFindings = ({ steps }: ConnectionReport): string[] => steps.map(({ finding }) => finding);
const check = async (wish: Wish = {}): Promise<string[]> => toFindings(await openCheck(wish).check());
const missing = (count: number): string[] => Array(count).fill('not-reached');
const whole = (first: readonly string[]): string[] => [...first, ...missing(checkSteps.length - first.length)];

it('finds every step in order as far as the hospital, the clock measured by its signed word [R05]', async () => {
  const report = await openCheck().check();
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
  expect(await check({ urls })).toEqual(whole(['name.unknown']));
  expect(await check({ urls, hasNetwork: false })).toEqual(whole(['name.no-network']));
});

it('names the line when a port is closed, the second one too [R05]', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  const closed = `https://127.0.0.1:${port}`;
  expect(await check({ urls: { openUrl: closed } })).toEqual(whole(['name.found', 'line.closed']));
  expect(await check({ urls: { medicalUrl: closed } })).toEqual(whole(['name.found', 'line.closed']));
});

it('names who reads what passes when a certificate of another authority stands there, and sends nothing over it [R05]', async () => {
  const inspector = await openInspector('Kaspersky Anti-Virus Personal Root');
  undo.push(() => inspector.close());
  const report = await openCheck({ urls: { openUrl: `https://127.0.0.1:${inspector.port}` } }).check();
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
  expect(await check({ urls: { openUrl: `https://127.0.0.1:${port}` } })).toEqual(
    whole(['name.found', 'line.open', 'proxy.none', 'trust.not-tls']),
  );
});

it('names a clock that is wrong, how far and which way [R05]', async () => {
  for (const [moved, finding] of [
    [-20 * 60_000, 'clock.behind'],
    [20 * 60_000, 'clock.ahead'],
  ] as const) {
    const report = await openCheck({ moved }).check();
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

it('goes through the proxy that the system names, end to end with the hospital: it sees an address and nothing else [R05]', async () => {
  const through = openTestPractice(hospital, { resolveProxy: async () => `PROXY 127.0.0.1:${proxy.port}` });
  undo.push(() => through.close());
  const niss = aNiss('1955-03-12', 611);
  const patient = aPatient({ niss, number: 'HOSP-611' });
  const file = aBinary('Cher confrère, tout va bien.');
  await hospital.system.ask('POST', '/fhir', { body: aTransaction(patient, file, aLetter(patient, file)) });
  await through.signIn('colleague');
  const { id } = await through.links.propose({
    niss,
    family: 'Essai',
    given: 'Marie',
    birthDate: '1955-03-12',
    careOnly: true,
  });
  await through.links.printConsent(id);
  await through.links.confirmSignature(id);
  await through.records.open(patient.id);
  await until(
    'the record is copied through the proxy',
    async () => {
      const { sync, entries } = await through.records.readIndex(patient.id);
      return sync.state === 'up-to-date' && entries.length > 0;
    },
    60_000,
  );
  expect(new Set(proxy.asked)).toEqual(
    new Set([hospital.openUrl, hospital.medicalUrl].map((url) => new URL(url).host)),
  );
  for (const secret of [niss, 'Essai', 'confrère', 'Bearer', '/api/', patient.id])
    expect(proxy.seen()).not.toContain(secret);
  expect(await check({ at: through, route: `PROXY 127.0.0.1:${proxy.port}` })).toEqual([
    'name.proxy-found',
    'line.proxy-open',
    'proxy.passes',
    'trust.ours',
    'certificate.enrolled',
    'clock.right',
    'account.open',
  ]);
});

it('takes the next way of a PAC script when the first proxy is down, in the client and in the check [R05]', async () => {
  const dead = await openConnectProxy();
  await dead.close();
  const route = `PROXY 127.0.0.1:${dead.port}; PROXY 127.0.0.1:${proxy.port}; DIRECT`;
  expect((await check({ route })).slice(0, 4)).toEqual([
    'name.proxy-found',
    'line.proxy-open',
    'proxy.passes',
    'trust.ours',
  ]);
  expect((await check({ route: `PROXY 127.0.0.1:${dead.port}; DIRECT` })).slice(0, 4)).toEqual([
    'name.found',
    'line.open',
    'proxy.none',
    'trust.ours',
  ]);
  expect(await check({ route: `PROXY 127.0.0.1:${dead.port}` })).toEqual(
    whole(['name.proxy-found', 'line.proxy-closed']),
  );
});

it.each([
  [407, 'proxy.asks-password'],
  [403, 'proxy.refuses'],
] as const)('names a proxy that answers %i, and never sends it a password [R05]', async (status, finding) => {
  const refusing = await openConnectProxy(status);
  undo.push(() => refusing.close());
  expect(await check({ route: `PROXY 127.0.0.1:${refusing.port}` })).toEqual(
    whole(['name.proxy-found', 'line.proxy-open', finding]),
  );
  expect(refusing.seen()).not.toMatch(/authorization/i);
});

it('says that a proxy of another kind is not spoken [R05]', async () => {
  expect(await check({ route: 'SOCKS5 127.0.0.1:1080' })).toEqual([
    'not-reached',
    'not-reached',
    'proxy.kind-unknown',
    ...missing(4),
  ]);
  expect(toRoutes('PROXY [::1]:3128; HTTPS p.example; SOCKS a:1;DIRECT;')).toEqual([
    { kind: 'proxy', host: '::1', port: 3128, tls: false },
    { kind: 'proxy', host: 'p.example', port: 443, tls: true },
    { kind: 'unknown' },
    { kind: 'direct' },
  ]);
});

it('names a suspended account after the sign-in that it refused, and the certificate of a PC that was revoked or ran out [R05]', async () => {
  const one = openTestPractice(hospital);
  undo.push(() => one.close());
  await one.signIn('physician');
  await one.session.signOut();
  const asked = openCheck({ at: one });
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
  expect(await openCheck({ at: fresh }).check()).toMatchObject({
    address: null,
    steps: checkSteps.map((step) => ({ step, finding: 'not-reached' })),
  });
  await fresh.station.acceptFile(`${fresh.userData}/essai.passerelle`);
  expect((await check({ at: fresh })).slice(3)).toEqual([
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
  const asked = openCheck({ urls: { openUrl: `https://127.0.0.1:${inspector.port}` } });
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
