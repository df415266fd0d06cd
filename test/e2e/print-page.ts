import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { readFileSync } from 'node:fs';
import type { Printout } from '../../contracts/print.ts';
import type { PaperFacts } from '../../src-main/printing/paper.ts';
import type { FiledStudy } from '../builders/imaging-study.ts';
import type { WindowPage } from './window-page.ts';

/** Whose paper the tests print. */
export const facts: Omit<PaperFacts, 'printedAt'> = {
  language: 'fr',
  patient: {
    id: '00000000-0000-4000-8000-000000000001',
    family: 'DUBOIS',
    given: 'Marie',
    birthDate: '1955-03-12',
    sex: 'female',
  },
  title: 'Document imprimé',
  at: '2026-11-20T08:42:00Z',
  author: 'Dr Collin',
  hospital: 'Hôpital des essais',
  status: null,
  printedBy: 'Dr Lambert',
  asOf: '2026-11-22T09:17:00Z',
  online: true,
};

/** A printed page: its size in millimetres, its words, and what is drawn on it. */
export interface PrintedPage {
  readonly width: number;
  readonly height: number;
  readonly text: string;
  /** Boxes of everything that is stroked or filled, and of pictures, in millimetres. */
  readonly boxes: readonly Box[];
  readonly pictures: readonly Box[];
  /** Colours that are no gray. */
  readonly colours: readonly string[];
}

/** The size of a box on paper, in millimetres. */
export interface Box {
  readonly width: number;
  readonly height: number;
}

/** A printed PDF, read as any reader would. */
export interface Printed {
  readonly pdf: Buffer;
  readonly pages: readonly PrintedPage[];
}

type Matrix = readonly [number, number, number, number, number, number];
const unturned: Matrix = [1, 0, 0, 1, 0, 0];
const millimetre = 72 / 25.4;

function multiply([a, b, c, d, e, f]: Matrix, [A, B, C, D, E, F]: Matrix): Matrix {
  return [a * A + c * B, b * A + d * B, a * C + c * D, b * C + d * D, a * E + c * F + e, b * E + d * F + f];
}

/** The size on paper of a box that is `[x0, y0, x1, y1]` before the matrix. */
function toBox([a, b, c, d]: Matrix, [x0 = 0, y0 = 0, x1 = 0, y1 = 0]: ArrayLike<number> & Iterable<number>): Box {
  const [w, h] = [x1 - x0, y1 - y0];
  return {
    width: (Math.abs(a * w) + Math.abs(c * h)) / millimetre,
    height: (Math.abs(b * w) + Math.abs(d * h)) / millimetre,
  };
}

