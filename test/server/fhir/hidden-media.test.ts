import { createHash, randomUUID } from 'node:crypto';
import type { Media } from '@medplum/fhirtypes';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toBrusselsDay } from '../../../server/domain/brussels.ts';
import { aBinary, aLetter, aPatient, aReport, aTransaction, type Stored } from '../../builders/fhir.ts';
import { type Clinic, openClinic, type Sender } from './clinic.ts';

let clinic: Clinic;
let physician: Sender;
let desk: Sender;
const patient = aPatient();

function aPhotograph(binary: string, over: Partial<Media> = {}): Stored<Media> {
  return {
    resourceType: 'Media',
    id: randomUUID(),
    status: 'completed',
    subject: { reference: `Patient/${patient.id}` },
    createdDateTime: '2026-10-05T10:00:00+02:00',
    bodySite: { text: 'Jambe gauche' },
    content: { contentType: 'image/jpeg', url: `Binary/${binary}`, title: 'Plaie' },
    ...over,
  };
}

const open = { file: aBinary('open', 'image/jpeg') };
const plain = aPhotograph(open.file.id);
const words = aBinary('Cher confrère,');
const [alone, named, addressed, reported] = ['alone', 'named', 'addressed', 'reported'].map((word) => {
  const file = aBinary(`secret ${word}`, 'image/jpeg');
  return { file, media: aPhotograph(file.id) };
}) as [Pair, Pair, Pair, Pair];
interface Pair {
  readonly file: ReturnType<typeof aBinary>;
  readonly media: Stored<Media>;
}
const letter = aLetter(patient, words, { context: { related: [{ reference: `Media/${named.media.id}` }] } });
const byAddress = aLetter(patient, words, {
  content: [{ attachment: { contentType: 'image/jpeg', url: `Media/${addressed.media.id}` } }],
});
const report = aReport(patient, [], { media: [{ link: { reference: `Media/${reported.media.id}` } }] });

const sha256 = (value: string | Buffer): Buffer => createHash('sha256').update(value).digest();
const get = (url: string, who = physician) => clinic.ask(who, 'GET', url);
const decide = (path: string, body: object) =>
  clinic.ask(desk, 'POST', `/api/patient-rights/${patient.id}${path}`, body, { 'content-type': 'application/json' });
const hide = (document: string, hides: boolean) =>
  decide('/hiding', { document, hides, askedBy: 'letter', askedOn: toBrusselsDay(new Date()) });
const setHidden = (type: string, id: string, hidden: boolean) =>
  clinic.deps.database.ask('t', 'select api.set_hidden($1, $2, $3, $4, $5)', [
    sha256(desk.token ?? ''),
    sha256(desk.certificate),
    type,
    id,
    hidden,
  ]);

beforeAll(async () => {
  clinic = await openClinic();
  physician = await clinic.physician();
  desk = await clinic.desk();
  await clinic.ask(clinic.system, 'POST', '/fhir', aTransaction(patient, open.file, plain));
  await clinic.link(physician, patient.id);
});
afterAll(() => clinic.close());

/** Every door through which a photograph could show. */
async function look(): Promise<string> {
  const ids = [alone, named, addressed, reported].flatMap(({ file, media }) => [
    `Media/${media.id}`,
    `Binary/${file.id}`,
  ]);
  const urls = [
    `/fhir/Media?patient=${patient.id}`,
    `/fhir/Media?patient=${patient.id}&_summary=count`,
    `/fhir/Media?patient=${patient.id}&_count=1`,
    `/fhir/Media?created=2026-10-05`,
    `/fhir/Media?_sort=-_lastUpdated`,
    `/fhir/Patient?_has:Media:patient:status=completed`,
    `/fhir/Patient?_revinclude=Media:patient`,
    `/fhir/DocumentReference?patient=${patient.id}&_include=DocumentReference:related`,
    `/fhir/DocumentReference?related=Media/${named.media.id}`,
    `/fhir/DiagnosticReport?patient=${patient.id}`,
    `/fhir/Patient/${patient.id}/Media`,
    `/fhir/Patient/${patient.id}/$everything`,
    `/fhir/Patient/${patient.id}/$everything?_type=Media`,
    `/api/patients/${patient.id}/manifest`,
    ...ids.flatMap((ref) => [`/fhir/${ref}`, `/fhir/${ref}/_history`, `/fhir/${ref}/_history/1`]),
  ];
  const answers = [];
  for (const url of urls) {
    const { status, text, headers } = await get(url);
    const body = text.replace(/"(?:asOf|lease|diagnostics|incident)":"[^"]*"/g, '').replace(/_page=[\w-]+/g, '');
    answers.push(JSON.stringify([url, status, headers['x-total-count'] ?? null, body]));
  }
  return answers.join('\n');
}

