import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HospitalFile } from '../../../contracts/hospital-file.ts';
import type { ConsentForm, TherapeuticLink } from '../../../contracts/link.ts';
import { today } from '../links/practice.ts';
import { type Contested, openContested } from './contested.ts';

let here: Contested;
const reason = 'Décidé après examen du formulaire';
beforeAll(async () => {
  here = await openContested();
}, 60_000);
afterAll(() => here.close());

it('closes what is open at once when a dispute about one link ends every access, and not when it ends that one [R15]', async () => {
  const { physician, hospital, director } = here;
  const person = physician.session.person.id;
  const [contested, other] = [await here.sign(physician), await here.sign(physician)];
  await here.set('link');
  const closings = async () =>
    hospital.test.sql(
      `select patient from push.outbox where person = $1 and type = 'access-closed' and id > $2 order by id`,
      [person, before],
    );
  const last = async () =>
    (await hospital.test.sql<{ id: string }>('select coalesce(max(id), 0) as id from push.outbox'))[0]?.id ?? '0';
  const [first, second] = [await here.open({ link: other.link }), await here.open({ link: contested.link })];
  const before = await last();
  expect(await here.deed(first, 'decision', { decision: 'end-link', reason })).toBe(200);
  expect(await closings()).toEqual([]);
  expect(await here.deed(second, 'decision', { decision: 'end-physician', reason })).toBe(200);
  expect(await closings()).toEqual([{ patient: null }]);
  await director.ask('POST', `/api/physicians/${person}/suspension`, { body: { suspended: false, reason } });
  await here.set('physician');
});

it('lets a physician produce the signed form that is claimed though its link was renewed since, and only while it is claimed [R14] [R15]', async () => {
  const { colleague } = here;
  const first = await here.sign(colleague);
  const referenceOf = async (link: string) =>
    (
      await here.hospital.test.sql<{ reference: string }>(
        'select f.reference from care.link l join care.consent_form f on f.id = l.form where l.id = $1',
        [link],
      )
    )[0]?.reference ?? '';
  const reference = await referenceOf(first.link);
  const renewal = await colleague.ask<TherapeuticLink>('POST', `/api/links/${first.link}/renewal`, {
    body: { careOnly: true },
  });
  const form = await colleague.ask<ConsentForm>('POST', `/api/links/${renewal.body.id}/consent`, { body: {} });
  const signed = await colleague.ask('POST', `/api/links/${renewal.body.id}/signature`, {
    body: { consentVersion: form.body.version, consentSha256: form.body.sha256, signedOn: today() },
  });
  expect(signed.status).toBe(200);
  const file = async () => (await here.file(colleague, reference)) as { status: number; body?: { code?: string } };
  expect((await file()).body?.code).toBe('link-ended');
  for (const scope of ['link', 'physician'] as const) {
    await here.set(scope);
    const id = await here.open({ link: first.link });
    expect([scope, (await file()).status]).toEqual([scope, 200]);
    expect((await here.detail(id)).scans).toHaveLength(1);
    const scan = await here.director.ask<HospitalFile>('POST', `/api/disputes/${id}/scan`);
    expect([scan.status, Buffer.from(scan.body.base64, 'base64').subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
    expect((await here.desk.ask('POST', `/api/disputes/${id}/scan`)).status).toBe(403);
    expect((await here.file(here.physician, reference)).status).toBe(404);
    expect(await here.deed(id, 'decision', { decision: 'reinstate', reason })).toBe(200);
    expect((await file()).body?.code).toBe('link-ended');
  }
});
