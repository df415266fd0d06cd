import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PcList, PcQueue } from '../../../contracts/pcs.ts';
import type { PcReport } from '../../../contracts/pc-report.ts';
import { findIn, shaped, unshaped } from '../../support/identifiers.ts';
import { openTestHospital, type SignedIn, testAccounts, type TestHospital } from '../support/test-hospital.ts';

let hospital: TestHospital;
let physician: SignedIn;
let helpdesk: SignedIn;
beforeAll(async () => {
  hospital = await openTestHospital();
  physician = await hospital.signIn('physician');
  helpdesk = await hospital.signIn('helpdesk');
});
afterAll(() => hospital?.close());

const first = {
  at: '2026-11-22T08:00:00.000Z',
  incident: 'KXRTB-MPLQF',
  code: 'vault-damaged',
  route: 'document/open',
} as const;
/** As an older app tells: of its last fault alone. */
const report: Omit<PcReport, 'errors'> = {
  version: '0.1.0',
  platform: 'win32',
  systemVersion: '10.0.22631',
  record: { median: 640, count: 12 },
  document: { median: 210, count: 31 },
  bytesPerSecond: 4_200_000,
  error: first,
};
const tell = async (body: object, by = physician): Promise<number> => {
  await hospital.test.sql("update identity.pc_report set at = at - interval '1 minute'");
  return (await by.ask('POST', '/api/pc-report', { body })).status;
};
const list = async (queue: PcQueue = 'all', search = '', by = helpdesk) =>
  by.ask<PcList>('POST', '/api/pcs', { body: { queue, search, oldestFirst: false } });
const find = async (pc: string, queue: PcQueue = 'all') => (await list(queue)).body.lines.find(({ id }) => id === pc);

test('shows the helpdesk a PC as it told of itself, with who works on it, without login or patient [X16] [R08]', async () => {
  expect(await tell(report)).toBe(200);
  const line = await find(physician.enrolment.pc);
  const told = { ...first, at: line?.report?.error?.at };
  const { version, platform, systemVersion, record, document, bytesPerSecond } = report;
  expect(line?.report).toEqual({
    at: line?.report?.at,
    version,
    platform,
    systemVersion,
    record,
    document,
    bytesPerSecond,
    error: told,
    errors: [told],
  });
  expect(line?.people).toEqual([
    { person: testAccounts.physician.id, name: 'Dr Claire Essai', role: 'physician', lastAt: line?.people[0]?.lastAt },
  ]);
  const { notAfter } = physician.enrolment;
  expect([line?.name, line?.sessions, line?.endsAt]).toEqual(['PC du cabinet', 1, new Date(notAfter).toISOString()]);
  expect(JSON.stringify(line)).not.toContain(testAccounts.physician.login);
});

test('takes no text into a report: names, ids and sentences have no field to stand in [X16]', async () => {
  const fault = report.error ?? { code: 'bug' };
  for (const bad of [
    { ...report, note: 'Dubois' },
    { ...report, version: '0.1.0 chez Dubois' },
    { ...report, systemVersion: 'Debian' },
    { ...report, record: { median: 12.5, count: 1 } },
    { ...report, record: { median: 640, count: 1, patient: 'x' } },
    { ...report, error: { ...fault, incident: 'DUBOIS' } },
    { ...report, error: { ...fault, incident: '93051822361' } },
    { ...report, error: { ...fault, code: 'link-ended' } },
    { ...report, error: { ...fault, route: 'Patient/0001' } },
    { ...report, error: { ...fault, message: 'Dubois Marie' } },
  ])
    expect([bad, await tell(bad)]).toEqual([bad, 400]);
  // What has the form of a route and is none is blackened.
  expect(await tell({ ...report, error: { ...fault, incident: 'DBSMR-KXRTB', route: 'dubois/marie' } })).toBe(200);
  const answer = await list();
  expect(answer.bytes.toString('utf8')).not.toMatch(/dubois|marie/i);
  expect((await find(physician.enrolment.pc))?.report?.error).toMatchObject({ incident: 'DBSMR-KXRTB', route: null });
});

