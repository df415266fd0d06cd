import { afterAll, beforeAll, expect, it } from 'vitest';
import { adt, aPID, mdm, orUR01 } from '../../builders/hl7.ts';
import { openWard, type Read, type Ward } from './ward.ts';

let ward: Ward;
beforeAll(async () => {
  ward = await openWard();
  await ward.send(adt('A01', { control: 'ADMISSION', at: '20260301081500' }));
});
afterAll(() => ward?.close());

const potassium = (value: string, flag = ''): { value: string; unit: string; flag: string } => ({
  value,
  unit: 'mmol/L',
  flag,
});

async function readPotassium(order: string): Promise<unknown> {
  const patient = (await ward.find('dubois')) ?? '';
  const reader = await ward.link('physician');
  const reports = await ward.search(reader, `DiagnosticReport?patient=${patient}`);
  const report = reports?.find((one) => JSON.stringify(one['identifier']).includes(order));
  const follow = async (references: unknown): Promise<readonly Read[]> => {
    const here = await Promise.all(
      ((references as { reference: string }[] | undefined) ?? []).map(
        async ({ reference }) => (await reader.ask<Read>('GET', `/fhir/${reference}`)).body,
      ),
    );
    const below = await Promise.all(here.map(async (one) => follow(one['hasMember'])));
    return [...here, ...below.flat()];
  };
  const found = await follow(report?.['result']);
  const one = found.find((observation) => JSON.stringify(observation['code']).includes('2823-3'));
  return [report?.['status'], one?.['status'], (one?.['valueQuantity'] as { value?: number } | undefined)?.value];
}

it('files what a laboratory sends where a physician with a link reads it [R22] [R25]', async () => {
  await ward.link('physician', (await ward.find('dubois')) ?? '');
  const acknowledgement = await ward.send(orUR01({ control: 'K1', order: 'L1', results: [potassium('5.9', 'HH')] }));
  expect(acknowledgement).toMatchObject({ code: 'AA', control: 'K1', reason: '' });
  expect(await readPotassium('L1')).toEqual(['final', 'final', 5.9]);
});

it('answers a duplicate AA again and changes nothing; other bytes under the same control id are filed and noted [R25]', async () => {
  const message = orUR01({ control: 'D1', order: 'L2', results: [potassium('4.1')] });
  await ward.send(message);
  const before = await ward.hospital.test.sql('select count(*), max(version) from medical.resource');
  expect(await ward.send(message)).toMatchObject({ code: 'AA', control: 'D1' });
  expect(await ward.hospital.test.sql('select count(*), max(version) from medical.resource')).toEqual(before);
  expect(await ward.send(orUR01({ control: 'D1', order: 'L3', results: [potassium('4.2')] }))).toMatchObject({
    code: 'AA',
  });
  expect(await ward.kept('D1')).toMatchObject([
    { state: 'filed', attempts: 1, reused: false },
    { state: 'filed', attempts: 1, reused: true },
  ]);
  expect(await readPotassium('L3')).toEqual(['final', 'final', 4.2]);
});

it('ends in the right version whatever the order of corrections, and a replayed old message overwrites nothing [R25]', async () => {
  const at = (minute: number): { at: string; issued: string } => ({
    at: `202603021${minute}00`,
    issued: `202603021${minute}00`,
  });
  const first = orUR01({ control: 'C1', order: 'L4', ...at(100), status: 'P', results: [potassium('3.0')] });
  const second = orUR01({ control: 'C2', order: 'L4', ...at(110), status: 'F', results: [potassium('3.3')] });
  const third = orUR01({ control: 'C3', order: 'L4', ...at(120), status: 'C', results: [potassium('3.6')] });
  for (const message of [third, first, second]) expect(await ward.send(message)).toMatchObject({ code: 'AA' });
  expect(await readPotassium('L4')).toEqual(['corrected', 'corrected', 3.6]);
  expect((await ward.kept('C1'))[0]?.state).toBe('superseded');
  expect((await ward.kept('C2'))[0]?.state).toBe('superseded');
  for (const message of [first, second, third]) await ward.send(message);
  expect(await readPotassium('L4')).toEqual(['corrected', 'corrected', 3.6]);
});

