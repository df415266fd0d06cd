import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aNiss } from '../../builders/fhir.ts';
import type { Sender } from '../fhir/clinic.ts';
import { aMeeting, openPractice, type Practice } from './practice.ts';

let practice: Practice;
let desk: Sender;
const marie = aMeeting({
  niss: aNiss('1955-03-12', 214),
  number: 'P1',
  name: [{ use: 'official', family: 'Van der Meeren', given: ['Marie-Hélène', 'Louise'] }],
  birthDate: '1955-03-12',
});
const refusing = aMeeting({ niss: aNiss('1961-07-02', 216), number: 'P2', birthDate: '1961-07-02' });
const excluding = aMeeting({ niss: aNiss('1972-11-30', 218), number: 'P3', birthDate: '1972-11-30' });
const unknown = aMeeting({ niss: aNiss('1980-01-05', 220), number: 'P4', birthDate: '1980-01-05' });

beforeAll(async () => {
  practice = await openPractice();
  desk = await practice.staff('desk');
  await practice.admit(marie.patient, refusing.patient, excluding.patient);
  await practice.decide(desk, 'set_refusal', refusing.patient.id, true);
});
afterAll(() => practice.close());

describe('proposing a link', () => {
  it('makes a draft that reads nothing, from number, name and birth date [R09] [R10] [R13]', async () => {
    const physician = await practice.physician();
    const reply = await practice.propose(physician, marie.typed);
    const { id, createdAt } = reply.json();
    expect(Date.now() - Date.parse(createdAt)).toBeLessThan(60_000);
    expect([reply.status, reply.json()]).toEqual([
      200,
      {
        id,
        patient: {
          id: marie.patient.id,
          family: 'Van der Meeren',
          given: 'Marie-Hélène Louise',
          birthDate: '1955-03-12',
          sex: 'female',
        },
        state: 'draft',
        readable: false,
        createdAt,
        validUntil: null,
        consentVersion: 'fr-2026-11',
      },
    ]);
    expect(await practice.reads(physician, marie.patient.id)).toBe(false);
    expect(await practice.list(physician)).toEqual([reply.json()]);
  });

  it('forgives accents, case, particles, and one of several given names [R10]', async () => {
    const physician = await practice.physician();
    const spellings = [
      { family: 'VANDERMEEREN', given: 'marie helene' },
      { family: 'Meeren', given: 'Louise' },
      { family: 'van der Meeren', given: 'Marie-Hélène L.' },
    ];
    const links: unknown[][] = [];
    for (const spelling of spellings) {
      const reply = await practice.propose(physician, { ...marie.typed, ...spelling });
      links.push([reply.status, reply.json().id]);
    }
    expect(links).toEqual(links.map(() => [200, links[0]?.[1]]));
  });

  it('answers unknown, refusing, excluding and mismatched persons alike, by the byte [R10] [R17] [R19]', async () => {
    const physician = await practice.physician();
    await practice.decide(desk, 'set_exclusion', excluding.patient.id, physician.person, true);
    const answers: unknown[] = [];
    for (const typed of [
      unknown.typed,
      refusing.typed,
      excluding.typed,
      { ...marie.typed, family: 'Dubois' },
      { ...marie.typed, given: 'Anne' },
      { ...marie.typed, birthDate: '1955-03-13' },
    ]) {
      const reply = await practice.propose(physician, typed);
      const { incident, ...rest } = reply.json();
      expect(incident).toMatch(/^[0-9a-f-]{36}$/);
      const { date: _date, 'x-request-id': _id, ...headers } = reply.headers;
      answers.push({ status: reply.status, headers, rest });
    }
    expect(answers[0]).toMatchObject({ status: 403, rest: { code: 'link-not-possible' } });
    expect(answers).toEqual(answers.map(() => answers[0]));
  });

  it('refuses a wrong number and one that is never issued before anything is looked up [R10]', async () => {
    const physician = await practice.physician();
    const codes = [];
    for (const niss of ['93051822362', aNiss('1985-07-30', 0), aNiss('1985-07-30', 999)]) {
      codes.push((await practice.propose(physician, { ...marie.typed, niss })).json().code);
    }
    expect(codes).toEqual(['niss-invalid', 'niss-not-issued', 'niss-not-issued']);
    const [attempts] = await practice.db.sql('select count(*)::int as n from care.attempt where person = $1', [
      physician.person,
    ]);
    expect(attempts).toEqual({ n: 0 });
  });

  it('refuses a proposal that does not declare care as its purpose, and keeps the declaration [R20]', async () => {
    const physician = await practice.physician();
    const json = { 'content-type': 'application/json' };
    const undeclared = await practice.ask(physician, 'POST', '/api/links', { ...marie.typed, careOnly: false }, json);
    const missing = await practice.ask(physician, 'POST', '/api/links', marie.typed, json);
    expect([undeclared.status, missing.status]).toEqual([400, 400]);
    // The route's schema stops it first; the database refuses it on its own.
    const hash = Buffer.alloc(32);
    const past = practice.decide(physician, 'propose_link', hash, ['x'], ['x'], ['1955'], false, 'version');
    await expect(past).rejects.toMatchObject({ code: 'purpose-not-declared' });
    await practice.propose(physician, marie.typed);
    expect(await practice.db.sql('select care_only from care.link where person = $1', [physician.person])).toEqual([
      { care_only: true },
    ]);
  });

  it('makes no link with a person whom the hospital holds twice under one number [R10]', async () => {
    const physician = await practice.physician();
    const niss = aNiss('1944-02-29', 330);
    const twice = aMeeting({ niss, number: 'P8', birthDate: '1944-02-29' });
    await practice.admit(twice.patient);
    expect((await practice.propose(physician, twice.typed)).status).toBe(200);
    await practice.db.sql(
      `insert into care.patient select gen_random_uuid(), niss_hash, niss_cipher, family, given, birth, sex, address, family_keys,
         given_keys, birth_keys from care.patient where id = $1`,
      [twice.patient.id],
    );
    expect((await practice.propose(await practice.physician(), twice.typed)).json().code).toBe('link-not-possible');
  });

  it('stops a physician after ten mismatches in an hour, nobody else, and not for ever [R10]', async () => {
    const [guessing, other] = [await practice.physician(), await practice.physician()];
    const wrong = { ...marie.typed, family: 'Dubois' };
    const codes: string[] = [];
    for (let attempt = 0; attempt < 10; attempt += 1) codes.push((await practice.propose(guessing, wrong)).json().code);
    expect(new Set(codes)).toEqual(new Set(['link-not-possible']));
    const stopped = await practice.propose(guessing, marie.typed);
    expect([stopped.status, stopped.json().code]).toEqual([429, 'link-attempts-exceeded']);
    expect(practice.traced.at(-1)).toMatchObject({ kind: 'denied', patient: null, outcome: 'link-attempts-exceeded' });
    expect((await practice.propose(other, marie.typed)).status).toBe(200);
    await practice.db.sql(`update care.attempt set at = at - interval '61 minutes' where person = $1`, [
      guessing.person,
    ]);
    expect((await practice.propose(guessing, marie.typed)).status).toBe(200);
  });

  it('counts guesses sent all at once like guesses sent one by one, and makes one link of five proposals [R09] [R10]', async () => {
    const [guessing, eager] = [await practice.physician(), await practice.physician()];
    const atOnce = <T>(times: number, deed: () => Promise<T>) => Promise.all(Array.from({ length: times }, deed));
    const guesses = await atOnce(16, () => practice.propose(guessing, { ...marie.typed, given: 'Anne' }));
    const codes = guesses.map((reply) => reply.json().code).sort();
    expect(codes).toEqual([
      ...Array.from({ length: 6 }, () => 'link-attempts-exceeded'),
      ...Array.from({ length: 10 }, () => 'link-not-possible'),
    ]);
    const proposals = await atOnce(5, () => practice.propose(eager, marie.typed));
    expect(new Set(proposals.map((reply) => reply.json().id)).size).toBe(1);
    expect(await practice.list(eager)).toHaveLength(1);
  });

  it('counts refused and excluded persons like strangers, so that the count says nothing [R10]', async () => {
    const physician = await practice.physician();
    for (const typed of [unknown.typed, refusing.typed]) await practice.propose(physician, typed);
    const [attempts] = await practice.db.sql('select count(*)::int as n from care.attempt where person = $1', [
      physician.person,
    ]);
    expect(attempts).toEqual({ n: 2 });
  });

  it('traces each proposal without a number, a name or a patient that was not met [R10] [R21]', async () => {
    const physician = await practice.physician();
    const before = practice.traced.length;
    await practice.propose(physician, { ...marie.typed, family: 'Dubois' });
    await practice.propose(physician, refusing.typed);
    await practice.propose(physician, marie.typed);
    const traced = practice.traced.slice(before);
    expect(traced.map(({ kind, patient, outcome }) => ({ kind, patient, outcome }))).toEqual([
      { kind: 'denied', patient: null, outcome: 'link-not-possible' },
      { kind: 'denied', patient: null, outcome: 'link-not-possible' },
      { kind: 'link', patient: marie.patient.id, outcome: 'ok' },
    ]);
    for (const { object } of traced) expect(object).toMatch(/^link\/propose#[0-9a-f]{12}$/);
    expect(traced[0]?.object).toBe(traced[2]?.object);
    const text = JSON.stringify(traced);
    for (const secret of [marie.typed.niss, refusing.typed.niss, 'Meeren', 'Dubois'])
      expect(text).not.toContain(secret);
  });

  it('is refused to anybody but a physician, to systems, and without a session [R08]', async () => {
    const director = await practice.staff('director');
    const physician = await practice.physician();
    const codes = [];
    for (const sender of [desk, director, practice.system, { ...physician, token: null }]) {
      codes.push((await practice.propose(sender, marie.typed)).json().code);
    }
    expect(codes).toEqual(['forbidden-for-role', 'forbidden-for-role', 'forbidden-for-role', 'session-required']);
  });

  it('keeps no number in clear anywhere in the area’s tables [R10]', async () => {
    const rows = await practice.db.sql('select p::text as row from care.patient p');
    expect(rows.length).toBeGreaterThan(2);
    const text = JSON.stringify(rows);
    for (const { typed } of [marie, refusing, excluding]) {
      expect(text).not.toContain(typed.niss);
      expect(text).not.toContain(Buffer.from(typed.niss).toString('hex'));
    }
  });
});
