import { afterAll, beforeAll, expect, it } from 'vitest';
import { people } from '../../../server/demo/people.ts';
import { anObservation, aTransaction } from '../../builders/fhir.ts';
import { adt, adtA40, aPID, mdm, orUR01 } from '../../builders/hl7.ts';
import type { SignedIn } from '../support/test-hospital.ts';
import { testAccounts } from '../support/test-hospital.ts';
import { openWard, type Ward } from './ward.ts';

// One woman admitted twice: under her own number, and under TMP-1 without NISS.
const double = { number: 'TMP-1' };
const temporary = {
  segment: aPID('dubois').replace(
    /PID\|1\|\|[^|]*/,
    `PID|1||TMP-1^^^CHSE&https://saint-exemple.example/identifiant/patient&URI^MR`,
  ),
};
let ward: Ward;
let [surviving, obsolete] = ['', ''];
let own: SignedIn;
let other: SignedIn;

beforeAll(async () => {
  ward = await openWard();
  await ward.send(adt('A01', { control: 'S1', at: '20260301080000' }));
  await ward.send(adt('A28', { control: 'O1', at: '20260301090000', patient: temporary }));
  await ward.send(mdm('T02', { control: 'S2', document: 'DOC-S', title: 'Lettre gardée' }));
  await ward.send(orUR01({ control: 'O2', order: 'LO', patient: temporary, stay: 'S-TMP' }));
  await ward.send(
    mdm('T02', { control: 'O3', document: 'DOC-O', patient: temporary, stay: 'S-TMP', title: 'Lettre cachée' }),
  );
  surviving = (await ward.find('dubois')) ?? '';
  obsolete = (await ward.find(double)) ?? '';
  own = await ward.link('physician', surviving);
  other = await ward.link('colleague', obsolete);
});
afterAll(() => ward?.close());

const countOf = async (reader: SignedIn, patient: string): Promise<Record<string, number | null>> =>
  Object.fromEntries(
    await Promise.all(
      ['DiagnosticReport', 'Observation', 'DocumentReference'].map(async (type) => {
        const found = await ward.search(reader, `${type}?patient=${patient}`);
        return [type, found?.length ?? null] as const;
      }),
    ),
  );

it('trap 7: makes the obsolete identity’s record reachable under the surviving one, and moves no link by itself [R25]', async () => {
  expect(obsolete).not.toBe(surviving);
  const links = await ward.hospital.test.sql('select id, person, patient, state from care.link order by id');
  expect(await countOf(own, surviving)).toEqual({ DiagnosticReport: 0, Observation: 0, DocumentReference: 1 });
  const before = await countOf(other, obsolete);
  expect(before).toMatchObject({ DiagnosticReport: 1, DocumentReference: 1 });

  expect(await ward.send(adtA40('TMP-1', { control: 'M1', at: '20260303100000' }))).toMatchObject({ code: 'AA' });

  expect(await ward.hospital.test.sql('select id, person, patient, state from care.link order by id')).toEqual(links);
  expect(await countOf(own, surviving)).toEqual({ ...before, DocumentReference: 2 });
});

it('refuses what a system still says of the obsolete identity, and names the one that goes on [R25]', async () => {
  const { system } = ward.hospital;
  const late = (id: string) => ({ body: aTransaction(anObservation({ resourceType: 'Patient', id })) });
  const refused = await system.ask('POST', '/fhir', late(obsolete));
  expect([refused.status, refused.bytes.toString('utf8')]).toEqual([
    422,
    expect.stringContaining(`Patient/${surviving}`),
  ]);
  const before = await countOf(own, surviving);
  expect((await system.ask('POST', '/fhir', late(surviving))).status).toBe(200);
  expect((await countOf(own, surviving))['Observation']).toBe((before['Observation'] ?? 0) + 1);
});

