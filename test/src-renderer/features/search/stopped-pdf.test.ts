import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { expect, it } from 'vitest';
import { readPdfText } from '../../../../src-renderer/features/document/texts/pdf-text.ts';

/** A file of one page, whose parser never answers: it was ended with its record. */
function aSilentFile() {
  const heard = { asked: () => undefined as void, cancelled: null as unknown };
  const asked = new Promise<void>((resolve) => {
    heard.asked = resolve;
  });
  const stream = new ReadableStream({
    pull: () => {
      heard.asked();
      return new Promise(() => undefined);
    },
    cancel: (reason) => {
      heard.cancelled = reason;
      // Nor does it answer that it heard.
      return new Promise(() => undefined);
    },
  });
  const page = { streamTextContent: () => stream, cleanup: () => true };
  const file = { numPages: 1, getPage: async () => page };
  return { file: file as unknown as PDFDocumentProxy, asked, heard };
}

it('leaves nothing waiting for the parser of PDF when its record is closed in the midst of a page: it would stay for ever [X05]', async () => {
  const { file, asked, heard } = aSilentFile();
  const closing = new AbortController();
  const reading = readPdfText(file, closing.signal, null);
  await asked;
  closing.abort();
  expect(await reading).toEqual({ pages: [''], isWhole: false, isRecognised: false });
  expect(heard.cancelled).toBeInstanceOf(Error);
});

it('joins the words of a page as its parser sends them, piece by piece', async () => {
  const pieces = [
    { items: [{ str: 'thrombo-', hasEOL: true }, { type: 'beginMarkedContent' }] },
    {
      items: [
        { str: 'pénie', hasEOL: false },
        { str: ' légère', hasEOL: true },
      ],
    },
  ];
  const stream = new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
  const page = { streamTextContent: () => stream, cleanup: () => true };
  const file = { numPages: 1, getPage: async () => page } as unknown as PDFDocumentProxy;
  const { pages, isWhole } = await readPdfText(file, new AbortController().signal, null);
  expect(pages).toEqual(['thrombopénie légère\n']);
  expect(isWhole).toBe(true);
});
