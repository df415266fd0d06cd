import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** What a reader finds in a PDF. */
export interface ReadPdf {
  readonly pages: number;
  /** Text in reading order, non-breaking spaces as plain ones. */
  readonly text: string;
  readonly xmp: { readonly part: string | null; readonly conformance: string | null };
  readonly language: string | null;
  readonly title: string | null;
  /** Fonts used by a page whose file is not in the PDF. */
  readonly fontsMissing: readonly string[];
  readonly fonts: readonly string[];
}

/** Where words begin on their page: millimetres from its left and its upper edge. */
export interface PlacedWords {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** Words of the first page with their places. */
export async function readPlaces(pdf: Buffer): Promise<readonly PlacedWords[]> {
  const document = await getDocument({ data: new Uint8Array(pdf), useSystemFonts: false, verbosity: 0 }).promise;
  const page = await document.getPage(1);
  const { height } = page.getViewport({ scale: 1 });
  const { items } = await page.getTextContent();
  const places = items.flatMap((item) => {
    if (!('str' in item) || item.str.trim() === '') return [];
    const [, , , , x, y] = item.transform as readonly number[];
    return [{ text: item.str, x: ((x ?? 0) / 72) * 25.4, y: ((height - (y ?? 0)) / 72) * 25.4 }];
  });
  await document.loadingTask.destroy();
  return places;
}

/** Reads a PDF with pdf.js, as the app itself does. */
export async function readPdf(pdf: Buffer): Promise<ReadPdf> {
  const document = await getDocument({
    data: new Uint8Array(pdf),
    useSystemFonts: false,
    fontExtraProperties: true,
    verbosity: 0,
  }).promise;
  const texts: string[] = [];
  const fonts = new Map<string, boolean>();
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const content = await page.getTextContent();
    texts.push(content.items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''));
    const { fnArray, argsArray } = await page.getOperatorList();
    fnArray.forEach((operator, index) => {
      if (operator !== OPS.setFont) return;
      const [id] = argsArray[index] as [string];
      const font = page.commonObjs.get(id) as { name: string; data?: Uint8Array };
      fonts.set(font.name, font.data === undefined || font.data.length === 0);
    });
  }
  const { metadata, info } = await document.getMetadata();
  const { Language, Title } = info as { Language?: string; Title?: string };
  const xmp = new Map(metadata as Iterable<[string, string]>);
  const result = {
    pages: document.numPages,
    text: texts
      .join('\n')
      .replace(/[\u00a0\u202f]/g, ' ')
      .replace(/\s+/g, ' '),
    xmp: { part: xmp.get('pdfaid:part') ?? null, conformance: xmp.get('pdfaid:conformance') ?? null },
    language: Language ?? null,
    title: Title ?? null,
    fontsMissing: [...fonts].filter(([, missing]) => missing).map(([name]) => name),
    fonts: [...fonts.keys()].map((name) => name.replace(/^[A-Z]{6}\+/, '')).sort(),
  };
  await document.loadingTask.destroy();
  return result;
}
