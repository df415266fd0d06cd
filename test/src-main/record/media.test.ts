import { randomUUID } from 'node:crypto';
import type { Media } from '@medplum/fhirtypes';
import { expect, it } from 'vitest';
import { DocumentView, RecordIndex } from '../../../contracts/record.ts';
import { toDocumentView } from '../../../src-main/record/document-view.ts';
import { toHistory } from '../../../src-main/record/laboratory.ts';
import { toTimeline } from '../../../src-main/record/timeline.ts';
import { choosePartner } from '../../../src-renderer/viewer/photographs/pairing.ts';
import { aBinary, aLetter, anObservation, aPatient, aReport, type Stored } from '../../builders/fhir.ts';
import { aRecord } from './a-record.ts';

const patient = aPatient();
const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');
const leg = { coding: [{ system: 'http://snomed.info/sct', code: '48979004' }], text: 'Malléole gauche' };

function aPhotograph(over: Partial<Media> = {}): Stored<Media> {
  return {
    resourceType: 'Media',
    id: randomUUID(),
    status: 'completed',
    type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/media-type', code: 'image' }] },
    subject: { reference: `Patient/${patient.id}` },
    createdDateTime: '2026-10-05T10:00:00+02:00',
    bodySite: leg,
    operator: { display: 'Consultation plaies' },
    content: { contentType: 'image/jpeg', data: jpeg.toString('base64'), title: 'Ulcère' },
    ...over,
  };
}

function open(...resources: (object & { resourceType: string; id: string })[]) {
  const record = aRecord(patient.id, ...resources);
  const history = toHistory(record);
  const entries = RecordIndex.shape.entries.parse(toTimeline(record, history));
  const view = async (ref: string) =>
    DocumentView.parse(
      await toDocumentView(record, ref, {
        link: { patient: patient.id } as never,
        history,
        readBinary: (binary) => Promise.resolve(Buffer.from(JSON.stringify(record.resources.get(binary)), 'utf8')),
      }),
    );
  return { entries, view };
}

const pictures = async (view: ReturnType<typeof open>['view'], ref: string): Promise<readonly string[]> =>
  (await view(ref)).parts.map((part) => (part.show === 'file' ? `file ${part.format}` : part.show));

it('shows a Media as a photograph of its own, named by its part of the body, and opens its picture [R22] [X15]', async () => {
  const photograph = aPhotograph({ note: [{ text: 'Après six semaines' }] });
  const { entries, view } = open(photograph);
  expect(entries).toMatchObject([
    {
      document: `Media/${photograph.id}`,
      kind: 'photograph',
      at: '2026-10-05T10:00:00+02:00',
      title: 'Ulcère – Malléole gauche',
      detail: 'Consultation plaies',
      status: 'completed',
      site: 'http://snomed.info/sct|48979004',
    },
  ]);
  const shown = await view(`Media/${photograph.id}`);
  expect([shown.kind, shown.title, shown.author]).toEqual([
    'photograph',
    'Ulcère – Malléole gauche',
    'Consultation plaies',
  ]);
  expect(await pictures(view, `Media/${photograph.id}`)).toEqual(['file image', 'text']);
});

it('proposes for the slider the photograph of the same part of the body, whatever it is called [X15]', () => {
  const [before, after] = [
    aPhotograph({ createdDateTime: '2026-08-01', content: { contentType: 'image/jpeg', title: 'Avant' } }),
    aPhotograph(),
  ];
  const elsewhere = aPhotograph({ createdDateTime: '2025-01-01', bodySite: { text: 'Main droite' } });
  const { entries } = open(before, after, elsewhere);
  expect(choosePartner(entries, `Media/${after.id}`)?.document).toBe(`Media/${before.id}`);
  expect(choosePartner(entries, `Media/${elsewhere.id}`)).toBeNull();
});

it('makes one line of a document and the Media it points to, by related, by address or from a report [R22] [R23]', async () => {
  const binary = { ...aBinary('x', 'image/jpeg'), data: jpeg.toString('base64') };
  const [related, named, reported] = [
    aPhotograph({ content: { contentType: 'image/jpeg', url: `Binary/${binary.id}` } }),
    aPhotograph(),
    aPhotograph(),
  ];
  const file = { contentType: 'image/jpeg', url: `Binary/${binary.id}` };
  const both = aLetter(patient, binary, {
    type: { text: 'Photographies' },
    content: [{ attachment: file }],
    context: { related: [{ reference: `Media/${related.id}` }] },
  });
  const address = aLetter(patient, binary, {
    type: { text: 'Photographies' },
    content: [{ attachment: { contentType: 'image/jpeg', url: `Media/${named.id}` } }],
  });
  const report = aReport(patient, [], {
    category: [{ coding: [{ code: 'DER' }] }],
    media: [{ link: { reference: `Media/${reported.id}` } }],
  });
  const { entries, view } = open(binary, related, named, reported, both, address, report);
  expect(Object.fromEntries(entries.map(({ document, kind }) => [document, kind]))).toEqual({
    [`DiagnosticReport/${report.id}`]: 'photograph',
    [`DocumentReference/${both.id}`]: 'photograph',
    [`DocumentReference/${address.id}`]: 'photograph',
  });
  for (const { document } of entries) expect(await pictures(view, document)).toEqual(['file image']);
});

it('loses no picture: beside a result, not copied yet, or a film that no window shows [R22]', async () => {
  const beside = aPhotograph();
  const result = anObservation(patient, { derivedFrom: [{ reference: `Media/${beside.id}` }] });
  const film = aPhotograph({
    type: { text: 'Film' },
    content: { contentType: 'video/mp4', data: 'AAAA', title: 'Marche' },
  });
  const { entries, view } = open(result, beside, film);
  expect(entries.map(({ document, kind }) => [document, kind])).toEqual(
    expect.arrayContaining([
      [`Media/${beside.id}`, 'photograph'],
      [`Media/${film.id}`, 'report'],
    ]),
  );
  expect((await view(`Media/${film.id}`)).parts).toEqual([
    { show: 'unreadable', title: 'Marche', code: 'document-unreadable', mime: 'video/mp4' },
  ]);
});