test('keeps the last fault while nothing new is wrong, and never one of the future [X16]', async () => {
  const late = { ...first, incident: 'FTRCL-CKFTR', at: '2099-01-01T00:00:00.000Z' };
  expect(await tell({ ...report, error: late })).toBe(200);
  expect(await tell({ ...report, error: null, record: null })).toBe(200);
  const line = await find(physician.enrolment.pc);
  expect(line?.report?.errors.map(({ incident }) => incident)).toEqual(['FTRCL-CKFTR', 'DBSMR-KXRTB', 'KXRTB-MPLQF']);
  expect([line?.report?.error?.incident, line?.report?.record]).toEqual(['FTRCL-CKFTR', null]);
  expect(Date.parse(line?.report?.error?.at ?? '')).toBeLessThanOrEqual(Date.now() + 60_000);
});

test('keeps the last five faults of a PC, and finds the PC by the number that a physician reads out on the telephone [X16]', async () => {
  const letters = ['KLMNP', 'BCDFG', 'HJKLM', 'NPQRS', 'TVWXZ', 'RSTVW'];
  await hospital.test.sql('delete from identity.pc_fault');
  const faults = letters.map((group, place) => ({
    ...first,
    at: new Date(Date.now() - (letters.length - place) * 60_000).toISOString(),
    incident: `${group}-RSTVW`,
  }));
  const [last] = faults.toReversed();
  // An app keeps five; what it tells again is no other fault, and what comes right after another report is kept too.
  for (const count of [3, 5, 5, 6])
    expect(
      (
        await physician.ask('POST', '/api/pc-report', {
          body: { ...report, error: last, errors: faults.slice(0, count).toReversed().slice(0, 5) },
        })
      ).status,
    ).toBe(200);
  const line = await find(physician.enrolment.pc);
  expect(line?.report?.errors.map(({ incident }) => incident)).toEqual(
    letters
      .slice(1)
      .toReversed()
      .map((group) => `${group}-RSTVW`),
  );
  expect(line?.report?.error).toEqual(line?.report?.errors[0]);
  for (const typed of ['TVWXZ-RSTVW', 'tvwxz rstvw', 'Tvwxzrstvw', 'tvwxz'])
    expect([typed, (await list('all', typed)).body.lines.map(({ id }) => id)]).toEqual([
      typed,
      [physician.enrolment.pc],
    ]);
  // The sixth is forgotten; a piece of a number, or one of nobody's, finds nothing.
  for (const typed of ['KLMNP-RSTVW', 'RSTVW-RSTVX', 'TVW', 'TVWXZ-RSTVW-BCDFG'])
    expect([typed, (await list('all', typed)).body.lines]).toEqual([typed, []]);
});

test('speaks for the PC of its own certificate alone, over a living session [X16] [R06]', async () => {
  const before = await find(helpdesk.enrolment.pc);
  expect(before?.report).toBeNull();
  expect(await tell({ ...report, pc: helpdesk.enrolment.pc })).toBe(400);
  const { status } = await physician.client.ask('POST', '/api/pc-report', { body: report });
  expect(status).toBe(401);
  expect((await hospital.system.ask('POST', '/api/pc-report', { body: report })).status).toBe(401);
});

test('sorts PCs into silent, ending, failing and revoked, and finds them by name [X16]', async () => {
  const pc = await hospital.enrolPc('colleague');
  const { pc: id } = pc.enrolment;
  await hospital.test.sql(
    "update identity.pc set name = 'ACCUEIL-2', enrolled_at = now() - interval '8 days' where id = $1",
    [id],
  );
  await hospital.test.sql("update identity.certificate set not_after = now() + interval '3 days' where pc = $1", [id]);
  const { total } = (await list()).body;
  expect([total.silent, total.ending, total.failing, total.revoked]).toEqual([1, 1, 1, 0]);
  for (const queue of ['silent', 'ending'] as const)
    expect((await list(queue)).body.lines.map(({ name }) => name)).toEqual(['ACCUEIL-2']);
  expect((await list('failing')).body.lines.map((line) => line.id)).toEqual([physician.enrolment.pc]);
  expect((await list('all', 'accueil')).body.lines.map((line) => line.id)).toEqual([id]);
  expect((await list('all', 'dr luc')).body.lines.map((line) => line.id)).toEqual([id]);
  expect((await list('all', '%')).body.lines).toEqual([]);
});