it('shows nothing of the merged record to who is linked with the obsolete identity alone, by any door [R25]', async () => {
  expect(await countOf(other, obsolete)).toEqual({ DiagnosticReport: 0, Observation: 0, DocumentReference: 0 });
  expect(await countOf(other, surviving)).toEqual({
    DiagnosticReport: null,
    Observation: null,
    DocumentReference: null,
  });
  const moved = await ward.hospital.test.sql<{ type: string; id: string; version: number }>(
    `select type, id, version from medical.resource where patient = $1 and type <> 'Patient'
     union all select type, id, version from medical.resource_version where patient = $1 and type <> 'Patient'`,
    [surviving],
  );
  expect(moved.some(({ version }) => version > 1)).toBe(true);
  const answers = await Promise.all(
    moved.flatMap(({ type, id, version }) =>
      ['', `/_history/${version}`].map(async (end) => (await other.ask('GET', `/fhir/${type}/${id}${end}`)).status),
    ),
  );
  expect(new Set(answers)).toEqual(new Set([404]));
  expect((await other.ask('GET', `/api/patients/${surviving}/manifest`)).status).toBe(403);
  const manifest = await other.ask<{ items: { ref?: string }[] }>('GET', `/api/patients/${obsolete}/manifest`);
  expect(manifest.body.items.map(({ ref }) => ref)).toEqual([`Patient/${obsolete}`]);
  const { body } = await other.ask<{ active: boolean; link: unknown; identifier?: unknown }>(
    'GET',
    `/fhir/Patient/${obsolete}`,
  );
  expect([body.active, body.link, body.identifier]).toEqual([
    false,
    [{ other: { reference: `Patient/${surviving}` }, type: 'replaced-by' }],
    undefined,
  ]);
});

it('reads the moved resources as the surviving patient’s own, whole and found by search [R25]', async () => {
  const [report] = (await ward.search(own, `DiagnosticReport?subject=Patient/${surviving}`)) ?? [];
  expect(report).toMatchObject({ subject: { reference: `Patient/${surviving}` }, meta: { versionId: '2' } });
  const stored = await ward.hospital.test.sql<{ whole: boolean }>(
    `select bool_and(sha256 = sha256(convert_to(content, 'UTF8')) and bytes = octet_length(content) and content::jsonb is not null
       and position($2 in content) = 0 and not refs @> array[$2]) as whole
       from medical.resource where patient = $1 and type not in ('Patient', 'Binary')`,
    [surviving, `Patient/${obsolete}`],
  );
  expect(stored).toEqual([{ whole: true }]);
});

it('files what still comes under the obsolete number with the surviving patient; the same merge again changes nothing [R25]', async () => {
  expect(await ward.send(orUR01({ control: 'O4', order: 'LO2', patient: temporary, stay: 'S-TMP' }))).toMatchObject({
    code: 'AA',
  });
  const [report] = await ward.hospital.test.sql<{ patient: string }>(
    `select patient from medical.resource where type = 'DiagnosticReport' and content like '%LO2%'`,
  );
  expect(report?.patient).toBe(surviving);
  const count = (): Promise<unknown> =>
    ward.hospital.test.sql('select type, count(*), sum(version) from medical.resource group by 1 order by 1');
  const before = await count();
  expect(await ward.send(adtA40('TMP-1', { control: 'M2', at: '20260303100000' }))).toMatchObject({ code: 'AA' });
  expect(await ward.find(double)).toBe(surviving);
  expect(await count()).toEqual(before);
  expect(await ward.send(adt('A08', { control: 'O5', at: '20260304080000' }))).toMatchObject({ code: 'AA' });
  expect(await ward.find(double)).toBe(surviving);
});

