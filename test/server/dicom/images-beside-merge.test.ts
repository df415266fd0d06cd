import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hospitalNumberSystem } from '../../../server/demo/hospital.ts';
import { people } from '../../../server/demo/people.ts';
import { aDicomSeries, aStowRequest } from '../../builders/dicom.ts';
import { adt, adtA40, aPID } from '../../builders/hl7.ts';
import { openWard, type Ward } from '../hl7/ward.ts';

let ward: Ward;
beforeAll(async () => {
  ward = await openWard();
});
afterAll(() => ward?.close());

const temporaryOf = (number: string) => ({
  segment: aPID('dubois').replace(/PID\|1\|\|[^|]*/, `PID|1||${number}^^^CHSE&${hospitalNumberSystem}&URI^MR`),
});
const { birthDate } = people.dubois;
const filesOf = (study: string, patientId: string): Uint8Array[] =>
  aDicomSeries(3, { study, patientId, patientName: 'Ancien^Nom', birthDate: birthDate.replaceAll('-', ''), sex: 'F' });
const stow = async (files: readonly Uint8Array[]): Promise<number> => {
  const { contentType, body } = aStowRequest(files);
  return (
    await ward.hospital.system.ask('POST', '/dicomweb/studies', { body, headers: { 'content-type': contentType } })
  ).status;
};
/** Patients of a study's instances, series and ImagingStudy, each once, and how many instances there are. */
const ownersOf = async (study: string): Promise<readonly [readonly string[], number]> => {
  const rows = await ward.hospital.test.sql<{ patient: string; instances: string }>(
    `select every.patient::text, (select count(*) from medical.instance i where i.study_uid = $1) instances from (
       select patient from medical.instance where study_uid = $1 union select patient from medical.series where study_uid = $1
       union select patient from medical.study where study_uid = $1
       union select r.patient from medical.resource r join medical.study s on r.type = 'ImagingStudy' and r.id = s.id::text where s.study_uid = $1) every`,
    [study],
  );
  return [rows.map(({ patient }) => patient), Number(rows[0]?.instances ?? 0)];
};
/** Holds what `sql` takes in a transaction of its own until `end`. */
async function hold(sql: string, values: unknown[]): Promise<{ end(): Promise<void> }> {
  const client = new pg.Client(ward.hospital.test.admin);
  await client.connect();
  await client.query('begin');
  await client.query(sql, values);
  return {
    end: async () => {
      await client.query('rollback');
      await client.end();
    },
  };
}
const isWaiting = async (): Promise<boolean> => {
  const [row] = await ward.hospital.test.sql<{ n: string }>(`select count(*) n from pg_locks where not granted`);
  return Number(row?.n) > 0;
};

it('files images that come under an obsolete number while it is merged with the surviving patient, whichever is first [R25]', async () => {
  await ward.send(adt('A28', { control: 'S1', at: '20260301080000' }));
  const surviving = (await ward.find('dubois')) ?? '';
  for (const first of ['images', 'merge'] as const) {
    const number = first === 'images' ? 'TMP-61' : 'TMP-62';
    const study = first === 'images' ? '2.25.6101' : '2.25.6201';
    await ward.send(adt('A28', { control: `O-${first}`, at: '20260301090000', patient: temporaryOf(number) }));
    const obsolete = (await ward.find({ number })) ?? '';
    expect(obsolete).not.toBe(surviving);
    // Whoever comes first is kept in the middle of its work: images once matched (by the obsolete patient's lock, which is taken after
    // they were), the merge before its first change.
    const held = await hold('select pg_advisory_xact_lock(hashtextextended($1, 20))', [obsolete]);
    const merge = () => ward.send(adtA40(number, { control: `M-${first}`, at: '20260303100000' }));
    const store = () => stow(filesOf(study, number));
    const one = first === 'images' ? store() : merge();
    await expect.poll(isWaiting, { timeout: 10_000 }).toBe(true);
    const other = first === 'images' ? merge() : store();
    await delay(500);
    await held.end();
    const [a, b] = await Promise.all([one, other]);
    expect(first === 'images' ? [a, b] : [b, a]).toEqual([200, expect.objectContaining({ code: 'AA' })]);
    expect(await ownersOf(study)).toEqual([[surviving], 3]);
  }
  expect(await ward.hospital.test.sql('select from medical.quarantine')).toEqual([]);
}, 60_000);

it('loses no image and attaches none to a guess in many merges and series at once [R25]', async () => {
  const surviving = (await ward.find('dubois')) ?? '';
  const numbers = Array.from({ length: 8 }, (_, index) => `TMP-7${index}`);
  for (const number of numbers)
    await ward.send(adt('A28', { control: `A-${number}`, at: '20260301090000', patient: temporaryOf(number) }));
  const merging = await ward.connect();
  const [stored, merged] = await Promise.all([
    Promise.all(numbers.map((number, index) => stow(filesOf(`2.25.71${index}`, number)))),
    (async () => {
      const codes = [];
      for (const number of numbers)
        codes.push((await merging.send(adtA40(number, { control: `B-${number}`, at: '20260303100000' }))).code);
      return codes;
    })(),
  ]);
  expect([new Set(stored), new Set(merged)]).toEqual([new Set([200]), new Set(['AA'])]);
  for (const index of numbers.keys()) expect(await ownersOf(`2.25.71${index}`)).toEqual([[surviving], 3]);
  const hashes = await ward.hospital.test.sql<{ sha256: string }>(
    `select encode(sha256, 'hex') sha256 from medical.instance where study_uid like '2.25.71%'`,
  );
  const sent = numbers.flatMap((number, index) =>
    filesOf(`2.25.71${index}`, number).map((file) => createHash('sha256').update(file).digest('hex')),
  );
  expect(hashes.map(({ sha256 }) => sha256).toSorted()).toEqual(sent.toSorted());
}, 60_000);
