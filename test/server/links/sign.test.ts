import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConsentForm, TherapeuticLink } from '../../../contracts/link.ts';
import { aNiss } from '../../builders/fhir.ts';
import type { Sender } from '../fhir/clinic.ts';
import { aMeeting, openPractice, type Practice, today } from './practice.ts';

let practice: Practice;
let counter = 100;
const json = { 'content-type': 'application/json' };

beforeAll(async () => {
  practice = await openPractice();
});
afterAll(() => practice.close());

/** A new physician and a new patient, proposed. */
async function propose(): Promise<{
  physician: Sender;
  link: TherapeuticLink;
  patient: string;
  typed: ReturnType<typeof aMeeting>['typed'];
}> {
  counter += 2;
  const { patient, typed } = aMeeting({ niss: aNiss('1955-03-12', counter), number: `S${counter}` });
  await practice.admit(patient);
  const physician = await practice.physician();
  const reply = await practice.propose(physician, typed);
  expect(reply.status).toBe(200);
  return { physician, link: reply.json(), patient: patient.id, typed };
}

/** The last day of a link: the day before the same date, or the month's last when there is no such date. */
function inMonths(months: number, from = today()): string {
  const [year = 0, month = 0, day = 0] = from.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day - 1, last))).toISOString().slice(0, 10);
}

async function letters(link: string): Promise<object[]> {
  return practice.db.sql('select kind, state from care.letter where link = $1', [link]);
}

