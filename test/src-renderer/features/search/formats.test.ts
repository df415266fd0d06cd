// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { createOCREngine } from 'tesseract-wasm';
import { describe, expect, it } from 'vitest';
import type { SearchPart } from '../../../../contracts/search.ts';
import { toCalendar } from '../../../../server/demo/calendar.ts';
import { toObjectInstances } from '../../../../server/demo/objects/index.ts';
import { toAttachmentPart } from '../../../../src-main/record/attachments.ts';
import { readFile } from '../../../../src-renderer/features/document/readers/read-file.ts';
import { readTiff } from '../../../../src-renderer/features/document/readers/tiff.ts';
import { toPagePixels } from '../../../../src-renderer/features/document/readers/tiff-pixels.ts';
import { readDocumentText, type TextReaders } from '../../../../src-renderer/features/document/texts/document-text.ts';
import { readObjectText } from '../../../../src-renderer/features/document/texts/object-text.ts';
import { readPdfText } from '../../../../src-renderer/features/document/texts/pdf-text.ts';
import { createTextIndex } from '../../../../src-renderer/features/search/text-index.ts';
import { buildRow } from '../../support/samples.ts';
import { buildPdf } from '../../support/preview/sample-pdf.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'documents');

const packages = join(import.meta.dirname, '..', '..', '..', '..', 'node_modules');

/** The recognition of the window with its own engine and model; pages are decoded by the window's reader too. */
async function recogniseTiff(bytes: Uint8Array): Promise<readonly string[]> {
  const engine = await createOCREngine({
    wasmBinary: readFileSync(join(packages, 'tesseract-wasm/dist/tesseract-core.wasm')),
  });
  const model = readFileSync(join(packages, '@tesseract.js-data/fra/4.0.0_best_int/fra.traineddata.gz'));
  engine.loadModel(gunzipSync(model));
  const texts: string[] = [];
  for (const page of readTiff(bytes).pages.slice(0, 1)) {
    const { rgba, width, height } = await toPagePixels(page);
    engine.loadImage({ data: rgba, width, height } as ImageData);
    texts.push(engine.getText());
  }
  engine.destroy();
  return texts;
}

/** The readers themselves, without the workers that bound them in the window. */
const readers: TextReaders = {
  async readFile(question) {
    if (question.format === 'object') return await readObjectText(question.bytes);
    return readFile(question.format, question.bytes);
  },
  async readPdf(bytes, signal, recognises) {
    const task = getDocument({ data: bytes.slice(), verbosity: 0, stopAtErrors: false });
    try {
      return await readPdfText(await task.promise, signal, recognises ? () => Promise.reject(new Error('dark')) : null);
    } finally {
      await task.destroy();
    }
  },
  readScan: async (_format, bytes) => ({ pages: await recogniseTiff(bytes), isWhole: true, isRecognised: true }),
};

const readAll = async (recognises: boolean, ...parts: readonly SearchPart[]) =>
  await readDocumentText(
    { document: 'DocumentReference/1', stamp: 's', author: null, parts: [...parts] },
    readers,
    new AbortController().signal,
    recognises,
  );
const read = async (...parts: readonly SearchPart[]) => await readAll(false, ...parts);

/** A file of the fixtures as the main process hands it over. */
async function aFile(name: string, contentType: string): Promise<SearchPart> {
  const data = readFileSync(join(folder, name)).toString('base64');
  return await toAttachmentPart({ contentType, data }, () => Promise.reject(new Error('inline')));
}

async function finds(part: SearchPart, typed: string): Promise<boolean> {
  const index = createTextIndex();
  index.put('DocumentReference/1', '', (await read(part)).text);
  return index.search(typed)?.documents.has('DocumentReference/1') ?? false;
}

const html =
  '<p>Échographie de la thyro<b>ïde</b></p><table><tr><td>Calcium</td><td>2,4</td></tr></table><img src="data:image/png;base64,AAAA">';

