import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, it } from 'vitest';
import { toAttachmentPart } from '../../../../src-main/record/attachments.ts';
import { readImageSize } from '../../../../src-renderer/features/document/readers/image-size.ts';
import { readFile } from '../../../../src-renderer/features/document/readers/read-file.ts';
import { readTiff } from '../../../../src-renderer/features/document/readers/tiff.ts';
import { openSharedTestdata } from '../../../support/shared-testdata.ts';

const folder = openSharedTestdata();
const areas = [
  'docs',
  'hl7v2/be-healthone',
  'hl7v2/be-medidoc',
  'hl7v2/be-kmehr/sumehr',
  'hl7v2/be-kmehr/recipe',
  'hl7v2/be-kmehr/smals/ms',
  'hl7v2/be-kmehr/smals/pcdh',
];

function listFiles(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((name) => join(root, name))
    .filter((path) => statSync(path).isFile())
    .toSorted();
}

const mimes: Readonly<Record<string, string>> = {
  html: 'text/html',
  pdf: 'application/pdf',
  xml: 'text/xml',
  ccda: 'text/xml',
  kmehr: 'text/xml',
};

/** What becomes of a file: the parts it is read into, or that it is refused. */
async function judge(path: string): Promise<string> {
  const contentType = mimes[path.split('.').at(-1) ?? ''] ?? 'text/plain';
  const data = readFileSync(path).toString('base64');
  const part = await toAttachmentPart({ contentType, data }, () => Promise.reject(new Error('inline')));
  if (part.show !== 'file') return part.show;
  if (part.format === 'tiff') return `tiff: ${readTiff(part.bytes).pages.length}`;
  if (part.format === 'image') return `image: ${Object.values(readImageSize(part.bytes) ?? {}).join(' × ')}`;
  try {
    const { parts, cut } = readFile(part.format, part.bytes);
    return `${part.format}: ${parts.map(({ show }) => show).join(', ')}${cut ? ' (cut)' : ''}`;
  } catch {
    return `${part.format}: refused`;
  }
}

/** Pages that the parser finds, or why it does not. */
async function countPages(path: string): Promise<string> {
  const task = getDocument({
    data: new Uint8Array(readFileSync(path)),
    verbosity: 0,
    enableXfa: false,
    stopAtErrors: false,
  });
  try {
    return String((await task.promise).numPages);
  } catch (refusal) {
    return refusal instanceof Error && refusal.name === 'PasswordException' ? 'locked' : 'refused';
  } finally {
    await task.destroy();
  }
}

