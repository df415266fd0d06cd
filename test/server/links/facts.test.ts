import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sender } from '../fhir/clinic.ts';
import { aNiss } from '../../builders/fhir.ts';
import { aMeeting, openPractice, type Practice, sha256 } from './practice.ts';

let practice: Practice;
let desk: Sender;
let director: Sender;

beforeAll(async () => {
  practice = await openPractice();
  [desk, director] = [await practice.staff('desk'), await practice.staff('director')];
});
afterAll(() => practice.close());

describe('the three facts', () => {
  it('close the record at once when the patient refuses all, and reopen it when that is taken back [R13] [R17]', async () => {
    const { physician, link, patient, typed } = await practice.signNew();
    expect(await practice.reads(physician, patient)).toBe(true);
    await practice.decide(desk, 'set_refusal', patient, true);
    expect(await practice.reads(physician, patient)).toBe(false);
    expect((await practice.list(physician)).map(({ id, state, readable }) => ({ id, state, readable }))).toEqual([
      { id: link, state: 'active', readable: false },
    ]);
    expect((await practice.propose(physician, typed)).json().code).toBe('link-not-possible');
    await practice.decide(desk, 'set_refusal', patient, false);
    expect(await practice.reads(physician, patient)).toBe(true);
    expect((await practice.outbox(physician.person)).slice(-2)).toEqual([
      { type: 'access-closed', patient },
      { type: 'links-changed', patient: null },
    ]);
  });

  it('close it for the excluded physician alone [R13] [R19]', async () => {
    const { physician, patient, typed } = await practice.signNew();
    const other = await practice.physician();
    await practice.sign(other, typed);
    await practice.decide(desk, 'set_exclusion', patient, physician.person, true);
    expect([await practice.reads(physician, patient), await practice.reads(other, patient)]).toEqual([false, true]);
    expect((await practice.outbox(physician.person)).at(-1)).toEqual({ type: 'access-closed', patient });
    expect((await practice.outbox(other.person)).some((row) => JSON.stringify(row).includes('access-closed'))).toBe(
      false,
    );
    await practice.decide(desk, 'set_exclusion', patient, physician.person, false);
    expect(await practice.reads(physician, patient)).toBe(true);
  });

  it('close every record of a suspended physician, who may neither propose nor sign [R13] [R15]', async () => {
    const { physician, patient, typed } = await practice.signNew();
    await practice.decide(director, 'set_suspension', physician.person, true);
    expect([
      await practice.reads(physician, patient),
      (await practice.list(physician))[0]?.readable,
      (await practice.propose(physician, typed)).json().code,
    ]).toEqual([false, false, 'account-suspended']);
    expect((await practice.outbox(physician.person)).at(-1)).toEqual({ type: 'access-closed', patient: null });
    await practice.decide(director, 'set_suspension', physician.person, false);
    expect(await practice.reads(physician, patient)).toBe(true);
  });

  it('stop a signature that was on its way [R13]', async () => {
    const { patient, typed } = aMeeting({ niss: aNiss('1955-03-12', 300), number: 'G300' });
    await practice.admit(patient);
    const physician = await practice.physician();
    const { id } = (await practice.propose(physician, typed)).json();
    const form = await practice.print(physician, id);
    await practice.decide(desk, 'set_refusal', patient.id, true);
    expect((await practice.confirm(physician, id, form)).json().code).toBe('link-not-possible');
    const json = { 'content-type': 'application/json' };
    expect((await practice.ask(physician, 'POST', `/api/links/${id}/consent`, {}, json)).json().code).toBe(
      'link-not-possible',
    );
    expect(await practice.db.sql('select from care.letter where link = $1', [id])).toEqual([]);
  });

  it('are set by those alone whose task it is, and keep who set and lifted them [R08] [R13]', async () => {
    const { physician, patient } = await practice.signNew();
    const helpdesk = await practice.staff('helpdesk');
    const tries: [Sender, string, unknown[]][] = [
      [physician, 'set_refusal', [patient, false]],
      [helpdesk, 'set_refusal', [patient, true]],
      [physician, 'set_exclusion', [patient, physician.person, false]],
      [helpdesk, 'set_exclusion', [patient, physician.person, true]],
      [physician, 'set_suspension', [physician.person, false]],
      [desk, 'set_suspension', [physician.person, true]],
      [helpdesk, 'set_suspension', [physician.person, true]],
    ];
    for (const [sender, name, values] of tries) {
      await expect(practice.decide(sender, name, ...values)).rejects.toMatchObject({ code: 'forbidden-for-role' });
    }
    await practice.decide(desk, 'set_refusal', patient, true);
    await practice.decide(desk, 'set_refusal', patient, true);
    await practice.decide(director, 'set_refusal', patient, false);
    expect(await practice.db.sql('select since_by, lifted_by from care.refusal where patient = $1', [patient])).toEqual(
      [{ since_by: desk.person, lifted_by: director.person }],
    );
  });
});

describe('the outbox', () => {
  it('tells a physician’s other PCs of each step of a link, and nobody else', async () => {
    const stranger = await practice.physician();
    const { physician, link } = await practice.signNew();
    const changed = { type: 'links-changed', patient: null };
    expect(await practice.outbox(physician.person)).toEqual([changed, changed, changed]);
    const reply = await practice.ask(
      physician,
      'POST',
      `/api/links/${link}/renewal`,
      { careOnly: true },
      {
        'content-type': 'application/json',
      },
    );
    await practice.ask(physician, 'DELETE', `/api/links/${reply.json().id}`);
    expect(await practice.outbox(physician.person)).toHaveLength(5);
    expect(await practice.outbox(stranger.person)).toEqual([]);
  });
});

describe('letters', () => {
  it('wait for the desk alone, are printed, then posted, in that order [R16]', async () => {
    const { physician, link } = await practice.signNew();
    const ask = (sender: Sender) =>
      practice.db.database.ask<{ id: string; state: string; said: object }>(
        'test-letters',
        'select * from api.list_letters($1, $2)',
        [sha256(sender.token ?? ''), sha256(sender.certificate)],
      );
    const [letter] = await practice.db.sql<{ id: string }>('select id from care.letter where link = $1', [link]);
    const id = letter?.id ?? '';
    const batch = randomUUID();
    expect((await ask(desk)).find((one) => one.id === id)).toMatchObject({
      state: 'queued',
      said: { kind: 'created', family: 'Essai', physician: 'Dr Essai' },
    });
    await expect(ask(physician)).rejects.toMatchObject({ code: 'forbidden-for-role' });
    await expect(practice.decide(desk, 'post_letters', [id], null)).rejects.toMatchObject({ code: 'conflict' });
    await expect(practice.decide(physician, 'print_letters', batch, [id], [0])).rejects.toMatchObject({
      code: 'forbidden-for-role',
    });
    await practice.decide(desk, 'print_letters', batch, [id], [0]);
    await practice.decide(desk, 'post_letters', [id], null);
    expect((await ask(desk)).find((one) => one.id === id)).toMatchObject({ state: 'posted' });
    expect(await practice.db.sql('select state, posted_by from care.letter where id = $1', [id])).toEqual([
      { state: 'posted', posted_by: desk.person },
    ]);
  });
});
