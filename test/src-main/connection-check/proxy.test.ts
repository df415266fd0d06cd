import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { toRoutes } from '../../../src-main/hospital/proxy.ts';
import { aBinary, aLetter, aNiss, aPatient } from '../../builders/fhir.ts';
import { feedResources } from '../../server/support/feed-hospital.ts';
import { openTestHospital, type TestHospital } from '../../server/support/test-hospital.ts';
import { signLink } from '../support/linked-patient.ts';
import { type Middle, openConnectProxy } from '../support/proxy.ts';
import { openTestPractice, type TestPractice, until } from '../support/test-practice.ts';
import { check, whole } from './a-check.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

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

it('goes through the proxy that the system names, end to end with the hospital: it sees an address and nothing else [R05]', async () => {
  const through = openTestPractice(hospital, { resolveProxy: async () => `PROXY 127.0.0.1:${proxy.port}` });
  undo.push(() => through.close());
  const niss = aNiss('1955-03-12', 611);
  const patient = aPatient({ niss, number: 'HOSP-611' });
  const file = aBinary('Cher confrère, tout va bien.');
  await feedResources(hospital, patient, file, aLetter(patient, file));
  await through.signIn('colleague');
  await signLink(through, { niss });
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
  expect(await check(through, { route: `PROXY 127.0.0.1:${proxy.port}` })).toEqual([
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
  expect((await check(practice, { route })).slice(0, 4)).toEqual([
    'name.proxy-found',
    'line.proxy-open',
    'proxy.passes',
    'trust.ours',
  ]);
  expect((await check(practice, { route: `PROXY 127.0.0.1:${dead.port}; DIRECT` })).slice(0, 4)).toEqual([
    'name.found',
    'line.open',
    'proxy.none',
    'trust.ours',
  ]);
  expect(await check(practice, { route: `PROXY 127.0.0.1:${dead.port}` })).toEqual(
    whole(['name.proxy-found', 'line.proxy-closed']),
  );
});

it.each([
  [407, 'proxy.asks-password'],
  [403, 'proxy.refuses'],
] as const)('names a proxy that answers %i, and never sends it a password [R05]', async (status, finding) => {
  const refusing = await openConnectProxy(status);
  undo.push(() => refusing.close());
  expect(await check(practice, { route: `PROXY 127.0.0.1:${refusing.port}` })).toEqual(
    whole(['name.proxy-found', 'line.proxy-open', finding]),
  );
  expect(refusing.seen()).not.toMatch(/authorization/i);
});

it('says that a proxy of another kind is not spoken [R05]', async () => {
  expect(await check(practice, { route: 'SOCKS5 127.0.0.1:1080' })).toEqual([
    'not-reached',
    'not-reached',
    'proxy.kind-unknown',
    ...Array(4).fill('not-reached'),
  ]);
  expect(toRoutes('PROXY [::1]:3128; HTTPS p.example; SOCKS a:1;DIRECT;')).toEqual([
    { kind: 'proxy', host: '::1', port: 3128, tls: false },
    { kind: 'proxy', host: 'p.example', port: 443, tls: true },
    { kind: 'unknown' },
    { kind: 'direct' },
  ]);
});
