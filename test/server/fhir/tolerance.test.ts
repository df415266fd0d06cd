import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultTag, type IntakeNote } from '../../../contracts/intake.ts';
import { anObservation, aPatient, aTransaction } from '../../builders/fhir.ts';
import { type Body, type Clinic, openClinic, type Sender } from './clinic.ts';

let clinic: Clinic;
let physician: Sender;
const patient = aPatient();

const send = (bundle: object) => clinic.ask(clinic.system, 'POST', '/fhir', bundle);

beforeAll(async () => {
  clinic = await openClinic();
  physician = await clinic.physician();
  expect((await send(aTransaction(patient))).status).toBe(200);
  await clinic.link(physician, patient.id);
});
afterAll(() => clinic.close());

test('takes what harms nobody as it is, marks it, and tells the sender and the helpdesk [R25]', async () => {
  const helpdesk = await clinic.helpdesk();
  const sent = {
    ...anObservation(patient),
    text: { status: 'generated' },
    note: [{ text: 'à\u00a0jeun' }],
    colour: 'rouge Dupont',
  };
  const answer = await send(aTransaction(sent as never));
  const warnings = [
    ['warning', 'Bundle.entry[0].resource.colour'],
    ['warning', 'Bundle.entry[0].resource.text.div'],
  ];
  const { outcome } = answer.json().entry[0]!.response as unknown as { outcome: Body };
  expect(new Set(outcome.issue.map(({ severity, expression }) => `${severity} ${expression[0]}`))).toEqual(
    new Set(warnings.map((words) => words.join(' '))),
  );
  const stored = async () => (await clinic.ask(physician, 'GET', `/fhir/Observation/${sent.id}`)).json();
  expect(await stored()).toEqual({
    ...sent,
    meta: { versionId: '1', lastUpdated: expect.any(String), tag: [faultTag] },
  });
  const notes = await clinic.ask(helpdesk, 'GET', '/api/intake-notes');
  const mine = (notes.json() as unknown as IntakeNote[]).filter(({ outcome: what }) => what === 'taken').slice(0, 2);
  expect(new Set(mine.map(({ type, place }) => `${type} ${place}`))).toEqual(
    new Set(warnings.map(([, place]) => `Observation ${place}`)),
  );
  expect(notes.text).not.toMatch(/Dupont|Potassium|Essai|rouge/);
  expect((await clinic.ask(physician, 'GET', '/api/intake-notes')).status).toBe(403);

  // Put right, it loses the mark, also when the sender repeats it.
  const { colour: _colour, text: _text, ...right } = sent;
  await send(aTransaction({ ...right, meta: { tag: [faultTag] } } as never));
  expect(await stored()).toEqual({ ...right, meta: { versionId: '2', lastUpdated: expect.any(String) } });
});

test('refuses a fault in whose, what, whether or when, though others are forgiven beside it [R25]', async () => {
  const good = anObservation(patient);
  for (const [name, over, place] of [
    ['status', { status: 'done' }, 'status'],
    ['modifier', { modifierExtension: [{ url: 5 }] }, 'modifierExtension'],
    ['code', { code: 'x' }, 'code'],
    ['date', { effectiveDateTime: '2026-13-45' }, 'effectiveDateTime'],
    ['subject', { subject: { reference: 5 } }, 'subject'],
  ] as const) {
    const answer = await send(aTransaction({ ...good, colour: 'red', ...over } as never));
    const said = answer.json().issue.map(({ expression }) => expression[0]);
    expect([name, answer.status, said]).toEqual([name, 422, expect.arrayContaining([expect.stringContaining(place)])]);
  }
  for (const [name, over, reason] of [
    ['birth date', { birthDate: '1955-02-31' }, /birth date/],
    ['birth date', { birthDate: 'March 1955' }, /pattern|date/],
    ['no identifier', { identifier: undefined }, /nobody in particular/],
    ['no system', { identifier: [{ value: '93051822361' }] }, /nobody in particular/],
  ] as const) {
    const answer = await send(aTransaction({ ...aPatient({ niss: '93051822361', number: 'Z' }), ...over } as never));
    expect([
      name,
      answer.status,
      answer
        .json()
        .issue.map(({ diagnostics }) => diagnostics)
        .join(),
    ]).toEqual([name, 422, expect.stringMatching(reason)]);
  }
});
