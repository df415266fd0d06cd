import type { DocumentReference } from '@medplum/fhirtypes';
import { expect, test } from 'vitest';
import { mdm, type MDMWish } from '../../../builders/hl7.ts';
import { segmentOf } from '../../../builders/hl7-segment.ts';
import { toFilingOf, toShownRecord, toShownView } from './shown-record.ts';

function letterOf(event: string, wish: MDMWish = {}): DocumentReference | undefined {
  return toFilingOf(mdm(event, wish))
    .resources.map(({ resource }) => resource)
    .find((one): one is DocumentReference => one.resourceType === 'DocumentReference');
}

test('shows a letter with its title, author, day and text after one click [R22]', async () => {
  const record = toShownRecord(toFilingOf(mdm('T02')));
  const [ref = ''] = [...record.resources.keys()].filter((one) => one.startsWith('DocumentReference/'));
  expect(await toShownView(record, ref)).toMatchObject({
    kind: 'letter',
    title: 'Lettre de sortie : cardiologie',
    at: '2026-03-01T16:30:00+01:00',
    author: 'Dr Étienne Collin',
    status: 'final',
    parts: [{ show: 'text', title: 'Lettre de sortie : cardiologie', text: 'Cher confrère,\nVotre patiente va bien.' }],
  });
  const letter = letterOf('T02');
  expect([letter?.type, letter?.identifier, letter?.context?.encounter?.[0]?.identifier?.value]).toEqual([
    { coding: [{ system: 'http://loinc.org', code: '18842-5' }], text: 'Lettre de sortie' },
    [{ system: 'https://saint-exemple.example/identifiant/document/DPI', value: 'DOC-0001' }],
    'S-2026-0001',
  ]);
});

test('keeps PDF, RTF, HTML and CDA as what their bytes are [R22]', () => {
  const type = (content: string, subtype: string) =>
    letterOf('T02', { file: { bytes: Buffer.from(content), type: 'AP', subtype } })?.content[0]?.attachment.contentType;
  expect([
    type('%PDF-1.7', 'Octet-stream'),
    type('{\\rtf1 x}', 'Octet-stream'),
    type('<html><body>x</body></html>', 'HTML'),
    type('<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"/>', 'XML'),
    type('\xff\xd8\xff', 'JPEG'),
    type('?', 'x-unknown'),
  ]).toEqual([
    'application/pdf',
    'text/rtf',
    'text/html; charset=utf-8',
    'application/xml',
    'image/jpeg',
    'application/octet-stream',
  ]);
  expect(letterOf('T02', { text: '{\\rtf1\\ansi Cher confrère}' })?.content[0]?.attachment.contentType).toBe(
    'text/rtf',
  );
});

test('replaces, adds to and takes back a document, keeping each under its own number [R22]', () => {
  const keyOf = (wish: MDMWish) => toFilingOf(mdm('T02', wish)).resources.at(-1)?.key;
  const replaced = toFilingOf(mdm('T10', { document: 'DOC-2', parent: 'DOC-0001' }));
  expect(replaced.removed.map(({ key, set }) => [key === keyOf({}), set])).toEqual([[true, { status: 'superseded' }]]);
  expect([
    letterOf('T10', { document: 'DOC-2', parent: 'DOC-0001' })?.relatesTo?.[0]?.code,
    letterOf('T06', { document: 'DOC-3', parent: 'DOC-0001' })?.relatesTo?.[0]?.code,
  ]).toEqual(['replaces', 'appends']);
  expect(toFilingOf(mdm('T06', { document: 'DOC-3', parent: 'DOC-0001' })).removed).toEqual([]);
  // An edit does not say again what the letter replaced: that stays.
  expect(toFilingOf(mdm('T08', { document: 'DOC-2' })).resources.at(-1)?.keeps).toEqual(['relatesTo']);
  const gone = { type: 'DocumentReference', key: keyOf({}), set: { status: 'entered-in-error' } };
  expect([toFilingOf(mdm('T11')).removed, toFilingOf(mdm('T04', { availability: 'CA' })).removed]).toEqual([
    [expect.objectContaining(gone)],
    [expect.objectContaining(gone)],
  ]);
  expect([toFilingOf(mdm('T08')).resources.at(-1)?.key, toFilingOf(mdm('T11')).resources]).toEqual([keyOf({}), []]);
});

test('says whether a letter is signed [R22]', () => {
  expect([
    letterOf('T02')?.docStatus,
    letterOf('T02', { completion: 'IP' })?.docStatus,
    letterOf('T08')?.docStatus,
    letterOf('T02', { completion: '' })?.docStatus,
    letterOf('T02', { availability: 'OB' })?.status,
  ]).toEqual(['final', 'preliminary', 'amended', undefined, 'superseded']);
});

test('writes measured values among the lines of a letter [R22]', () => {
  const more = [segmentOf('OBX', { 1: 3, 2: 'NM', 3: '29463-7^Poids^LN', 5: '71.5', 6: 'kg', 11: 'F' })];
  const link = segmentOf('OBX', { 1: 4, 2: 'RP', 3: '^Film', 5: 'https://film^a^IM^AVI', 11: 'F' });
  expect(() => toFilingOf(mdm('T02', { text: '', more: [link] }))).toThrow('RP');
  const { resources } = toFilingOf(mdm('T02', { more: [link, ...more] }));
  const [binary] = resources;
  const data = binary?.resource.resourceType === 'Binary' ? (binary.resource.data ?? '') : '';
  expect(Buffer.from(data, 'base64').toString('utf8').split('\n').slice(-2)).toEqual([
    'Film : renvoi à un fichier d’un autre système (RP), qui n’est pas suivi',
    'Poids : 71.5 kg',
  ]);
});

test('refuses a letter without number or without anything to read [R25]', () => {
  expect(() => toFilingOf(mdm('T02').replace('DOC-0001^DPI', ''))).toThrow('TXA-12');
  expect(() => toFilingOf(mdm('T02', { text: '' }))).toThrow('aucun contenu');
  expect(() => toFilingOf(mdm('T01'))).toThrow('événement');
});