/** A word inside each format, and one that its reader leaves out (hidden text, labels) or that is not there. */
const formats: readonly (readonly [
  format: string,
  part: () => Promise<SearchPart> | SearchPart,
  inside: string,
  not: string,
])[] = [
  ['plain text', () => ({ show: 'text', title: null, text: 'Cher confrère, tout va bien.' }), 'confrere', 'mal'],
  ['HTML', () => ({ show: 'html', title: null, html }), 'thyroïde calcium', 'tachycardie'],
  ['RTF', () => aFile('letter-fr.rtf', 'application/rtf'), 'digoxine créatinine', 'caché'],
  ['RTF in German', () => aFile('letter-de.rtf', 'application/rtf'), 'Sehr geehrte', 'digoxine'],
  ['CDA', () => aFile('discharge-fr.cda', 'text/xml'), 'pneumocoque amoxicilline', 'tachycardie'],
  ['KMEHR', () => aFile('medication-scheme.kmehr', 'text/xml'), 'pantomed dafalgan', 'tachycardie'],
  ['HealthOne', () => aFile('results.healthone', 'text/plain'), 'potassium 5,90', '5,91'],
  ['MEDIDOC', () => aFile('report.medidoc', 'text/plain'), 'pression 128 poids', 'tachycardie'],
  [
    'PDF',
    () => ({ show: 'pdf', title: null, bytes: buildPdf([['Lettre'], ['Bilan mar-', 'tial complet']]) }),
    'martial',
    'tachycardie',
  ],
  [
    'a structured report in DICOM',
    () => ({
      show: 'object',
      bytes: new Uint8Array(toObjectInstances('echo', toCalendar('2026-11-20'))[1] ?? []),
    }),
    'ventricule gauche',
    'tachycardie',
  ],
  [
    'laboratory results',
    () => ({
      show: 'laboratory',
      performer: null,
      panels: [
        {
          name: 'Ions',
          rows: [buildRow({ value: '5.9', notes: ['Hémolyse'], members: [buildRow({ name: 'Urée' })] })],
        },
      ],
    }),
    'ions potassium 5,9 hemolyse uree',
    'sodium',
  ],
  [
    'a page of facts',
    () => ({ show: 'facts', rows: [{ label: 'Motif', value: 'Décompensation cardiaque' }] }),
    'decompensation',
    'motif',
  ],
  [
    'a list',
    () => ({ show: 'table', title: 'Traitement', head: ['Médicament', 'Dose'], rows: [['Bisoprolol', '2.5 mg']] }),
    'traitement bisoprolol 2,5',
    'dose',
  ],
];

describe('a word inside', () => {
  it.each(formats)('%s is found [X05]', async (_format, part, inside, not) => {
    expect(await finds(await part(), inside)).toBe(true);
    expect(await finds(await part(), not)).toBe(false);
  });
});

describe('what cannot be searched', () => {
  it('waits in a scan, whatever its format, until everything else is known [X05]', async () => {
    const scan = await aFile('scan-nl-g4.tif', 'image/tiff');
    const picture = await aFile('scan-nl-exif6.jpg', 'image/jpeg');
    const paper: SearchPart = { show: 'pdf', title: null, bytes: buildPdf([['Lettre'], []]) };
    for (const part of [scan, picture, paper]) expect((await read(part)).unsearched).toBe('waiting');
    expect((await read({ show: 'pdf', title: null, bytes: buildPdf([['Lettre']]) })).unsearched).toBeNull();
  });

  it('is told where a picture has no words that the machine can read [X05]', async () => {
    const paper: SearchPart = { show: 'pdf', title: null, bytes: buildPdf([['Lettre'], []]) };
    const { text, unsearched } = await readAll(true, paper);
    expect([text.includes('Lettre'), unsearched]).toEqual([true, 'scan']);
  });

  it('is told where words were recognised, and they are found: of a Dutch letter by the French model [X05]', async () => {
    const scan = await aFile('scan-nl-g4.tif', 'image/tiff');
    const { text, unsearched } = await readAll(true, scan);
    expect(unsearched).toBe('recognised');
    const index = createTextIndex();
    index.put('DocumentReference/1', '', text);
    for (const word of ['ontslagbrief', 'arteriële hypertensie', 'troponine', 'coronarografie'])
      expect(index.search(word)?.documents.size, word).toBe(1);
    // On the page that it stands on, behind what stands on none.
    expect(text.startsWith('\f')).toBe(true);
  });

  it('is said of a file that is broken or locked, which takes nothing of its neighbours [X05]', async () => {
    const broken: SearchPart = { show: 'pdf', title: null, bytes: Uint8Array.from([37, 80, 68, 70, 45, 49]) };
    const locked = await aFile('locked.pdf', 'application/pdf');
    const nested: SearchPart = { show: 'file', format: 'kmehr', title: null, bytes: new TextEncoder().encode('<a/>') };
    for (const part of [broken, locked, nested]) {
      const { text, unsearched } = await read(part, { show: 'text', title: null, text: 'Spirométrie stable' });
      expect([text.includes('Spirométrie'), unsearched]).toEqual([true, 'unreadable']);
    }
  });

  it('is not said of what is only on its way [X05]', async () => {
    const awaited: SearchPart = { show: 'unreadable', title: null, code: 'not-copied-yet', mime: null };
    expect((await read(awaited)).unsearched).toBeNull();
  });

  it('is the end of a text without end [X05]', async () => {
    const { text, unsearched } = await read({ show: 'text', title: null, text: 'mot '.repeat(200_000) });
    expect([text.length, unsearched]).toEqual([600_000, 'unreadable']);
  });
});
