import { utimes } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eraseQuarantined } from '../../../server/dicom/erase-quarantined.ts';
import { aDicomInstance, aStowRequest, type DicomWish } from '../../builders/dicom.ts';
import { aPatient, aTransaction } from '../../builders/fhir.ts';
import { type Clinic, openClinic, type Sender } from '../fhir/clinic.ts';

let clinic: Clinic;
let helpdesk: Sender;
const days = { filedDays: 90, dismissedDays: 30 };

beforeAll(async () => {
  clinic = await openClinic();
  helpdesk = await clinic.helpdesk();
  await clinic.ask(clinic.system, 'POST', '/fhir', aTransaction(aPatient()));
});
afterAll(() => clinic.close());

const stow = async (wish: DicomWish): Promise<number> => {
  const { contentType, body } = aStowRequest([aDicomInstance(wish)]);
  return (await clinic.ask(clinic.system, 'POST', '/dicomweb/studies', body, { 'content-type': contentType })).status;
};
interface Kept {
  readonly id: string;
  readonly sha256: string;
  readonly state: string;
  readonly kept: boolean;
  readonly decision: string | null;
  readonly decided_by: string | null;
}
const rowOf = async (study: string): Promise<Kept> => {
  const [row] = await clinic.db.sql<Kept>(
    `select id, encode(sha256, 'hex') sha256, state, kept, decision, decided_by from medical.quarantine where study_uid = $1`,
    [study],
  );
  if (row === undefined) throw new Error(`nothing waits of ${study}`);
  return row;
};
const dismiss = async (study: string): Promise<number> =>
  (
    await clinic.ask(
      helpdesk,
      'POST',
      `/api/quarantine/${(await rowOf(study)).id}/dismissal`,
      { reason: 'Appareil de test' },
      {
        'content-type': 'application/json',
      },
    )
  ).status;
/** Makes a line and its file so many days older. */
const age = async (study: string, by: number): Promise<void> => {
  const { sha256 } = await rowOf(study);
  await clinic.db.sql(
    'update medical.quarantine set last_at = last_at - make_interval(days => $2), decided_at = decided_at - make_interval(days => $2) where study_uid = $1',
    [study, by],
  );
  const then = new Date(Date.now() - by * 86_400_000);
  await utimes(clinic.deps.blobs.path(sha256), then, then);
};
const erase = (): Promise<void> => eraseQuarantined(clinic.deps, days);
const isThere = async (study: string): Promise<boolean> => clinic.deps.blobs.has((await rowOf(study)).sha256);
const stranger = (study: string): DicomWish => ({ study, patientId: 'HOSP-9999' });

test('destroys a dismissed image after 30 days, keeps who dismissed it and why, and keeps for ever what waits [R25]', async () => {
  const [gone, young, waiting] = ['2.25.8001', '2.25.8002', '2.25.8003'] as const;
  for (const study of [gone, young, waiting]) await stow(stranger(study));
  expect([await dismiss(gone), await dismiss(young)]).toEqual([200, 200]);
  await age(gone, 31);
  await age(young, 29);
  await age(waiting, 400);
  await erase();
  expect([await isThere(gone), await isThere(young), await isThere(waiting)]).toEqual([false, true, true]);
  expect(await rowOf(gone)).toMatchObject({
    state: 'dismissed',
    kept: false,
    decision: 'Appareil de test',
    decided_by: helpdesk.person,
  });
  expect(clinic.traced.filter(({ object }) => object === 'quarantine/erase')).toMatchObject([
    { count: 1, outcome: 'ok' },
  ]);
  await erase();
  expect(clinic.traced.filter(({ object }) => object === 'quarantine/erase')).toHaveLength(1);
});

test('destroys nothing that the record has too, nor what was sent again within the day [R22] [R25]', async () => {
  const [filed, again] = ['2.25.8011', '2.25.8012'] as const;
  const late = { patientId: 'HOSP-0002', birthDate: '19850730', sex: 'M' as const };
  await stow({ ...late, study: filed });
  expect(await dismiss(filed)).toBe(200);
  await clinic.ask(
    clinic.system,
    'POST',
    '/fhir',
    aTransaction(aPatient({ niss: '85073003328', number: 'HOSP-0002', gender: 'male', birthDate: '1985-07-30' })),
  );
  expect(await stow({ ...late, study: filed })).toBe(200);
  await age(filed, 100);
  await stow(stranger(again));
  await dismiss(again);
  await age(again, 100);
  // The sender sends it once more: dismissed still, and its bytes count from now.
  await stow(stranger(again));
  await erase();
  expect([await isThere(filed), await isThere(again)]).toEqual([true, true]);
  await age(again, 31);
  const now = new Date();
  await utimes(clinic.deps.blobs.path((await rowOf(again)).sha256), now, now);
  await erase();
  expect([await isThere(again), (await rowOf(again)).kept]).toEqual([true, true]);
  await age(again, 31);
  await erase();
  expect([await isThere(again), (await rowOf(again)).kept]).toEqual([false, false]);
  expect((await clinic.db.sql('select from medical.instance where study_uid = $1', [filed])).length).toBe(1);
});

test('forgets after 90 days the file of what was filed under another header, and finishes what was cut short [R25]', async () => {
  const study = '2.25.8021';
  await stow(stranger(study));
  await clinic.db.sql(`update medical.quarantine set state = 'filed', decided_at = now() where study_uid = $1`, [
    study,
  ]);
  await age(study, 89);
  await erase();
  expect(await isThere(study)).toBe(true);
  await age(study, 91);
  // Killed after the file went and before the line was marked.
  expect(await clinic.deps.blobs.remove((await rowOf(study)).sha256)).toBe(true);
  expect((await rowOf(study)).kept).toBe(true);
  await erase();
  expect((await rowOf(study)).kept).toBe(false);
});