/** Every file that is no PDF, and how it is read. */
const outcomes: Readonly<Record<string, string>> = {
  'docs/cda/CDA_with_Embedded_PDF.ccda': 'cda: facts, pdf',
  'docs/cda/Diagnostic_Imaging_Report.ccda': 'cda: facts, html',
  'docs/cda/Discharge_Summary.ccda': 'cda: facts, html',
  'docs/cda/Progress_Note.ccda': 'cda: facts, html',
  'docs/cda/Unstructured_Document_embed.ccda': 'cda: facts, pdf',
  'docs/cda/Unstructured_Document_reference.ccda': 'cda: facts, unreadable',
  'docs/hostile/html-iframe.html': 'html',
  'docs/hostile/html-jslink.html': 'html',
  'docs/hostile/html-onerror.html': 'html',
  'docs/hostile/html-remote.html': 'html',
  'docs/hostile/html-script.html': 'html',
  'docs/hostile/pdf-notpdf.pdf': 'html',
  'docs/hostile/rtf-include.rtf': 'rtf: html',
  'docs/hostile/rtf-objembed.rtf': 'rtf: html',
  'docs/letters/letter-de.html': 'html',
  'docs/letters/letter-de.rtf': 'rtf: html',
  'docs/letters/letter-nl-4p.html': 'html',
  'docs/letters/letter-nl.html': 'html',
  'docs/letters/letter-nl.rtf': 'rtf: html',
  'docs/py-pdf/007-imagemagick-images__smile-deflate.tiff': 'tiff: 1',
  'docs/py-pdf/007-imagemagick-images__smile-lzw.tiff': 'tiff: 1',
  'docs/py-pdf/007-imagemagick-images__smile-pack-bits.tiff': 'tiff: 1',
  'docs/scans/scan-nl-exif6.jpg': 'image: 1754 × 1241',
  'docs/scans/scan-nl-g4.tif': 'tiff: 4',
  'hl7v2/be-healthone/15692224004003_MS-642.lab': 'healthone: facts, laboratory',
  'hl7v2/be-healthone/19611222006001_MS-339.lab': 'healthone: facts, laboratory',
  'hl7v2/be-healthone/19611222006001_MS-339_10_A1+A2WithoutDateOfBirth.lab': 'healthone: facts',
  'hl7v2/be-healthone/19611222006001_MS-339_11_A1+A2WithDateOfBirth.lab': 'healthone: facts',
  'hl7v2/be-healthone/19611222006001_MS-339_13_A1+A2+S4.lab': 'healthone: facts, text',
  'hl7v2/be-healthone/19611222006001_MS-339_15.lab': 'healthone: facts, laboratory, text',
  'hl7v2/be-healthone/19611222006001_MS-339_3.txt': 'healthone: facts, laboratory',
  'hl7v2/be-healthone/19611222006001_MS-339_4.lab': 'healthone: facts, facts',
  'hl7v2/be-healthone/19611222006001_MS-339_5.lab': 'healthone: facts, facts',
  'hl7v2/be-healthone/19611222006001_MS-339_6-A1LineOnly.lab': 'healthone: facts',
  'hl7v2/be-healthone/19611222006001_MS-339_8.txt': 'healthone: facts, laboratory',
  'hl7v2/be-healthone/Document_Laboratoire_MS-131': 'healthone: facts, laboratory',
  'hl7v2/be-healthone/FichierVide.txt': 'unreadable',
  'hl7v2/be-healthone/st-jean-gaspar_MS-506': 'healthone: facts, text',
  'hl7v2/be-kmehr/recipe/recipePPexample11.xml': 'kmehr: facts, facts, table',
  'hl7v2/be-kmehr/recipe/recipePPexample12.xml': 'kmehr: facts, facts, table',
  'hl7v2/be-kmehr/recipe/recipePPexample14.xml': 'kmehr: facts, facts, table',
  'hl7v2/be-kmehr/recipe/recipePPexample19.xml': 'kmehr: facts, facts, table',
  'hl7v2/be-kmehr/recipe/recipePPexample2.xml': 'kmehr: facts, facts, table',
  'hl7v2/be-kmehr/recipe/recipePPexample21.xml': 'kmehr: facts, facts, table',
  'hl7v2/be-kmehr/recipe/recipePPexample4.xml': 'kmehr: facts, facts, table',
  'hl7v2/be-kmehr/recipe/recipePPexample6.xml': 'kmehr: facts, facts, table',
  'hl7v2/be-kmehr/smals/ms/IMEC_01.xml': 'kmehr: facts, table',
  'hl7v2/be-kmehr/smals/ms/RIZIV_02.xml': 'kmehr: facts, table, table',
  'hl7v2/be-kmehr/smals/ms/TS-01-identifiers.xml': 'kmehr: facts, table',
  'hl7v2/be-kmehr/smals/ms/TS-02-posologies.xml': 'kmehr: facts, table',
  'hl7v2/be-kmehr/smals/ms/TS-08-THERAPEUTIC_SUSPENSIONS.xml': 'kmehr: facts, table, table',
  'hl7v2/be-kmehr/smals/ms/TS-09-corner_cases.xml': 'kmehr: facts, table',
  'hl7v2/be-kmehr/smals/ms/TS-10-future-drugs.xml': 'kmehr: facts, table',
  'hl7v2/be-kmehr/smals/ms/TS-13-duration.xml': 'kmehr: facts, table, table',
  'hl7v2/be-kmehr/smals/ms/TS-16-NOT-PERMITTED-VALUES.xml': 'kmehr: facts, table, table',
  'hl7v2/be-kmehr/smals/pcdh/TS-01-drugs-formats.xml': 'text',
  'hl7v2/be-kmehr/smals/pcdh/TS-03-optional-information.xml': 'text',
  'hl7v2/be-kmehr/smals/pcdh/TS-05-corner-cases.xml': 'text',
  'hl7v2/be-kmehr/sumehr/sumehr_example.fhir': 'text',
  'hl7v2/be-kmehr/sumehr/sumehr_example.kmehr':
    'kmehr: facts, facts, table, table, table, table, table, table, table, table, table',
  'hl7v2/be-medidoc/healthone-lab-2.hl1': 'healthone: facts, laboratory, facts, laboratory',
  'hl7v2/be-medidoc/medidoc-report.med': 'medidoc: facts, facts, text',
};

/** PDFs that are not as their reference counts them: broken ones that are read all the same, locked ones, and what is no PDF. */
const oddities: Readonly<Record<string, string>> = {
  'docs/py-pdf/017-unreadable-meta-data__unreadablemetadata.pdf': 'refused',
  'docs/pdfjs/encrypted-attachment.pdf': 'locked',
  'docs/pdfjs/issue15893_reduced.pdf': 'locked',
  'docs/pdfjs/issue18986.pdf': '1',
  'docs/pdfjs/issue3371.pdf': 'locked',
  'docs/pdfjs/issue6010_1.pdf': 'locked',
  'docs/pdfjs/issue6010_2.pdf': 'locked',
  'docs/pdfjs/issue9105_other.pdf': '1',
  'docs/pdfjs/issue9418.pdf': '1',
  'docs/pdfjs/poppler-67295-0.pdf': '1',
  'docs/pdfjs/poppler-85140-0.pdf': '1',
  'docs/pdfjs/poppler-91414-0-53.pdf': '1',
  'docs/pdfjs/poppler-91414-0-54.pdf': '1',
  'docs/pdfjs/saslprep-r6.pdf': 'locked',
  'docs/hostile/pdf-pagecount-lie.pdf': '1',
  'docs/hostile/pdf-trunc.pdf': 'refused',
};

describe.skipIf(folder === null)('every document of the collection', () => {
  const root = folder ?? '';

  it('that is no PDF is read as the table says, whatever it is called [R22]', async () => {
    const found: Record<string, string> = {};
    for (const path of areas.flatMap((area) => listFiles(join(root, area)))) {
      const name = relative(root, path);
      const outcome = await judge(path);
      if (outcome !== 'pdf') found[name] = outcome;
    }
    expect(found).toEqual(outcomes);
  });

  it('that is a PDF has the pages that its reference counts, or is an oddity that the table names [R22]', async () => {
    const reference = JSON.parse(readFileSync(join(root, 'reference/pdf-reference.shared.json'), 'utf8')) as Record<
      string,
      { pages: string }
    >;
    const odd: Record<string, string> = {};
    for (const path of listFiles(join(root, 'docs'))) {
      const name = relative(root, path);
      if ((await judge(path)) !== 'pdf') continue;
      const pages = await countPages(path);
      if (pages !== reference[name]?.pages) odd[name] = pages;
    }
    expect(odd).toEqual(oddities);
  }, 60_000);
});
