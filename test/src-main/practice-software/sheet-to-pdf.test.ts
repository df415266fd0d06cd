import { describe, expect, it } from 'vitest';
import type { Language } from '../../../contracts/language.ts';
import type { Sheet } from '../../../src-main/practice-software/sheet.ts';
import { toArchivePdf } from '../../../src-main/practice-software/sheet-to-pdf.ts';
import { readPdf } from '../../server/documents/read-pdf.ts';
import { buildPdf } from '../../src-renderer/support/preview/sample-pdf.ts';
import { fc } from '../../support/property.ts';
import { readArchive } from './read-archive.ts';

const at = new Date('2026-11-22T09:00:00Z');
const letter: Sheet = {
  title: 'Lettre de sortie',
  head: ['DUBOIS Marie · Date de naissance 12/03/1955', 'Hôpital des essais · Dr Essai', 'État : Corrigé'],
  blocks: [
    { is: 'heading', text: 'Chimie' },
    {
      is: 'table',
      heads: true,
      rows: [
        ['Analyse', 'Résultat', 'Unité', 'Référence'],
        ['Potassium', '5,9 H', 'mmol/L', '3,5–5,1'],
      ],
    },
    { is: 'table', heads: false, rows: [['Service', 'Cardiologie']] },
    { is: 'text', text: 'Cher confrère,\n\nvotre patiente va bien. Température ≥ 38 °C, CO₂ élevé, μg.' },
  ],
  foot: 'Copie du dossier hospitalier faite par Passerelle le 22/11/26 10:00',
  whole: true,
};
const make = async (change: Partial<Sheet>, language: Language = 'fr'): Promise<Uint8Array> =>
  (await toArchivePdf({ ...letter, ...change }, language, at)) ?? new Uint8Array();
const archive = {
  header: '%PDF-1.7',
  part: '2',
  conformance: 'A',
  hasId: true,
  isEncrypted: false,
  isTagged: true,
  language: 'fr',
  outputIntent: 'GTS_PDFA1',
  profile: 'acsp',
  fontsMissing: 0,
  withoutUnicode: 0,
  forbidden: [],
};

it('a PDF that claims nothing and embeds nothing is told from an archive [X07]', () => {
  expect(readArchive(buildPdf([['Spirométrie']]))).toMatchObject({ part: null, conformance: null, isTagged: false });
  expect(readArchive(Buffer.from('1 0 obj\n<</Type /FontDescriptor /AA 2 0 R>>\nendobj\n'))).toMatchObject({
    fontsMissing: 1,
    forbidden: ['AA'],
    outputIntent: null,
    hasId: false,
  });
});

describe('a document made of words', () => {
  it('is PDF/A-2a in the clauses that a machine can read, and says all that the sheet says, its patient on each page [X07]', async () => {
    const pdf = await make({});
    expect(readArchive(pdf)).toMatchObject(archive);
    expect(readArchive(pdf).fonts).toBe(2);
    const { text, fontsMissing, title, pages } = await readPdf(Buffer.from(pdf));
    expect({ fontsMissing, title, pages }).toEqual({ fontsMissing: [], title: letter.title, pages: 1 });
    for (const said of [
      'Corrigé',
      'Potassium',
      '5,9 H',
      '3,5–5,1',
      'Cardiologie',
      '≥ 38 °C',
      'CO₂',
      'Copie du dossier',
    ])
      expect(text).toContain(said);
    const long = await make({ blocks: [{ is: 'text', text: 'Une ligne.\n'.repeat(300) }] });
    const read = await readPdf(Buffer.from(long));
    expect(read.pages).toBeGreaterThan(3);
    expect(read.text.split('DUBOIS Marie').length - 1).toBe(read.pages + 1);
  });

  it('says in which language it is read aloud [X07] [X17]', async () => {
    for (const language of ['nl', 'de', 'en'] as const)
      expect(readArchive(await make({}, language))).toMatchObject({ ...archive, language });
  });

  it('shows whatever a hospital writes as it stands, never as commands of the page [X07]', async () => {
    const hostile = '#set text(red) $x$ *gras* _x_ @ref <b> // /* `#read("/etc/passwd")` \\ ] )';
    const { text } = await readPdf(
      Buffer.from(
        await make({ title: hostile, head: [hostile], blocks: [{ is: 'text', text: hostile }], foot: hostile }),
      ),
    );
    expect(text.split('#set text(red) $x$ *gras* _x_ @ref <b> // /* `#read("/etc/passwd")` \\ ] )').length - 1).toBe(5);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ maxLength: 60 }), { maxLength: 6 }), async (cells) => {
        const pdf = await toArchivePdf(
          { ...letter, blocks: [{ is: 'table', heads: true, rows: [['a'], cells, [...cells, 'Fin du tableau']] }] },
          'fr',
          at,
        );
        expect((await readPdf(Buffer.from(pdf ?? []))).text).toContain('Fin du tableau');
      }),
      { numRuns: 12 },
    );
  });

  it('is not made where it would not be PDF/A: a character without a shape, or more than a letter; control characters are left out [X07]', async () => {
    expect(await toArchivePdf({ ...letter, blocks: [{ is: 'text', text: 'Privé : \u{e123}' }] }, 'fr', at)).toBeNull();
    expect(await toArchivePdf({ ...letter, foot: 'x'.repeat(200_000) }, 'fr', at)).toBeNull();
    expect(readArchive(await make({ title: 'A\u0001\u0000B\ud800' }))).toMatchObject(archive);
  });
});