it('keeps the patient’s restrictions of either identity: what was refused, excluded or hidden stays so [R17] [R18] [R25]', async () => {
  const second = {
    segment: aPID('nguyen').replace(
      /PID\|1\|\|[^|]*/,
      `PID|1||TMP-2^^^CHSE&https://saint-exemple.example/identifiant/patient&URI^MR`,
    ),
  };
  await ward.send(adt('A28', { control: 'R1', patient: 'nguyen' }));
  await ward.send(adt('A28', { control: 'R2', patient: second }));
  await ward.send(mdm('T02', { control: 'R3', document: 'DOC-R', patient: second, stay: 'S-R' }));
  const [to, from] = [(await ward.find('nguyen')) ?? '', (await ward.find({ number: 'TMP-2' })) ?? ''];
  const [document] = await ward.hospital.test.sql<{ id: string }>(
    `select id from medical.resource where patient = $1 and type = 'DocumentReference'`,
    [from],
  );
  const desk = await ward.hospital.signIn('desk');
  await ward.hospital.test.sql(`insert into medical.hiding (patient, type, id) values ($1, 'DocumentReference', $2)`, [
    from,
    document?.id,
  ]);
  await ward.hospital.test.sql(`insert into care.exclusion (patient, person, since_by) values ($1, $2, $3)`, [
    from,
    testAccounts.colleague.id,
    testAccounts.desk.id,
  ]);
  await ward.hospital.test.sql(`insert into care.refusal (patient, since_by) values ($1, $2)`, [
    from,
    testAccounts.desk.id,
  ]);
  expect(desk.session).toBeDefined();

  expect(await ward.send(adtA40('TMP-2', { control: 'R4', patient: 'nguyen', at: '20260303110000' }))).toMatchObject({
    code: 'AA',
  });

  expect(
    await ward.hospital.test.sql(
      `select (select count(*)::int from care.refusal where patient = $1) as refused, (select count(*)::int from care.exclusion where patient = $1) as excluded,
         (select hidden from medical.resource where id = $2) as hidden`,
      [to, document?.id],
    ),
  ).toEqual([{ refused: 1, excluded: 1, hidden: true }]);
  await ward.link('physician', to);
  expect(await ward.search(own, `DocumentReference?patient=${to}`)).toBeNull();
});

it('does not unite a number without NISS with somebody born on another day [R25]', async () => {
  const born = (number: string, day: string) => ({
    segment: aPID('nguyen', { 7: day }).replace(
      /PID\|1\|\|[^|]*/,
      `PID|1||${number}^^^CHSE&https://saint-exemple.example/identifiant/patient&URI^MR`,
    ),
  });
  await ward.send(adt('A28', { control: 'B1', patient: 'nguyen' }));
  await ward.send(adt('A28', { control: 'B2', patient: born('TMP-9', '19010203') }));
  const merge = adtA40('TMP-9', { control: 'B3', patient: 'nguyen', at: '20260303113000' });
  expect(await ward.send(merge)).toMatchObject({ code: 'AE' });
  expect(await ward.find({ number: 'TMP-9' })).not.toBe(await ward.find('nguyen'));
  // Put right at the counter, the same merge goes through.
  await ward.send(adt('A31', { control: 'B4', patient: born('TMP-9', people.nguyen.birthDate.replaceAll('-', '')) }));
  expect(await ward.send(merge)).toMatchObject({ code: 'AA' });
  expect(await ward.find({ number: 'TMP-9' })).toBe(await ward.find('nguyen'));
});

it('does not make one of two people, whatever a message says; a number nobody had is an old number [R25]', async () => {
  await ward.send(adt('A28', { control: 'P1', patient: 'benali' }));
  await ward.send(adt('A28', { control: 'P2', patient: 'lefebvre' }));
  expect(
    await ward.send(adtA40(people.lefebvre.number, { control: 'P3', patient: 'benali', at: '20260303120000' })),
  ).toMatchObject({
    code: 'AE',
    place: 'MRG^1^1',
  });
  expect(await ward.find('benali')).not.toBe(await ward.find('lefebvre'));
  expect(
    await ward.send(adtA40('NEVER-SEEN', { control: 'P4', patient: 'benali', at: '20260303130000' })),
  ).toMatchObject({ code: 'AA' });
  expect(await ward.find({ number: 'NEVER-SEEN' })).toBe(await ward.find('benali'));
});

it('gives nobody’s record to another person under a number that is new here [R25]', async () => {
  await ward.send(adt('A28', { control: 'N1', patient: 'delacroix', at: '20260301100000' }));
  const before = await ward.find('delacroix');
  const answer = await ward.send(
    adtA40(people.delacroix.number, { control: 'N2', patient: 'petit', at: '20260303140000' }),
  );
  expect(answer).toMatchObject({ code: 'AE', place: 'MRG^1^1' });
  expect([await ward.find('delacroix'), await ward.find('petit')]).toEqual([before, null]);
});