/** Follows the drawing of a page: where its matrix stands, what is drawn by it, in which colours. */
function readDrawing(
  fnArray: readonly number[],
  argsArray: readonly unknown[],
): Omit<PrintedPage, 'width' | 'height' | 'text'> {
  const [boxes, pictures, colours]: [Box[], Box[], Set<string>] = [[], [], new Set()];
  const stack: Matrix[] = [];
  let matrix = unturned;
  for (const [place, operator] of fnArray.entries()) {
    const args = argsArray[place] as readonly unknown[] | null;
    if (operator === OPS.save || operator === OPS.paintFormXObjectBegin) stack.push(matrix);
    if (operator === OPS.restore || operator === OPS.paintFormXObjectEnd) matrix = stack.pop() ?? unturned;
    if (operator === OPS.transform) matrix = multiply(matrix, args as unknown as Matrix);
    if (operator === OPS.paintFormXObjectBegin && Array.isArray(args?.[0]))
      matrix = multiply(matrix, args[0] as unknown as Matrix);
    if (operator === OPS.constructPath && args?.[2]) boxes.push(toBox(matrix, args[2] as Float32Array));
    if (operator === OPS.paintImageXObject) pictures.push(toBox(matrix, [0, 0, 1, 1]));
    if (operator === OPS.setFillRGBColor || operator === OPS.setStrokeRGBColor) {
      const colour = String(args?.[0]);
      if (!/^#(..)\1\1$/.test(colour)) colours.add(colour);
    }
  }
  return { boxes, pictures, colours: [...colours] };
}

async function readPages(pdf: Buffer): Promise<PrintedPage[]> {
  const file = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  const pages: PrintedPage[] = [];
  for (let number = 1; number <= file.numPages; number += 1) {
    const page = await file.getPage(number);
    const { width, height } = page.getViewport({ scale: 1 });
    const { items } = await page.getTextContent();
    const text = items.map((item) => ('str' in item ? item.str : '')).join(' ');
    const { fnArray, argsArray } = await page.getOperatorList();
    pages.push({
      width: width / millimetre,
      height: height / millimetre,
      text: text.replace(/[\u00a0\u202f\s]+/g, ' '),
      ...readDrawing(fnArray, argsArray),
    });
  }
  return pages;
}

/** Reads a printed PDF. */
export async function readPrinted(pdf: Buffer): Promise<Printed> {
  return { pdf, pages: await readPages(pdf) };
}

/** What the window last wanted printed. */
export async function readPrintout({ page }: WindowPage): Promise<Printout> {
  const sheet = await page.evaluate(() => {
    const { asked } = (window as unknown as { bridge: { asked: { channel: string; input: unknown }[] } }).bridge;
    const last = asked.findLast(({ channel }) => channel === 'document/print');
    if (last === undefined) throw new Error('nothing was printed');
    const { sheet: found } = last.input as { sheet: Printout };
    const toBase64 = (bytes: Uint8Array): string => {
      let binary = '';
      for (let at = 0; at < bytes.length; at += 32_768)
        binary += String.fromCharCode(...bytes.subarray(at, at + 32_768));
      return btoa(binary);
    };
    return { ...found, pictures: found.pictures.map(({ mime, bytes }) => ({ mime, bytes: toBase64(bytes) })) };
  });
  const pictures = sheet.pictures.map(({ mime, bytes }) => ({
    mime,
    bytes: new Uint8Array(Buffer.from(bytes, 'base64')),
  }));
  return { ...sheet, pictures };
}

/** Puts a printout on paper, by the code that the application prints with, in the Electron it runs on. */
export async function printOn(
  { app }: WindowPage,
  sheet: Printout,
  change: Partial<PaperFacts> = {},
): Promise<Printed> {
  const passed = {
    facts: { ...facts, ...change, printedAt: '2026-11-22T16:02:00Z' },
    sheet: {
      ...sheet,
      pictures: sheet.pictures.map(({ mime, bytes }) => ({ mime, bytes: Buffer.from(bytes).toString('base64') })),
    },
  };
  const base64 = await app.evaluate(async (_electron, paper) => {
    const { printPaper } = globalThis as unknown as { printPaper: (paper: unknown) => Promise<string> };
    const pictures = paper.sheet.pictures.map(({ mime, bytes }) => ({ mime, bytes: Buffer.from(bytes, 'base64') }));
    const printedAt = new Date(paper.facts.printedAt);
    return await printPaper({ facts: { ...paper.facts, printedAt }, sheet: { ...paper.sheet, pictures } });
  }, passed);
  return await readPrinted(Buffer.from(base64, 'base64'));
}

/** Takes a paper away at once, and another one while its hidden window lays it out: how each ended, what reached the printer, and windows left over. */
export async function takeAway(
  { app }: WindowPage,
  sheet: Printout,
): Promise<{ readonly ends: readonly string[]; readonly windows: number }> {
  return await app.evaluate(
    async ({ BrowserWindow }, paper) => {
      const { printPaper } = globalThis as unknown as {
        printPaper: (one: unknown, signal: AbortSignal) => Promise<string>;
      };
      const usual = BrowserWindow.getAllWindows().length;
      const ends: string[] = [];
      for (const isLaidOut of [false, true]) {
        const taking = new AbortController();
        const facts = { ...paper.facts, printedAt: new Date() };
        const printing = printPaper({ ...paper, facts }, taking.signal).then(
          (pdf) => `printed ${pdf.length}`,
          (cause: unknown) => (cause as { code?: string }).code ?? String(cause),
        );
        while (isLaidOut && BrowserWindow.getAllWindows().length === usual)
          await new Promise((resolve) => setImmediate(resolve));
        taking.abort();
        ends.push(await printing);
      }
      return { ends, windows: BrowserWindow.getAllWindows().length - usual };
    },
    { facts, sheet: { ...sheet, pictures: [] } },
  );
}

/** Shows a study with its files in the reading pane, whatever line is opened next. */
export async function showStudy({ page }: WindowPage, { study, files }: FiledStudy): Promise<void> {
  await page.evaluate(
    ([summary, bytesOf]) => {
      const { bridge } = window as unknown as {
        bridge: {
          answers: Record<string, (input: { document: string; patient: string }) => unknown>;
          connectPixels: (patient: string, study: string) => void;
        };
      };
      bridge.answers['document/open'] = ({ document, patient }) => ({
        document,
        patient,
        kind: 'imaging',
        title: 'Images',
        at: '2026-11-20T08:42:00Z',
        author: null,
        status: 'final',
        parts: [{ show: 'study', study: summary }],
      });
      bridge.connectPixels = (patient, asked) => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', ({ data }) => {
          if (data.kind !== 'read') return;
          const text = atob(bytesOf[data.sopInstanceUid] ?? '');
          const bytes = Uint8Array.from(text, (one) => one.codePointAt(0) ?? 0).buffer;
          port1.postMessage(bytes.byteLength === 0 ? { id: data.id, failure: 'not-copied' } : { id: data.id, bytes });
        });
        port1.start();
        window.postMessage({ type: 'passerelle/pixels', patient, study: asked }, '*', [port2]);
      };
    },
    [
      study,
      Object.fromEntries(Object.entries(files).map(([uid, path]) => [uid, readFileSync(path).toString('base64')])),
    ] as const,
  );
}

/** Shows a document made of these parts, whatever line is opened next; files by their bytes in base64. */
export async function showParts({ page }: WindowPage, parts: readonly unknown[], status = 'final'): Promise<void> {
  await page.evaluate(
    ([shown, said]) => {
      const { bridge } = window as unknown as {
        bridge: { answers: Record<string, (input: { document: string; patient: string }) => unknown> };
      };
      const toBytes = (part: { base64?: string }): unknown => {
        const { base64, ...rest } = part;
        if (base64 === undefined) return rest;
        return { ...rest, bytes: Uint8Array.from(atob(base64), (one) => one.codePointAt(0) ?? 0) };
      };
      bridge.answers['document/open'] = ({ document, patient }) => ({
        document,
        patient,
        kind: 'letter',
        title: 'Lettre',
        at: '2026-11-20T08:42:00Z',
        author: null,
        status: said,
        parts: shown.map(toBytes),
      });
    },
    [parts as { base64?: string }[], status] as const,
  );
}
