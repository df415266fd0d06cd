import { openPdf } from '../features/document/pdf-file.ts';
import { openPicture } from '../features/document/readers/open-picture.ts';
import { openScan } from '../features/document/readers/scan-file.ts';
import type { Paper } from '../features/links/read-scans.ts';

/** Longest side of a page drawn from a PDF: A4 at 200 dpi. */
const LONGEST = 2_340;

/** Opens what a scanner makes, by its first bytes: a PDF, a TIFF, else a picture. Rejects when it is none of them or cannot be read. */
export async function openPaper(bytes: Uint8Array, signal: AbortSignal): Promise<Paper> {
  const start = String.fromCharCode(...bytes.subarray(0, 5));
  if (start === '%PDF-') return await openPdfPaper(bytes);
  if (start.startsWith('II*\0') || start.startsWith('MM\0*')) {
    const scan = await openScan(bytes, signal);
    return { pages: scan.pages.length, draw: async (page) => (await scan.draw(page)).bitmap, close: scan.close };
  }
  const picture = await openPicture(bytes, signal);
  return { pages: 1, draw: async () => (await picture.draw(0)).bitmap, close: picture.close };
}

async function openPdfPaper(bytes: Uint8Array): Promise<Paper> {
  const opening = openPdf(bytes);
  const file = await opening.document.catch((refusal: unknown) => {
    opening.close();
    throw refusal;
  });
  return {
    pages: file.numPages,
    draw: async (number) => {
      const page = await file.getPage(number + 1);
      const natural = page.getViewport({ scale: 1 });
      const viewport = page.getViewport({ scale: LONGEST / Math.max(natural.width, natural.height) });
      const canvas = document.createElement('canvas');
      canvas.width = Math.max(1, Math.round(viewport.width));
      canvas.height = Math.max(1, Math.round(viewport.height));
      await page.render({ canvas, viewport }).promise;
      return await createImageBitmap(canvas);
    },
    close: opening.close,
  };
}