it('puts a correction that comes alone in the place of what it corrects among several moments [R25]', async () => {
  const patient = (await ward.find('dubois')) ?? '';
  const reader = await ward.link('physician');
  const said = async (): Promise<unknown> => {
    const found = await ward.search(reader, `Observation?patient=${patient}&code=2823-3&_count=200`);
    return found
      ?.filter((one) => String(one['effectiveDateTime']).startsWith('2026-03-04'))
      .map((one) => [
        String(one['effectiveDateTime']).slice(11, 16),
        one['status'],
        (one['valueQuantity'] as { value: number }).value,
        one['identifier'],
      ])
      .toSorted();
  };
  const send = (control: string, minute: number, status: string, ...results: readonly (readonly [string, string])[]) =>
    ward.send(
      orUR01({
        control,
        order: 'L7',
        at: `202603041${minute}00`,
        issued: `202603041${minute}00`,
        results: results.map(([at, value]) => ({ ...potassium(value), at: `20260304${at}`, status })),
      }),
    );
  await send('M1', 300, 'F', ['0800', '3.1'], ['1200', '3.2']);
  const before = (await said()) as unknown[][];
  expect(before.map(([time, ...more]) => [time, ...more.slice(0, 2)])).toEqual([
    ['08:00', 'final', 3.1],
    ['12:00', 'final', 3.2],
  ]);
  const [eight, noon] = before.map((one) => one[3]);
  expect(await send('M3', 320, 'C', ['1200', '4.2'])).toMatchObject({ code: 'AA' });
  const corrected = [
    ['08:00', 'final', 3.1, eight],
    ['12:00', 'corrected', 4.2, noon],
  ];
  expect(await said()).toEqual(corrected);
  await send('M2', 310, 'F', ['1200', '3.9']);
  expect([(await ward.kept('M2'))[0]?.state, await said()]).toEqual(['superseded', corrected]);
  await send('M4', 330, 'D', ['0800', '3.1']);
  expect(await said()).toEqual([['08:00', 'entered-in-error', 3.1, eight], corrected[1]]);
  await send('M5', 340, 'C', ['0800', '3.0'], ['1200', '4.4']);
  expect(await said()).toEqual([
    ['08:00', 'corrected', 3, eight],
    ['12:00', 'corrected', 4.4, noon],
  ]);
  await ward.send(
    orUR01({
      control: 'M6',
      order: 'L7',
      at: '20260304135000',
      issued: '20260304135000',
      results: [
        { ...potassium('3.0'), at: '202603040800', status: 'F' },
        { ...potassium(''), at: '202603041200', status: 'D' },
      ],
    }),
  );
  expect(await said()).toEqual([
    ['08:00', 'final', 3, eight],
    ['12:00', 'entered-in-error', 4.4, noon],
  ]);
  const panels = await ward.search(reader, `Observation?patient=${patient}&code=24326-1&_count=200`);
  const members = panels?.map((one) => (one['hasMember'] as readonly unknown[]).length) ?? [];
  expect(Math.max(...members)).toBe(2);
});

it('shows once a result that came alone before its pair [R25]', async () => {
  const patient = (await ward.find('dubois')) ?? '';
  const reader = await ward.link('physician');
  const send = (control: string, minute: number, ...results: readonly (readonly [string, string, string])[]) =>
    ward.send(
      orUR01({
        control,
        order: 'L8',
        at: `202603061${minute}00`,
        issued: `202603061${minute}00`,
        results: results.map(([at, value, status]) => ({ ...potassium(value), at: `20260306${at}`, status })),
      }),
    );
  const said = async (): Promise<unknown> =>
    (await ward.search(reader, `Observation?patient=${patient}&code=2823-3&_count=200`))
      ?.filter((one) => String(one['effectiveDateTime']).startsWith('2026-03-06'))
      .map((one) => [
        String(one['effectiveDateTime']).slice(11, 16),
        one['status'],
        (one['valueQuantity'] as { value: number }).value,
      ])
      .toSorted();
  await send('A1', 300, ['1200', '3.2', 'F']);
  await send('A2', 310, ['0800', '3.1', 'F'], ['1200', '3.2', 'F']);
  expect(await said()).toEqual([
    ['08:00', 'final', 3.1],
    ['12:00', 'final', 3.2],
  ]);
  await send('A3', 320, ['1200', '4.2', 'C']);
  await send('A4', 330, ['0800', '3.0', 'C'], ['1200', '', 'D']);
  expect(await said()).toEqual([
    ['08:00', 'corrected', 3],
    ['12:00', 'entered-in-error', 4.2],
  ]);
});

it('cancels a letter even when the cancellation comes first [R25]', async () => {
  const patient = (await ward.find('dubois')) ?? '';
  const reader = await ward.link('physician');
  const documents = async (): Promise<unknown> =>
    (await ward.search(reader, `DocumentReference?patient=${patient}`))?.map(({ status }) => status);
  await ward.send(mdm('T11', { control: 'T2', document: 'DOC-9', at: '20260302120000' }));
  expect(await documents()).toEqual([]);
  expect(await ward.send(mdm('T02', { control: 'T1', document: 'DOC-9', at: '20260302110000' }))).toMatchObject({
    code: 'AA',
  });
  expect(await documents()).toEqual(['entered-in-error']);
});