describe('signing', () => {
  it('opens the record only once the signature of the printed form is confirmed, for twelve months [R11] [R13]', async () => {
    const { physician, link, patient } = await propose();
    const steps: unknown[] = [[link.state, await practice.reads(physician, patient)]];
    const form = await practice.print(physician, link.id);
    const [printed] = await practice.list(physician);
    steps.push([printed?.state, printed?.readable, await practice.reads(physician, patient)]);
    const active = (await practice.confirm(physician, link.id, form)).json();
    steps.push([active.state, active.readable, active.validUntil, await practice.reads(physician, patient)]);
    expect(steps).toEqual([
      ['draft', false],
      ['printed', false, false],
      ['active', true, inMonths(12), true],
    ]);
    expect(await practice.list(physician)).toEqual([active]);
  });

  it('keeps which text was signed and the hash of its PDF, and prints that very form again [R12] [R14]', async () => {
    const { physician, link } = await propose();
    const form = await practice.print(physician, link.id);
    await practice.confirm(physician, link.id, form);
    expect(
      await practice.db.sql(
        `select l.consent_version as version, encode(f.sha256, 'hex') as sha256, l.signed_on::text as signed
         from care.link l join care.consent_form f on f.id = l.form where l.id = $1`,
        [link.id],
      ),
    ).toEqual([{ version: form.version, sha256: form.sha256, signed: today() }]);
    expect(await practice.print(physician, link.id)).toEqual(form);
    expect(practice.deps.blobs).toBeDefined();
    expect((await practice.deps.blobs.read(form.sha256)).toString('base64')).toBe(form.pdfBase64);
  });

  it('queues the letter to the patient in the transaction that makes the link active [R16]', async () => {
    const { physician, link } = await propose();
    const form = await practice.print(physician, link.id);
    expect(await letters(link.id)).toEqual([]);
    await practice.confirm(physician, link.id, form);
    expect(await letters(link.id)).toEqual([{ kind: 'created', state: 'queued' }]);
    const [same] = await practice.db.sql(
      'select l.xmin = t.xmin as one from care.link l join care.letter t on t.link = l.id where l.id = $1',
      [link.id],
    );
    expect(same).toEqual({ one: true });
  });

  it('leaves neither when the letter cannot be written [R16]', async () => {
    const { physician, link, patient } = await propose();
    const form = await practice.print(physician, link.id);
    await practice.db.sql(`alter table care.letter add constraint no_paper check (link <> '${link.id}')`);
    const failed = await practice.confirm(physician, link.id, form);
    await practice.db.sql('alter table care.letter drop constraint no_paper');
    expect([
      failed.status,
      (await practice.list(physician))[0]?.state,
      await practice.reads(physician, patient),
    ]).toEqual([500, 'printed', false]);
    expect((await practice.confirm(physician, link.id, form)).status).toBe(200);
  });

  it('refuses a form that is not the one printed last, a draft, and days that cannot be [R13] [R14]', async () => {
    const { physician, link } = await propose();
    const invented: ConsentForm = { version: link.consentVersion, sha256: 'a'.repeat(64), pdfBase64: '' };
    const codes: unknown[] = [(await practice.confirm(physician, link.id, invented)).json().code];
    const first = await practice.print(physician, link.id);
    const second = await practice.print(physician, link.id);
    expect(second.sha256).not.toBe(first.sha256);
    for (const [form, day] of [
      [first, today()],
      [{ ...second, version: 'fr-1999-01' }, today()],
      [second, inMonths(1)],
      [second, inMonths(-1)],
      [second, '2026-02-30'],
    ] as const) {
      codes.push((await practice.confirm(physician, link.id, form, day)).json().code);
    }
    expect(codes).toEqual([
      'link-state-conflict',
      'conflict',
      'conflict',
      'input-invalid',
      'input-invalid',
      'input-invalid',
    ]);
    expect((await practice.confirm(physician, link.id, second)).status).toBe(200);
  });

  it('answers the same when a confirmation is sent again after a lost answer, with one letter [R16]', async () => {
    const { physician, link } = await propose();
    const form = await practice.print(physician, link.id);
    const [one, two] = await Promise.all([
      practice.confirm(physician, link.id, form),
      practice.confirm(physician, link.id, form),
    ]);
    const again = await practice.confirm(physician, link.id, form);
    expect([two.json(), again.json()]).toEqual([one.json(), one.json()]);
    expect(await letters(link.id)).toHaveLength(1);
  });

  it('lets nobody print, sign, renew or give up another physician’s link [R08]', async () => {
    const { physician, link } = await propose();
    const form = await practice.print(physician, link.id);
    const stranger = await practice.physician();
    const codes = [
      (await practice.confirm(stranger, link.id, form)).json().code,
      (await practice.ask(stranger, 'POST', `/api/links/${link.id}/consent`, {}, json)).json().code,
      (await practice.ask(stranger, 'POST', `/api/links/${link.id}/renewal`, { careOnly: true }, json)).json().code,
      (await practice.ask(stranger, 'DELETE', `/api/links/${link.id}`)).json().code,
    ];
    expect(codes).toEqual(['not-found', 'not-found', 'not-found', 'not-found']);
    expect(await practice.list(stranger)).toEqual([]);
  });

  it('prints a blank form with the physician’s name alone, bound to no link [R12]', async () => {
    const physician = await practice.physician();
    const reply = await practice.ask(physician, 'GET', '/api/consent-form');
    const form = reply.json() as unknown as ConsentForm;
    expect(Buffer.from(form.pdfBase64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
    expect(
      await practice.db.sql('select from care.consent_form where sha256 = $1', [Buffer.from(form.sha256, 'hex')]),
    ).toEqual([]);
  });

  it('traces printing and signing with the patient [R21]', async () => {
    const { physician, link, patient } = await propose();
    const before = practice.traced.length;
    await practice.confirm(physician, link.id, await practice.print(physician, link.id));
    expect(
      practice.traced
        .slice(before)
        .map(({ kind, patient: whom, object, outcome }) => ({ kind, whom, object, outcome })),
    ).toEqual([
      { kind: 'link', whom: patient, object: `link/consent#${link.id}`, outcome: 'ok' },
      { kind: 'link', whom: patient, object: `link/confirm-signature#${link.id}`, outcome: 'ok' },
    ]);
  });
});

describe('renewing', () => {
  it('makes a successor that takes over only when signed; the running link reads until then [R11]', async () => {
    const { physician, link, patient, typed } = await propose();
    await practice.confirm(physician, link.id, await practice.print(physician, link.id));
    const reply = await practice.ask(physician, 'POST', `/api/links/${link.id}/renewal`, { careOnly: true }, json);
    const successor = reply.json();
    expect([successor.state, successor.readable, successor.id === link.id]).toEqual(['draft', false, false]);
    const again = await practice.ask(physician, 'POST', `/api/links/${link.id}/renewal`, { careOnly: true }, json);
    expect(again.json()).toEqual(successor);
    expect((await practice.propose(physician, typed)).json().id).toBe(link.id);
    expect((await practice.list(physician)).map(({ state }) => state).sort()).toEqual(['active', 'draft']);
    const form = await practice.print(physician, successor.id);
    expect(await practice.reads(physician, patient)).toBe(true);
    const renewed = (await practice.confirm(physician, successor.id, form)).json();
    expect(await practice.list(physician)).toEqual([renewed]);
    expect([renewed.state, renewed.readable, renewed.validUntil]).toEqual(['active', true, inMonths(12)]);
    expect(await practice.db.sql('select state, end_reason from care.link where id = $1', [link.id])).toEqual([
      { state: 'ended', end_reason: 'replaced' },
    ]);
    expect(await letters(successor.id)).toEqual([{ kind: 'renewed', state: 'queued' }]);
  });

  it('sends no letter for a renewal where the hospital has set so, and always for a first link [R16]', async () => {
    await practice.db.sql('update care.setting set letter_on_renewal = false');
    const { physician, link } = await propose();
    await practice.confirm(physician, link.id, await practice.print(physician, link.id));
    const reply = await practice.ask(physician, 'POST', `/api/links/${link.id}/renewal`, { careOnly: true }, json);
    const { id } = reply.json();
    await practice.confirm(physician, id, await practice.print(physician, id));
    await practice.db.sql('update care.setting set letter_on_renewal = true');
    expect([await letters(link.id), await letters(id)]).toEqual([[{ kind: 'created', state: 'queued' }], []]);
  });

  it('declares the purpose again, and renews neither a draft nor an ended link [R20]', async () => {
    const { physician, link } = await propose();
    const renew = (body: object) => practice.ask(physician, 'POST', `/api/links/${link.id}/renewal`, body, json);
    const codes = [(await renew({ careOnly: true })).json().code, (await renew({})).json().code];
    await practice.ask(physician, 'DELETE', `/api/links/${link.id}`);
    codes.push((await renew({ careOnly: true })).json().code);
    expect(codes).toEqual(['link-state-conflict', 'input-invalid', 'link-ended']);
  });

  it('renews an expired link with the patient present, and the old one never reads again [R11]', async () => {
    const { physician, link, patient } = await propose();
    await practice.confirm(physician, link.id, await practice.print(physician, link.id));
    await expire(link.id);
    expect((await practice.list(physician)).map(({ state, readable }) => ({ state, readable }))).toEqual([
      { state: 'expired', readable: false },
    ]);
    const reply = await practice.ask(physician, 'POST', `/api/links/${link.id}/renewal`, { careOnly: true }, json);
    const { id } = reply.json();
    expect(await practice.reads(physician, patient)).toBe(false);
    await practice.confirm(physician, id, await practice.print(physician, id));
    expect(await practice.reads(physician, patient)).toBe(true);
    expect((await practice.list(physician)).map((one) => one.id)).toEqual([id]);
  });
});

describe('giving up', () => {
  it('ends a link that was never signed, and frees the place for a new one [R13]', async () => {
    const { physician, link, typed } = await propose();
    const form = await practice.print(physician, link.id);
    expect((await practice.ask(physician, 'DELETE', `/api/links/${link.id}`)).json()).toEqual({});
    expect(await practice.list(physician)).toEqual([]);
    expect((await practice.confirm(physician, link.id, form)).json().code).toBe('link-ended');
    expect((await practice.propose(physician, typed)).json().id).not.toBe(link.id);
  });

  it('never ends an active link that way [R13]', async () => {
    const { physician, link, patient } = await propose();
    await practice.confirm(physician, link.id, await practice.print(physician, link.id));
    expect((await practice.ask(physician, 'DELETE', `/api/links/${link.id}`)).json().code).toBe('link-state-conflict');
    expect(await practice.reads(physician, patient)).toBe(true);
  });
});

/** Past the guard, which forbids every change of a signed link: lets its time be over. */
async function expire(link: string): Promise<void> {
  await practice.db.sql(
    `do $$ begin set local session_replication_role = replica;
       update care.link set ends_at = now() - interval '1 second' where id = '${link}'; end $$`,
  );
}
