import { afterAll, beforeAll, expect, test } from 'vitest';
import { LeaseClaims } from '../../../contracts/mirror.ts';
import type { CopyDeed, CopyStanding } from '../../../contracts/reach.ts';
import type { Sender } from '../fhir/clinic.ts';
import { openPractice, type Practice } from '../links/practice.ts';

let practice: Practice;
let desk: Sender;

beforeAll(async () => {
  practice = await openPractice();
  desk = await practice.staff('desk');
});
afterAll(() => practice.close());

const copy = async (sender: Sender, patient: string): Promise<number> => {
  const { json, status } = await practice.ask(sender, 'GET', `/api/patients/${patient}/manifest`);
  expect(status).toBe(200);
  const { lease } = json() as unknown as { lease: string };
  return LeaseClaims.parse(JSON.parse(Buffer.from(lease, 'base64url').toString('utf8'))).exp;
};
const asked = async (sender: Sender): Promise<CopyDeed[]> =>
  ((await practice.ask(sender, 'GET', '/api/reach')).json() as unknown as { deeds: CopyDeed[] }).deeds;
const say = async (sender: Sender, ...deeds: CopyDeed[]): Promise<number> =>
  (await practice.ask(sender, 'POST', '/api/reach', { deeds }, { 'content-type': 'application/json' })).status;
const standing = async (patient: string): Promise<CopyStanding[]> =>
  (
    await practice.db.sql<{ state: CopyStanding }>(
      'select state from care.copies_of(null, $1) order by copy_ends_at, reached_at',
      [patient],
    )
  ).map(({ state }) => state);

test('keeps until when a PC holds a copy: the end of the lease that was signed [R15] [C5]', async () => {
  const { physician, patient } = await practice.signNew();
  const exp = await copy(physician, patient);
  const [row] = await practice.db.sql<{ ends: Date }>('select copy_ends_at as ends from care.copies_of(null, $1)', [
    patient,
  ]);
  expect(row?.ends.getTime()).toBe(exp * 1000);
  expect(await asked(physician)).toEqual([]);
  // A link that ends sooner than the lease would.
  await practice.db.sql(`update gate.open set ends_at = now() + interval '1 hour' where patient = $1`, [patient]);
  await practice.db.sql('delete from care.copy where patient = $1', [patient]);
  await copy(physician, patient);
  const [sooner] = await practice.db.sql<{ ends: Date }>('select copy_ends_at as ends from care.copies_of(null, $1)', [
    patient,
  ]);
  expect(sooner!.ends.getTime()).toBeLessThanOrEqual(Date.now() + 3_600_000);
});

test('believes a PC for its own person’s copies alone [R08] [R15]', async () => {
  const { physician, patient } = await practice.signNew();
  const other = await practice.signNew();
  await copy(physician, patient);
  await practice.decide(desk, 'set_refusal', patient, true);
  const [deed] = await asked(physician);
  expect(deed).toMatchObject({ patient, deed: 'destroy' });
  expect(await asked(other.physician)).toEqual([]);
  // Whoever else says so, and whatever the desk or the helpdesk say, counts for nothing.
  expect(await say(other.physician, deed!)).toBe(200);
  for (const role of ['desk', 'helpdesk', 'director'] as const)
    expect(await say(await practice.staff(role), deed!)).toBe(403);
  expect(await standing(patient)).toEqual(['awaited']);
  expect(await say(physician, deed!)).toBe(200);
  expect(await standing(patient)).toEqual(['reached']);
});

test('counts no word said before the copy was made anew, and none said for a comparison that was not made [R15] [R18]', async () => {
  const { physician, patient } = await practice.signNew();
  await copy(physician, patient);
  await practice.decide(desk, 'set_refusal', patient, true);
  const [old] = await asked(physician);
  await practice.decide(desk, 'set_refusal', patient, false);
  await copy(physician, patient);
  await practice.decide(desk, 'set_refusal', patient, true);
  await say(physician, old!);
  expect(await standing(patient)).toEqual(['awaited']);
  await practice.decide(desk, 'set_refusal', patient, false);
  expect(await standing(patient)).toEqual(['held']);
  await practice.decide(desk, 'set_hidden', 'Patient', patient, true).catch(() => undefined);
  await practice.db.sql('update care.copy set compare_after = round where patient = $1', [patient]);
  const [compare] = await asked(physician);
  expect(compare).toMatchObject({ deed: 'compare' });
  await say(physician, compare!);
  expect(await standing(patient)).toEqual(['awaited']);
  await copy(physician, patient);
  await say(physician, compare!);
  expect(await standing(patient)).toEqual(['reached']);
});

test('waits for a PC that was revoked, or whose physician’s account is suspended, until the lease is over [R15]', async () => {
  const { physician, patient } = await practice.signNew();
  await copy(physician, patient);
  const lost = (on: boolean) =>
    practice.db.sql(
      `update identity.certificate set revoked_at = case when $2 then now() end
        where pc in (select pc from care.copy where patient = $1)`,
      [patient, on],
    );
  await lost(true);
  expect(await standing(patient)).toEqual(['awaited']);
  await lost(false);
  expect(await standing(patient)).toEqual(['held']);
  await practice.db.sql('update identity.person set suspended_at = now() where id = $1', [physician.person]);
  expect(await standing(patient)).toEqual(['awaited']);
  await practice.db.sql(`update care.copy set ends_at = now() where patient = $1`, [patient]);
  expect(await standing(patient)).toEqual([]);
});
