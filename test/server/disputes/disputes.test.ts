import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { HospitalFile } from '../../../contracts/hospital-file.ts';
import { readPdf } from '../documents/read-pdf.ts';
import { today } from '../links/practice.ts';
import type { SignedIn } from '../support/test-hospital.ts';
import { type Contested, openContested } from './contested.ts';
import { listDirectorsQuestions } from './directors-questions.ts';

let here: Contested;
const reason = 'Décidé après examen du formulaire';
beforeAll(async () => {
  here = await openContested();
}, 60_000);
afterAll(() => here.close());
afterEach(async () => {
  for (const { id, closedAt } of (await here.list()).disputes)
    if (closedAt === null) await here.deed(id, 'decision', { decision: 'reinstate', reason });
  await here.director.ask('POST', `/api/physicians/${here.physician.session.person.id}/suspension`, {
    body: { suspended: false, reason },
  });
  await here.set('physician');
});

describe('a dispute', () => {
  it('suspends the physician at once by default, and gives everything back as it was [R15]', async () => {
    const { physician, colleague } = here;
    const [contested, other, theirs] = [
      await here.sign(physician),
      await here.sign(physician),
      await here.sign(colleague),
    ];
    const before = [await here.linkState(contested.link), await here.linkState(other.link)];
    const id = await here.open({ link: contested.link });
    expect([
      await here.reads(physician, contested.patient),
      await here.reads(physician, other.patient),
      await here.reads(colleague, theirs.patient),
    ]).toEqual([false, false, true]);
    const { dispute, events, activeLinks } = await here.detail(id);
    expect(dispute).toMatchObject({ state: 'opened', scope: 'physician', overdue: false, delayDays: 15 });
    expect(activeLinks).toBeGreaterThanOrEqual(2);
    expect(events).toMatchObject([{ deed: 'opened', by: 'Dr Anne Essai', note: 'La patiente conteste sa signature' }]);
    expect(await here.deed(id, 'decision', { decision: 'reinstate', reason })).toBe(200);
    expect([await here.reads(physician, contested.patient), await here.reads(physician, other.patient)]).toEqual([
      true,
      true,
    ]);
    expect([await here.linkState(contested.link), await here.linkState(other.link)]).toEqual(before);
  });

  it('closes this link alone where the hospital has set it so, and nothing may be signed for it meanwhile [R13] [R15]', async () => {
    const { physician, hospital } = here;
    const [contested, other] = [await here.sign(physician), await here.sign(physician)];
    await here.set('link', 20);
    const id = await here.open({ link: contested.link });
    expect([await here.reads(physician, contested.patient), await here.reads(physician, other.patient)]).toEqual([
      false,
      true,
    ]);
    const renewal = await physician.ask<{ code: string }>('POST', `/api/links/${contested.link}/renewal`, {
      body: { careOnly: true },
    });
    expect([renewal.status, renewal.body.code]).toEqual([403, 'link-not-possible']);
    expect((await here.detail(id)).dispute).toMatchObject({ scope: 'link', delayDays: 20 });
    expect(
      await hospital.test.sql(`select type, patient from push.outbox where person = $1 order by id desc limit 1`, [
        physician.session.person.id,
      ]),
    ).toEqual([{ type: 'access-closed', patient: contested.patient }]);
    expect(await here.deed(id, 'widening', { reason })).toBe(200);
    expect(await here.reads(physician, other.patient)).toBe(false);
    expect(await here.deed(id, 'decision', { decision: 'reinstate', reason })).toBe(200);
    expect([await here.reads(physician, contested.patient), await here.reads(physician, other.patient)]).toEqual([
      true,
      true,
    ]);
  });

  it('may be opened by the desk about a link, closes that link alone whatever the setting, and is decided by the Director alone [R08] [R15]', async () => {
    const { physician, desk } = here;
    const [contested, other] = [await here.sign(physician), await here.sign(physician)];
    const id = await here.open({ link: contested.link }, desk);
    expect([await here.reads(physician, contested.patient), await here.reads(physician, other.patient)]).toEqual([
      false,
      true,
    ]);
    const whole = await desk.ask<{ code: string }>('POST', '/api/disputes', {
      body: { link: null, person: physician.session.person.id, reason },
    });
    expect([whole.status, whole.body.code]).toEqual([403, 'forbidden-for-role']);
    expect(await here.deed(id, 'decision', { decision: 'reinstate', reason }, desk)).toBe(403);
    expect(await here.deed(id, 'widening', { reason }, desk)).toBe(403);
    expect((await here.detail(id)).events).toMatchObject([{ deed: 'opened', by: 'Paul Essai' }]);
  });

  it('claims the form by a letter that names the patient by initials, and shows what is overdue without deciding [R14] [R15]', async () => {
    const { physician, director, hospital } = here;
    const contested = await here.sign(physician);
    const id = await here.open({ link: contested.link });
    expect(await here.deed(id, 'sending', { sentOn: today() })).toBe(409);
    const printed = await director.ask<HospitalFile>('POST', `/api/disputes/${id}/letter`, { body: {} });
    expect([printed.status, printed.body.type]).toEqual([200, 'application/pdf']);
    const pdf = await readPdf(Buffer.from(printed.body.base64, 'base64'));
    const { dispute } = await here.detail(id);
    expect([pdf.xmp, pdf.language, pdf.pages, pdf.fontsMissing]).toEqual([
      { part: '2', conformance: 'B' },
      'fr-BE',
      1,
      [],
    ]);
    for (const part of [
      dispute.link?.formReference ?? 'none',
      'M. E.',
      '12 mars 1955',
      '15 jours',
      'Dr Claire Essai',
      'Votre accès à tous les dossiers de l’hôpital est suspendu',
    ])
      expect(pdf.text.replaceAll('\n', ' ')).toContain(part);
    for (const part of ['Marie', '550312', '55.03.12']) expect(pdf.text).not.toContain(part);
    expect(await here.deed(id, 'sending', { sentOn: '2099-01-01' })).toBe(400);
    expect(await here.deed(id, 'sending', { sentOn: today() })).toBe(200);
    expect(await here.deed(id, 'sending', { sentOn: today() })).toBe(200);
    expect((await here.detail(id)).dispute).toMatchObject({ state: 'claimed', overdue: false, claimedOn: today() });
    await hospital.test.sql(
      `do $$ begin set local session_replication_role = replica;
         update care.dispute set claimed_on = claimed_on - 30, due_on = due_on - 30 where id = '${id}'; end $$`,
    );
    expect((await here.list()).disputes.find((one) => one.id === id)).toMatchObject({
      state: 'claimed',
      overdue: true,
    });
    expect(await here.reads(physician, contested.patient)).toBe(false);
    expect(await here.deed(id, 'form', { receivedOn: today() })).toBe(200);
    expect(await here.deed(id, 'form', { receivedOn: today() })).toBe(200);
    const after = await here.detail(id);
    expect(after.dispute).toMatchObject({ state: 'received', overdue: false, receivedOn: today() });
    expect(after.events.map(({ deed }) => deed)).toEqual(['opened', 'letter-printed', 'claimed', 'received']);
    expect(await here.reads(physician, contested.patient)).toBe(false);
  });

  it('lets a suspended physician file the scan that is claimed, and shows it to the Director [R14] [R15]', async () => {
    const { physician } = here;
    const contested = await here.sign(physician);
    const id = await here.open({ link: contested.link });
    const reference = (await here.detail(id)).dispute.link?.formReference ?? '';
    expect((await here.file(physician, reference)).status).toBe(200);
    expect((await here.detail(id)).scans).toMatchObject([{ pages: 1 }]);
    expect(await here.reads(physician, contested.patient)).toBe(false);
    const other = await here.file(here.colleague, reference);
    expect(other.status).toBe(404);
  });

  it('is opened at the counter by patient and physician, about the signature that counts [R15]', async () => {
    const { physician, desk, helpdesk, colleague } = here;
    const { link, patient } = await here.sign(physician);
    const contest = (who: SignedIn, person = physician.session.person.id) =>
      who.ask<{ id: string; code: string }>('POST', `/api/patients/${patient}/contest`, { body: { person, reason } });
    for (const who of [physician, helpdesk]) expect((await contest(who)).status).toBe(403);
    expect((await contest(desk, colleague.session.person.id)).status).toBe(404);
    const { status, body } = await contest(desk);
    expect(status).toBe(200);
    expect((await here.detail(body.id)).dispute).toMatchObject({ scope: 'link', state: 'opened', link: { id: link } });
    expect(await here.reads(physician, patient)).toBe(false);
    expect((await contest(desk)).status).toBe(409);
  });

  it('ends this access alone, or every link with the account still suspended, and can be decided once [R15]', async () => {
    const { physician } = here;
    const [contested, other] = [await here.sign(physician), await here.sign(physician)];
    const first = await here.open({ link: contested.link });
    const decide = () => here.deed(first, 'decision', { decision: 'end-link', reason });
    expect((await Promise.all([decide(), decide()])).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(await here.linkState(contested.link)).toMatchObject({ state: 'ended', end_reason: 'disputed' });
    expect(await here.reads(physician, other.patient)).toBe(true);
    const second = await here.open({ person: physician.session.person.id });
    expect(await here.deed(second, 'decision', { decision: 'end-link', reason })).toBe(400);
    expect(await here.deed(second, 'decision', { decision: 'end-physician', reason })).toBe(200);
    expect(await here.linkState(other.link)).toMatchObject({ state: 'ended', end_reason: 'disputed' });
    const third = await here.sign(here.colleague);
    expect(await here.reads(here.colleague, third.patient)).toBe(true);
    const refused = await physician.ask<{ code: string }>('POST', `/api/links/${other.link}/renewal`, {
      body: { careOnly: true },
    });
    expect(refused.body.code).toBe('account-suspended');
  });

  it('leaves in force every other ground: an older suspension, a second dispute, what the patient decided meanwhile [R13] [R15]', async () => {
    const { physician, hospital, director, desk } = here;
    const [one, two, three] = [await here.sign(physician), await here.sign(physician), await here.sign(physician)];
    const suspend = (suspended: boolean) =>
      director.ask('POST', `/api/physicians/${physician.session.person.id}/suspension`, {
        body: { suspended, reason },
      });
    expect((await suspend(true)).status).toBe(200);
    const [first, second] = [await here.open({ link: one.link }), await here.open({ link: two.link })];
    await hospital.test.sql('insert into care.refusal (patient, since_by) values ($1, $2)', [
      three.patient,
      desk.session.person.id,
    ]);
    const readable = async () => Promise.all([one, two, three].map(({ patient }) => here.reads(physician, patient)));
    expect(await here.deed(first, 'decision', { decision: 'reinstate', reason })).toBe(200);
    expect(await readable()).toEqual([false, false, false]);
    expect((await suspend(false)).status).toBe(200);
    expect(await readable()).toEqual([false, false, false]);
    expect(await here.deed(second, 'decision', { decision: 'reinstate', reason })).toBe(200);
    expect(await readable()).toEqual([true, true, false]);
  });

  it('closes whatever is asked at the same moment by the desk, the physician and the Director [R13] [R15]', async () => {
    const { physician, director, desk, helpdesk } = here;
    const person = physician.session.person.id;
    for (let round = 0; round < 3; round += 1) {
      const { link, patient } = await here.sign(physician);
      const post = (who: SignedIn, path: string, body: object) => who.ask('POST', path, { body });
      const replies = await Promise.all([
        post(director, '/api/disputes', { link, person: null, reason }),
        post(desk, `/api/patients/${patient}/contest`, { person, reason }),
        post(physician, `/api/links/${link}/renewal`, { careOnly: true }),
        post(director, `/api/physicians/${person}/suspension`, { suspended: true, reason }),
        post(physician, `/api/links/${link}/renewal`, { careOnly: true }),
        post(director, `/api/physicians/${person}/suspension`, { suspended: false, reason }),
        post(helpdesk, '/api/disputes', { link, person: null, reason }),
      ]);
      const [byDirector, byDesk] = replies.map(({ status }) => status);
      expect([byDirector, byDesk].toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual([200, 409]);
      expect(replies.every(({ status }) => status < 500)).toBe(true);
      expect(replies.at(-1)?.status).toBe(403);
      const open = (await here.list()).disputes.filter((one) => one.link?.id === link && one.closedAt === null);
      expect(open).toHaveLength(1);
      expect(await here.reads(physician, patient)).toBe(false);
      await here.deed(open[0]?.id ?? '', 'decision', { decision: 'reinstate', reason });
      await post(director, `/api/physicians/${person}/suspension`, { suspended: false, reason });
      expect(await here.reads(physician, patient)).toBe(true);
    }
  });

  it('is one at a time about a link, about a signed link, and for those alone whose task it is [R08] [R15]', async () => {
    const { physician, desk, helpdesk, director, colleague, hospital } = here;
    const { link, patient } = await here.sign(physician);
    const open = (who: SignedIn, body: object) => who.ask<{ code: string }>('POST', '/api/disputes', { body });
    const both = await Promise.all([1, 2].map(() => open(director, { link, person: null, reason })));
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const id = (await here.list()).disputes.find((one) => one.link?.id === link)?.id ?? '';
    for (const body of [
      { link: null, person: null, reason },
      { link, person: physician.session.person.id, reason },
      { link, person: null, reason: '  ' },
      { link: 'x', person: null, reason },
      { link, reason },
    ])
      expect((await open(director, body)).status).toBe(400);
    for (const body of [
      { link: randomUUID(), person: null, reason },
      { link: null, person: desk.session.person.id, reason },
    ])
      expect((await open(director, body)).status).toBe(404);
    for (const who of [physician, colleague, desk, helpdesk])
      for (const [method, path, body] of listDirectorsQuestions(id, physician.session.person.id)) {
        const reply = await who.ask<{ code: string }>(method, path, body === undefined ? {} : { body });
        expect([path, reply.status, reply.body.code]).toEqual([path, 403, 'forbidden-for-role']);
      }
    for (const who of [physician, helpdesk]) expect((await open(who, { link, person: null, reason })).status).toBe(403);
    expect(await here.reads(physician, patient)).toBe(false);
    expect(await here.deed(randomUUID(), 'decision', { decision: 'reinstate', reason })).toBe(404);
    const kept = JSON.stringify(await hospital.test.sql(`select body from trace.entry where body like '%dispute/%'`));
    for (const part of ['dispute/open#', 'dispute/end-link#', 'dispute/set#link-20']) expect(kept).toContain(part);
    for (const part of ['conteste', 'Essai', 'examen']) expect(kept + hospital.logLines.join('')).not.toContain(part);
  });
});

describe('the Director’s physicians', () => {
  it('are found by name and by number, with state, links, last look and PCs [R15] [R20]', async () => {
    const { physician, director } = here;
    const signed = await here.sign(physician);
    await here.reads(physician, signed.patient);
    const search = async (query: string) =>
      (
        await director.ask<{ total: number; physicians: { name: string; state: string; lastLook: string | null }[] }>(
          'POST',
          '/api/physicians',
          { body: { query } },
        )
      ).body;
    expect((await search('claire')).physicians).toMatchObject([
      { name: 'Dr Claire Essai', state: 'active', pcs: 1, sessions: 1, openDisputes: 0 },
    ]);
    expect((await search('1.9990.00.1')).physicians.map(({ name }) => name)).toEqual(['Dr Claire Essai']);
    expect((await search('')).total).toBe(2);
    expect((await search('personne')).physicians).toEqual([]);
    expect((await search('claire')).physicians[0]?.lastLook).not.toBeNull();
    const detail = await director.ask('GET', `/api/physicians/${physician.session.person.id}`);
    expect(detail.body).toMatchObject({
      links: expect.arrayContaining([expect.objectContaining({ id: signed.link, state: 'active' })]),
      suspensions: expect.arrayContaining([expect.objectContaining({ by: 'Dr Anne Essai', liftReason: reason })]),
    });
  });
});