test('leaves no trace of a hidden photograph, alone, behind a letter, behind an address or in a report [R18] [R22]', async () => {
  const before = await look();
  const sent = await clinic.ask(
    clinic.system,
    'POST',
    '/fhir',
    aTransaction(
      ...[alone, named, addressed, reported].flatMap(({ file, media }) => [file, media]),
      words,
      letter,
      byAddress,
      report,
    ),
  );
  expect([sent.status, sent.text]).toEqual([200, expect.any(String)]);
  const shown = await look();
  expect(shown).not.toBe(before);
  for (const { media } of [alone, named, addressed, reported])
    expect((await get(`/fhir/Media/${media.id}`)).status).toBe(200);
  const roots = [
    ['Media', alone.media.id],
    ['Media', named.media.id],
    ['DocumentReference', byAddress.id],
    ['DiagnosticReport', report.id],
  ] as const;
  for (const [type, id] of roots) await setHidden(type, id, true);
  expect(await look()).toBe(before);
  // A new version, and a letter that names it later.
  const late = aLetter(patient, words, { context: { related: [{ reference: `Media/${alone.media.id}` }] } });
  const again = { ...alone.media, note: [{ text: 'Seconde version' }] };
  expect((await clinic.ask(clinic.system, 'POST', '/fhir', aTransaction(again, late))).status).toBe(200);
  expect(await look()).toBe(before);
  expect((await get(`/fhir/DocumentReference/${late.id}`)).status).toBe(404);
  for (const [type, id] of roots) await setHidden(type, id, false);
  expect((await get(`/fhir/DocumentReference/${late.id}`)).status).toBe(200);
});

test('lists a photograph for the desk by its part of the body, hides it at the patient’s request and shows it again [R18]', async () => {
  const listed = (await decide('/documents', { after: null })).text;
  const documents = JSON.parse(listed) as { document: string; kind: string; title: string; asked: boolean }[];
  const own = documents.find(({ document }) => document === `Media/${plain.id}`);
  expect(own).toMatchObject({ kind: 'photograph', title: 'Plaie – Jambe gauche', asked: false });
  const held = [named, addressed, reported].map(({ media }) => `Media/${media.id}`);
  expect(documents.filter(({ document }) => held.includes(document))).toEqual([]);
  expect((await hide(`Media/${plain.id}`, true)).status).toBe(200);
  expect((await get(`/fhir/Media/${plain.id}`)).status).toBe(404);
  expect((await get(`/api/patients/${patient.id}/manifest`)).text).not.toContain(plain.id);
  expect((await hide(`Media/${plain.id}`, false)).status).toBe(200);
  expect((await get(`/fhir/Media/${plain.id}`)).status).toBe(200);
});

test('refuses a document whose address is a photograph of nobody here, or of another patient [R25]', async () => {
  const other = aPatient({ niss: '85073003328', number: 'HOSP-0002', gender: 'male', birthDate: '1985-07-30' });
  const send = (url: string) =>
    clinic.ask(
      clinic.system,
      'POST',
      '/fhir',
      aTransaction(other, aLetter(other, open.file, { content: [{ attachment: { contentType: 'image/jpeg', url } }] })),
    );
  for (const id of [randomUUID(), plain.id]) expect((await send(`Media/${id}`)).status).toBe(422);
});
