import { afterAll, beforeAll, expect, it } from 'vitest';
import { toDocumentView } from '../../../src-main/record/document-view.ts';
import { toHistory } from '../../../src-main/record/laboratory.ts';
import { toPatientRecord } from '../../../src-main/record/patient-record.ts';
import { adt, orUR01, type ORUWish } from '../../builders/hl7.ts';
import type { SignedIn } from '../support/test-hospital.ts';
import { openWard, type Read, type Ward } from './ward.ts';

let ward: Ward;
let patient = '';
let own: SignedIn;
beforeAll(async () => {
  ward = await openWard();
  await ward.send(adt('A28', { control: 'P1', at: '20260301080000' }));
  patient = (await ward.find('dubois')) ?? '';
  own = await ward.link('physician', patient);
});
afterAll(() => ward?.close());

const read = async (type: string): Promise<readonly Read[]> =>
  (await ward.search(own, `${type}?patient=${patient}&_count=100`)) ?? [];
const codeOf = (node: unknown): string =>
  (node as { coding?: { code: string }[] } | undefined)?.coding?.[0]?.code ?? '';
/** Allergies or diagnoses by name: whether they are active, and how sure. */
const statesOf = async (type: 'AllergyIntolerance' | 'Condition'): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await read(type)).map((one) => [
      (one['code'] as { text: string }).text,
      `${codeOf(one['clinicalStatus'])}, ${codeOf(one['verificationStatus'])}`,
    ]),
  );

it('never lets an allergy vanish because a later message does not say it again, or says none, or empties the list [R22] [R25]', async () => {
  const both = { Pénicilline: 'active, confirmed', Iode: 'active, confirmed' };
  const penicillin = 'AL1|1|DA|PEN^Pénicilline^L|SV|Œdème de Quincke';
  await ward.send(adt('A01', { control: 'A1', at: '20260301090000', more: [penicillin, 'AL1|2|DA|IOD^Iode^L|MI'] }));
  expect(await statesOf('AllergyIntolerance')).toEqual(both);
  await ward.send(adt('A08', { control: 'A2', at: '20260302090000', more: ['AL1|1|DA|IOD^Iode^L|MO'] }));
  expect(await statesOf('AllergyIntolerance')).toEqual(both);
  await ward.send(adt('A08', { control: 'A3', at: '20260303090000' }));
  expect(await statesOf('AllergyIntolerance')).toEqual(both);
  // « Delete what you have » (`""`) is no sentence about a substance: the helpdesk sees it, the record keeps both.
  const emptied = await ward.send(adt('A08', { control: 'A4', at: '20260304090000', more: ['AL1|1|""|""'] }));
  expect(emptied.code).toBe('AE');
  expect((await ward.kept('A4')).map(({ state }) => state)).toEqual(['failed']);
  expect(await statesOf('AllergyIntolerance')).toEqual(both);
  const [severe] = (await read('AllergyIntolerance')).filter((one) => codeOf(one['code']) === 'PEN');
  expect(severe).toMatchObject({ criticality: 'high', reaction: [{ severity: 'severe' }] });
});

it('keeps a diagnosis that a later message leaves out, and takes back the one that it says is deleted [R22] [R25]', async () => {
  const dg1 = (set: number, name: string, number: string, action = 'A'): string =>
    `DG1|${set}||${name}^${name}^L|||F||||||||||||||${number}|${action}`;
  await ward.send(
    adt('A01', { control: 'D1', at: '20260301090000', more: [dg1(1, 'Asthme', '1'), dg1(2, 'Goutte', '2')] }),
  );
  const both = { Asthme: 'active, confirmed', Goutte: 'active, confirmed' };
  expect(await statesOf('Condition')).toEqual(both);
  await ward.send(adt('A08', { control: 'D2', at: '20260302090000', more: [dg1(1, 'Goutte', '2')] }));
  expect(await statesOf('Condition')).toEqual(both);
  await ward.send(adt('A08', { control: 'D3', at: '20260303090000', more: [dg1(1, 'Asthme', '1', 'D')] }));
  expect(await statesOf('Condition')).toEqual({ ...both, Asthme: 'inactive, refuted' });
});

type Row = { readonly name: string; readonly value: string | null; readonly members: readonly Row[] };

