import type { DocumentReference } from '@medplum/fhirtypes';
import { expect, test } from 'vitest';
import { toNiss } from '../../../../server/demo/people.ts';
import { openValidator } from '../../../../server/fhir/validate.ts';
import { toFilingOf, toShownRecord, toShownView } from './shown-record.ts';

const niss = toNiss('dubois');
const healthOne = (number = niss, more = '') =>
  [
    'A1\\2603-001\\Laboratoire Exemple\\',
    `A2\\2603-001\\Dubois\\Marie\\F\\12031955\\${number}\\`,
    'A3\\2603-001\\Rue des Sorbiers 14\\7999\\Saint-Exemple\\',
    'A4\\2603-001\\Docteur Lambert\\02032026\\0815\\C\\',
    'L1\\2603-001\\00NA\\Sodium\\135-145\\mmol/L\\\\142\\',
    `${more}END`,
    '',
  ].join('\r\n');
const medidoc = (number = niss) =>
  [
    '1/88888/77/321',
    'Collin                  Étienne',
    'Rue 1',
    '7999      Saint-Exemple',
    'Tel',
    'urologie',
    '202603021030',
    '1/77777/66/210',
    'Lambert',
    `#A${number}`,
    'Dubois                  Marie',
    '19550312',
    'X',
    '20260302',
    'P-42',
    'ref',
    '#Rb',
    '!Consultation d’urologie',
    'Cher confrère,',
    '#R/',
    '#A/',
    '#/',
    '',
  ].join('\r\n');
const kmehr = (number = niss, more = '') =>
  `<?xml version="1.0" encoding="UTF-8"?>${more}<k:kmehrmessage xmlns:k="http://www.ehealth.fgov.be/standards/kmehr/schema/v1"><header><id S="ID-KMEHR" SV="1.0">1.2026</id><date>2026-03-02</date></header><folder><patient><id S="INSS" SV="1.0">${number}</id><firstname>Marie Louise</firstname><familyname>Dubois</familyname><birthdate><date>1955-03-12</date></birthdate><sex><cd S="CD-SEX" SV="1.0">female</cd></sex></patient><transaction><cd S="CD-TRANSACTION" SV="1.0">sumehr</cd><date>2026-03-02</date><time>10:30:00</time><author><hcparty><firstname>Claire</firstname><familyname>Lambert &amp; fils</familyname></hcparty></author><iscomplete>true</iscomplete></transaction></folder></k:kmehrmessage>`;

function documentOf(text: string, encoding: 'utf8' | 'latin1' = 'utf8') {
  const filing = toFilingOf(text, encoding);
  const [binary, reference] = filing.resources.map(({ resource }) => resource);
  const letter = reference as DocumentReference;
  const bytes = binary?.resourceType === 'Binary' ? Buffer.from(binary.data ?? '', 'base64') : null;
  expect(openValidator()(letter, 'DocumentReference')).toEqual([]);
  return { filing, letter, kept: bytes?.equals(Buffer.from(text, encoding)) };
}

test('keeps HealthOne, MEDIDOC and KMEHR files byte for byte, with title, day, author and whose they are [R22]', () => {
  const facts = (text: string) => {
    const { filing, letter, kept } = documentOf(text);
    const { name, gender, birthDate } = filing.patient.resource ?? {};
    return [
      kept,
      letter.description,
      letter.date,
      letter.author?.[0]?.display,
      letter.content[0]?.format?.code,
      name,
      gender,
      birthDate,
      filing.patient.identifiers[0]?.value,
      filing.patient.purpose,
    ];
  };
  const whose = [[{ family: 'Dubois', given: ['Marie'] }], 'female', '1955-03-12', niss, 'mention'];
  expect([facts(healthOne()), facts(medidoc()), facts(kmehr())]).toEqual([
    [true, 'Résultats de laboratoire', '2026-03-02T08:15:00+01:00', 'Laboratoire Exemple', 'healthone', ...whose],
    [true, 'Consultation d’urologie', '2026-03-02T10:30:00+01:00', 'Collin Étienne', 'medidoc', ...whose],
    [
      true,
      'SumEHR',
      '2026-03-02T10:30:00+01:00',
      'Claire Lambert & fils',
      'kmehr',
      [{ family: 'Dubois', given: ['Marie', 'Louise'] }],
      ...whose.slice(1),
    ],
  ]);
});

