import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildOpenApp } from '../../../server/app.ts';
import { openTestHospital, type TestHospital } from '../support/test-hospital.ts';

let hospital: TestHospital;
beforeAll(async () => {
  hospital = await openTestHospital();
});
afterAll(() => hospital.close());

test('offers exactly these routes to whoever has no certificate [R06]', async () => {
  const app = await buildOpenApp(hospital.deps);
  const branch: string[] = [];
  const routes = app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', part = '', methods] = /^((?:[│ ] {3})*)[├└]── (\S*)(?: \(([A-Z, ]+)\))?/.exec(line) ?? [];
      if (part === '') return [];
      branch.splice(indent.length / 4, branch.length, part);
      return methods === undefined ? [] : [`${methods.split(', ').sort().join(' ')} ${branch.join('')}`];
    });
  await app.close();
  const pages = ['/acces', '/access', '/toegang', '/zugang'];
  const files = ['', '/conditions.pdf', '/consentement.pdf', '/reglement.pdf', '/style.css'];
  expect(routes.sort()).toEqual(
    [
      ...files.map((file) => `GET HEAD /access-request${file}`),
      ...pages.map((page) => `GET HEAD POST ${page}`),
      ...pages.map((page) => `GET HEAD ${page}/:secret`),
      ...pages.map((page) => `GET HEAD ${page}/:secret/passerelle`),
      'GET HEAD /api/hospital',
      'POST /api/enrolments',
      'POST /api/journal',
      'POST /api/renewals',
      'POST /api/statements',
    ].sort(),
  );
});

test('answers with headers that let nothing be kept, framed or guessed [C3]', async () => {
  const { status, headers } = await hospital.openClient.ask('GET', '/');
  expect(status).toBe(404);
  expect(headers).toMatchObject({
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'strict-transport-security': 'max-age=31536000',
    'x-content-type-options': 'nosniff',
  });
});

test('has no medical route, even with a certificate and a session [R06]', async () => {
  const { key, enrolment, session } = await hospital.signIn('physician');
  const client = hospital.newClient('open', { cert: enrolment.certificate, key: key.keyPem });
  for (const path of ['/api/links', '/fhir/Patient', '/dicomweb/studies', '/api/session'])
    expect((await client.ask('GET', path, { token: session.token })).status).toBe(404);
});

test('refuses a body that is too large or no JSON, and says nothing about why [C3]', async () => {
  const large = await hospital.openClient.ask('POST', '/api/enrolments', { body: { code: 'x'.repeat(300_000) } });
  expect([large.status, (large.body as { code: string }).code]).toEqual([413, 'input-invalid']);
  const broken = await hospital.openClient.ask('POST', '/api/enrolments', {
    body: Buffer.from('{"code":'),
    headers: { 'content-type': 'application/json' },
  });
  expect([broken.status, Object.keys(broken.body as object)]).toEqual([400, ['code', 'incident']]);
});