/** The table of one report as the practice shows it, from what the hospital serves. */
async function tableOf(order: string): Promise<readonly string[]> {
  const all = [...(await read('DiagnosticReport')), ...(await read('Observation'))];
  const documents = all.map((one) => ({
    ref: `${String(one['resourceType'])}/${one.id}`,
    bytes: Buffer.from(JSON.stringify(one), 'utf8'),
  }));
  const record = toPatientRecord(patient, documents, [], [], []);
  const report = all.find(
    (one) => one['resourceType'] === 'DiagnosticReport' && JSON.stringify(one['identifier']).includes(`"${order}"`),
  );
  const view = await toDocumentView(record, `DiagnosticReport/${report?.id ?? ''}`, {
    link: { patient } as never,
    history: toHistory(record),
    readBinary: () => Promise.reject(new Error('no file here')),
  });
  const lines = (rows: readonly Row[], indent: string): string[] =>
    rows.flatMap(({ name, value, members }) => [`${indent}${name}: ${value ?? ''}`, ...lines(members, `${indent}  `)]);
  return view.parts.flatMap((part) =>
    part.show === 'laboratory' ? part.panels.flatMap(({ name, rows }) => [name, ...lines(rows, '  ')]) : [],
  );
}

it('keeps an antibiotic under its germ when it is corrected without it, and puts it there when the germ comes after it [R22] [R25]', async () => {
  const germ = { type: 'CWE', code: '600-7^Germe^LN', sub: '1', value: '112283007^Escherichia coli^SCT' };
  const count = { type: 'ST', code: '^Numération', sub: '1', value: 'nombreux' };
  const amoxicillin = (value: string, status = 'F') => ({
    type: 'SN',
    code: '18862-3^Amoxicilline^LN',
    sub: '1.1',
    value,
    unit: 'mg/L',
    status,
  });
  const send = async (order: string, at: string, ...results: NonNullable<ORUWish['results']>): Promise<void> => {
    const issued = `2026030${at}120000`;
    const message = orUR01({
      control: `${order}-${at}`,
      at: issued,
      issued,
      order,
      section: 'MB',
      service: '600-7^Hémoculture^LN',
      results,
    });
    expect((await ward.send(message)).code).toBe('AA');
  };
  const whole = (value: string) => [
    'Hémoculture',
    '  Germe: Escherichia coli',
    '    Numération: nombreux',
    `    Amoxicilline: ${value}`,
  ];
  await send('MB-1', '2', germ, count, amoxicillin('>^32'));
  expect(await tableOf('MB-1')).toEqual(whole('>32'));
  await send('MB-1', '3', amoxicillin('<=^2', 'C'));
  expect(await tableOf('MB-1')).toEqual(whole('<=2'));
  await send('MB-2', '2', amoxicillin('>^32'));
  expect(await tableOf('MB-2')).toEqual(['Hémoculture', '  Amoxicilline: >32']);
  await send('MB-2', '3', germ, count, amoxicillin('<=^2', 'C'));
  expect(await tableOf('MB-2')).toEqual(whole('<=2'));
  // A germ that was taken back holds nothing: what was under it is shown by itself too, never lost with it.
  await send('MB-1', '4', { ...germ, value: '', status: 'D' }, amoxicillin('<=^2', 'C'));
  expect(await tableOf('MB-1')).toContain('    Amoxicilline: <=2');
});

it('loses none of several results of one code and one moment, where one of them had come alone before [R22] [R25]', async () => {
  const germ = (name: string) => ({ type: 'CWE', code: '600-7^Germe^LN', value: `${name}^${name}^L` });
  const send = async (at: string, ...names: readonly string[]): Promise<void> => {
    const issued = `2026030${at}120000`;
    const results = names.map(germ);
    const message = orUR01({ control: `MB-3-${at}`, at: issued, issued, order: 'MB-3', section: 'MB', results });
    expect((await ward.send(message)).code).toBe('AA');
  };
  const germs = async (): Promise<readonly (string | undefined)[]> =>
    (await tableOf('MB-3'))
      .flatMap((line) => /Germe: (.*)/.exec(line)?.[1] ?? [])
      .toSorted((a, b) => a.localeCompare(b));
  await send('2', 'coli');
  await send('3', 'coli', 'aureus', 'albicans');
  expect(await germs()).toEqual(['albicans', 'aureus', 'coli']);
  await send('4', 'coli', 'aureus', 'albicans');
  expect(await germs()).toEqual(['albicans', 'aureus', 'coli']);
});