test('keeps Latin-1 files as such, and the number by which a later copy replaces an earlier one [R22]', () => {
  const { letter, kept, filing } = documentOf(
    healthOne(niss, 'L5\\2603-001\\PROTOCOLE\\\\\\\\\\Bénédicte\\\r\n').replaceAll('’', "'"),
    'latin1',
  );
  expect([kept, letter.content[0]?.attachment.contentType]).toEqual([true, 'text/plain; charset=windows-1252']);
  const partial = toFilingOf(healthOne().replace('\\C\\', '\\P\\'));
  expect([
    partial.resources[1]?.key === filing.resources[1]?.key,
    (partial.resources[1]?.version ?? '') < (filing.resources[1]?.version ?? ''),
  ]).toEqual([true, true]);
});

test('shows each of them in the reading pane [R22]', async () => {
  for (const text of [healthOne(), medidoc(), kmehr()]) {
    const record = toShownRecord(toFilingOf(text));
    const [ref = ''] = [...record.resources.keys()].filter((one) => one.startsWith('DocumentReference/'));
    const { parts, kind } = await toShownView(record, ref);
    expect([kind, parts.length, parts.some(({ show }) => show === 'unreadable')]).toEqual(['letter', 1, false]);
  }
});

test('knows a birth date in part, and the zone in which a document was signed [R22] [R25]', () => {
  const born = (text: string) => toFilingOf(text).patient.resource?.birthDate;
  expect([
    born(healthOne().replace('12031955', '00001955')),
    born(medidoc().replace('19550312', '19550300')),
    born(kmehr().replace('1955-03-12', '1955-00-00')),
    born(kmehr().replace('1955-03-12', '1955-03-12+01:00')),
  ]).toEqual(['1955', '1955-03', '1955', '1955-03-12']);
  const signed = (time: string) => documentOf(kmehr().replace('10:30:00', time)).letter.date;
  expect(['10:30:00', '10:30:00.123', '10:30:00Z', '10:30:00+05:00'].map(signed)).toEqual([
    '2026-03-02T10:30:00+01:00',
    '2026-03-02T10:30:00+01:00',
    '2026-03-02T10:30:00+00:00',
    '2026-03-02T10:30:00+05:00',
  ]);
});

test('refuses files of several patients, of nobody, with a false number, or broken [R25]', () => {
  expect(() => toFilingOf(healthOne() + healthOne(toNiss('petit')).replaceAll('Dubois\\Marie', 'Petit\\Noah'))).toThrow(
    'plusieurs patients',
  );
  expect(() => toFilingOf(healthOne(''))).toThrow('pas de numéro national');
  expect(() => toFilingOf(healthOne('55031248200'))).toThrow('pas valide');
  expect(() => toFilingOf(medidoc('55031248200'))).toThrow('pas valide');
  expect(() =>
    toFilingOf(
      kmehr().replace(
        '</folder>',
        `</folder><folder><patient><id S="INSS" SV="1.0">${toNiss('petit')}</id></patient></folder>`,
      ),
    ),
  ).toThrow('plusieurs patients');
  expect(() => toFilingOf(kmehr(niss, '<!DOCTYPE kmehrmessage [<!ENTITY a "b">]>'))).toThrow('DOCTYPE');
  expect(() => toFilingOf(kmehr().slice(0, -30))).toThrow('XML');
  expect(() => toFilingOf('A1\\1\\x\\\r\n')).toThrow('A2');
  expect(() => toFilingOf('{"resourceType":"Patient"}')).toThrow('ni un message');
});

test('refuses an XML whose names or elements alone would fill the memory [R25]', () => {
  const name = 'n'.repeat(20_000);
  const deep = kmehr().replace('</folder>', `<${name}>${'<a>x</a>'.repeat(4)}</${name}></folder>`);
  const many = kmehr().replace('</folder>', `${'<a>x</a>'.repeat(400_001)}</folder>`);
  expect(() => toFilingOf(deep)).toThrow('noms trop longs');
  expect(() => toFilingOf(many)).toThrow('trop d’éléments');
});