test('lets nothing that is poured into the helpdesk’s questions, the reports or the addresses into log, TLS log or trace [X16] [R08]', async () => {
  const poured = [...shaped.filter((_one, place) => place % 5 === 0), ...unshaped];
  const releases: readonly string[] = ['push', 'pause', 'withdraw'];
  for (const [place, one] of poured.entries()) {
    const address = encodeURIComponent(one);
    await list('all', one.slice(0, 80));
    await helpdesk.ask('POST', '/api/releases/pcs', { body: { search: one.slice(0, 80), only: 'all' } });
    await helpdesk.ask('POST', `/api/releases/${address}/${releases[place % 3]}`, { body: { ring: one } });
    await helpdesk.ask('POST', `/api/pcs/${address}/ring`, { body: { ring: one } });
    await helpdesk.ask('GET', `/api/${address}?name=${address}`);
    await physician.ask('POST', '/api/pc-report', {
      body: { ...report, error: { ...first, incident: one, route: one } },
    });
    await physician.client.ask('POST', '/api/update', { body: { version: one, counter: 0, kind: one } });
    await physician.client.ask('POST', '/api/update/outcome', {
      body: { counter: 1, end: 'failed', reason: one, at: one },
    });
  }
  const traced = await hospital.test.sql<{ body: string }>('select body::text as body from trace.entry');
  const [stranger] = poured;
  await expect(hospital.newClient('medical', {}).ask('GET', `/api/${stranger}`)).rejects.toThrow();
  await expect.poll(() => hospital.readTlsLog().length, { timeout: 5_000 }).toBeGreaterThan(0);
  const tls = hospital.readTlsLog().map((line) => JSON.stringify(line));
  const kept = [...traced.map(({ body }) => body), ...tls, ...hospital.logLines];
  expect(traced.length).toBeGreaterThan(poured.length);
  expect(kept.filter((line) => findIn(line, poured).length > 0)).toEqual([]);
});

test('revokes a PC with a reason, once: its live connections close within two seconds, and it waits to be told [X16] [R06]', async () => {
  const { pc: id, certificate } = physician.enrolment;
  const revoke = (reason: string, pc = id, by = helpdesk) =>
    by.ask<{ sessions: number; copies: number | null; code?: string }>('POST', `/api/pcs/${pc}/revocation`, {
      body: { reason },
    });
  const stream = physician.ask('GET', '/api/events').then(
    () => Date.now(),
    () => Date.now(),
  );
  await new Promise((resolve) => setTimeout(resolve, 200));
  for (const name of ['desk', 'colleague'] as const) {
    const other = await hospital.signIn(name);
    expect((await revoke('Un motif', id, other)).status).toBe(403);
    expect((await list('all', '', other)).status).toBe(403);
  }
  expect((await revoke('')).status).toBe(400);
  expect((await revoke('Un motif', helpdesk.enrolment.pc)).body.code).toBe('conflict');
  expect((await revoke('Un motif', testAccounts.desk.id)).status).toBe(404);

  const began = Date.now();
  const answer = await revoke('Volé dans la voiture, selon le médecin');
  expect([answer.status, answer.body.sessions]).toEqual([200, 1]);
  expect((await stream) - began).toBeLessThan(2_000);
  await expect(physician.ask('GET', '/api/links')).rejects.toThrow();
  expect((await revoke('Encore')).body.code).toBe('conflict');

  const line = await find(id, 'revoked');
  expect(line?.revocation).toMatchObject({
    by: 'Zoé Essai',
    reason: 'Volé dans la voiture, selon le médecin',
    sessions: 1,
    toldAt: null,
  });
  expect([line?.endsAt, line?.sessions]).toEqual([null, 0]);
  // The PC comes back, cannot shake hands, asks why, and destroys its copy.
  await hospital.openClient.ask('POST', '/api/statements', {
    body: { certificate: new X509Certificate(certificate).toString() },
  });
  expect((await find(id, 'revoked'))?.revocation?.toldAt).not.toBeNull();
  const traced = await hospital.test.sql(
    `select from trace.entry where body::jsonb ->> 'object' = $1 and body::jsonb ->> 'kind' = 'identity'`,
    [`pc/revoke#${id}`],
  );
  expect(traced).toHaveLength(1);
});
