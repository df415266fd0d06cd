import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type Dialect, mutate, type Sample } from './mutate.ts';
import { openRandom } from './random.ts';
import { readSamples } from './samples.ts';
import { type Court, readCpu, type Report, toFault } from './verdict.ts';
import { runWatched } from './watched.ts';

/** As long as the pane waits for the parser (pdf-file.ts). */
const LIMIT_MS = 20_000;
const PAGES = 2;

const dialect: Dialect = {
  longest: 200_000,
  words: [
    '/JavaScript /JS (app.alert(1))',
    '/OpenAction << /S /URI /URI (http://elsewhere.example) >>',
    '/Length 99999999999',
    '/Length -1',
    '/Filter [/FlateDecode /FlateDecode /LZWDecode]',
    '/DecodeParms << /Predictor 15 /Columns 2147483647 >>',
    '/Width 65535 /Height 65535',
    '/Kids [1 0 R 1 0 R]',
    '/Parent 1 0 R',
    '/Count 2147483647',
    '/Encrypt << /Filter /Standard /V 4 >>',
    'endstream endobj',
    'stream\r\n',
    'xref\n0 99999999\n',
    'startxref\n0\n%%EOF',
    '1 0 obj',
    '1 0 R',
    '<<',
    '>>',
    'BT /F1 1e30 Tf 1e30 Tz',
    'q q q q cm',
    '\0',
  ],
  nests: [
    ['[', ']'],
    ['<<', '>>'],
    ['<< /A ', '>>'],
    ['(', ')'],
    ['q ', 'Q '],
  ],
};

/** Judges pdf.js with the pane's own options: pages, or a refusal, in time and memory. */
export function openCourt(): Promise<Court> {
  const shared = ['docs/letters/*.pdf', 'docs/hostile/*.pdf', 'docs/pdfjs/*.pdf', 'docs/py-pdf/**/*.pdf'];
  const samples = [aSmallPdf(), ...readSamples([], shared, 60_000, 120)];
  return Promise.resolve({
    judge: async (seed, number) => {
      const mutation = mutate(samples, dialect, openRandom(seed, 'pdf', number));
      const { value, cpu } = await readCpu(() => readOrRefuse(new Uint8Array(mutation.bytes)));
      return { outcome: value, fault: cpu > LIMIT_MS ? toFault(`took ${Math.round(cpu)} ms`, mutation) : null };
    },
    close: () => Promise.resolve(),
  });
}

async function readOrRefuse(data: Uint8Array): Promise<string> {
  const fonts = join(import.meta.dirname, '..', '..', 'node_modules', 'pdfjs-dist', 'standard_fonts', '/');
  const task = getDocument({
    data,
    standardFontDataUrl: fonts,
    wasmUrl: join(fonts, '..', 'wasm', '/'),
    useSystemFonts: false,
    enableXfa: false,
    stopAtErrors: false,
    maxImageSize: 100_000_000,
    verbosity: 0,
  });
  try {
    const document = await task.promise;
    for (let number = 1; number <= Math.min(PAGES, document.numPages); number += 1) {
      const page = await document.getPage(number);
      await page.getTextContent();
      await page.getOperatorList();
    }
    return 'read';
  } catch (error) {
    return `refused: ${error instanceof Error ? error.name : typeof error}`;
  } finally {
    await task.destroy().catch(() => undefined);
  }
}

/** One page with a line of text and a picture, its streams deflated: a sample where the shared data are missing. */
function aSmallPdf(): Sample {
  const stream = (dictionary: string, content: Buffer): Buffer => {
    const packed = deflateSync(content);
    const head = `<< ${dictionary} /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`;
    return Buffer.concat([Buffer.from(head), packed, Buffer.from('\nendstream')]);
  };
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> /XObject << /I 6 0 R >> >> >>',
    stream('', Buffer.from('BT /F1 12 Tf 72 720 Td (Cher confrere,) Tj ET q 64 0 0 64 72 600 cm /I Do Q')),
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    stream(
      '/Type /XObject /Subtype /Image /Width 16 /Height 16 /ColorSpace /DeviceGray /BitsPerComponent 8',
      Buffer.from(Array.from({ length: 256 }, (_, at) => at)),
    ),
  ];
  let file = Buffer.from('%PDF-1.7\n');
  const places = objects.map((object, index) => {
    const at = file.length;
    file = Buffer.concat([file, Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')]);
    return at;
  });
  const rows = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const end = `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return { name: 'a small PDF', bytes: Buffer.concat([file, Buffer.from(end)]) };
}

/** Mutations of PDF. */
export function run(seed: number, count: number, first = 0): Promise<Report> {
  return runWatched('pdf', seed, count, first);
}