it('tells nobody of what comes for a hidden document, and of the patient’s other documents as ever [R18] [R25]', async () => {
  const patient = (await ward.find('dubois')) ?? '';
  const { sql } = ward.hospital.test;
  const told = async (): Promise<number> =>
    (await sql<{ n: number }>('select count(*)::int as n from push.outbox where patient = $1', [patient]))[0]?.n ?? 0;
  const letter = (control: string, hour: number): Promise<unknown> =>
    ward.send(mdm(hour === 10 ? 'T02' : 'T08', { control, document: 'DOC-H', at: `20260305${hour}0000` }));
  await letter('H1', 10);
  await sql(
    `insert into medical.hiding (patient, type, id)
       select f.patient, f.type, f.id from medical.filed f join inbox.message m on m.control = 'H1'
        where f.type = 'DocumentReference' and f.version like '2026-03-05T09:00%'`,
  );
  const before = await told();
  await ward.send(orUR01({ control: 'H2', order: 'L9', results: [potassium('4.0')] }));
  expect(await told()).toBe(before + 1);
  await letter('H3', 11);
  expect((await ward.kept('H3'))[0]?.state).toBe('filed');
  expect(
    await sql(
      `select r.version, r.hidden from medical.hiding h join medical.resource r on r.type = h.type and r.id = h.id where h.patient = $1`,
      [patient],
    ),
  ).toEqual([{ version: 2, hidden: true }]);
  expect(await told()).toBe(before + 1);
});

it('keeps a result of an unknown patient, refuses it AE, and files it by itself when his admission comes [R25]', async () => {
  const result = orUR01({ control: 'W1', order: 'L5', patient: 'petit', results: [potassium('4.4')] });
  expect(await ward.send(result)).toMatchObject({
    code: 'AE',
    place: 'PID^1^3',
    condition: '204',
    reason: expect.stringContaining('Patient encore inconnu'),
  });
  expect(await ward.find('petit')).toBeNull();
  await ward.send(adt('A28', { control: 'W2', patient: 'petit' }));
  await expect.poll(async () => (await ward.kept('W1'))[0]?.state, { timeout: 15_000 }).toBe('filed');
  const patient = await ward.find('petit');
  expect(
    await ward.hospital.test.sql(
      `select distinct type from medical.resource where patient = $1 and type <> 'Patient' order by 1`,
      [patient],
    ),
  ).toEqual([{ type: 'DiagnosticReport' }, { type: 'Observation' }]);
});

it('files what waited when another door makes the patient known [R25]', async () => {
  await ward.send(orUR01({ control: 'X1', order: 'L6', patient: 'benali' }));
  expect((await ward.kept('X1'))[0]?.state).toBe('failed');
  const { toPatient } = await import('../../../server/demo/people.ts');
  const { managingOrganization: _organization, generalPractitioner: _gp, ...patient } = toPatient('benali');
  const known = { ...patient, identifier: patient.identifier?.map(({ assigner: _assigner, ...one }) => one) };
  const bundle = {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [{ resource: known, request: { method: 'PUT', url: `Patient/${patient.id}` } }],
  };
  const { status } = await ward.hospital.system.ask('POST', '/fhir', {
    body: bundle,
    headers: { 'content-type': 'application/fhir+json' },
  });
  expect(status).toBe(200);
  await expect.poll(async () => (await ward.kept('X1'))[0]?.state, { timeout: 15_000 }).toBe('filed');
});

it('never attaches to a guess: numbers of two patients, another NISS, another birth date are refused and kept [R25]', async () => {
  await ward.send(adt('A28', { control: 'G0', patient: 'nguyen' }));
  const niss = (key: 'dubois' | 'nguyen'): string => /~(\d{11})/.exec(aPID(key))?.[1] ?? '';
  const count = async (): Promise<unknown> => ward.hospital.test.sql('select count(*) from medical.resource');
  const before = await count();
  const two = aPID('dubois').replace(niss('dubois'), niss('nguyen'));
  const born = aPID('dubois', { 7: '19800101' });
  const bornInPart = aPID('dubois', { 7: '19800000' });
  const other = aPID('dubois').replace(niss('dubois'), '93051822361');
  const refused = [];
  for (const [index, segment] of [two, born, bornInPart, other].entries()) {
    const { code, reason, place } = await ward.send(
      orUR01({ control: `G${index + 1}`, order: `LG${index}`, patient: { segment } }),
    );
    refused.push([code, place, reason.slice(0, 40)]);
  }
  expect(refused).toEqual([
    ['AE', 'PID^1^3', "Le numéro d'hôpital et le numéro nationa"],
    ['AE', 'PID^1^7', "La date de naissance ou le sexe n'est pa"],
    ['AE', 'PID^1^7', "La date de naissance ou le sexe n'est pa"],
    ['AE', 'PID^1^3', "Le numéro national n'est pas celui du pa"],
  ]);
  expect(await count()).toEqual(before);
});
