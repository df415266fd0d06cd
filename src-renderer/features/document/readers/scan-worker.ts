/** Decodes scanned pages in a worker of their own: what a hostile file does there stops there. */
import { readTiff, type TiffPage } from './tiff.ts';
import { toJpegFile } from './tiff-jpeg.ts';
import { toPagePixels } from './tiff-pixels.ts';
import type { ScanAnswer, ScanQuestion } from './scan-file.ts';

let pages: readonly TiffPage[] = [];

async function drawJpeg(page: TiffPage): Promise<ImageBitmap> {
  if (page.width * page.height > 100_000_000) throw new Error('a page that nobody prints');
  const canvas = new OffscreenCanvas(page.width, page.height);
  const sheet = canvas.getContext('2d');
  if (sheet === null) throw new Error('no place to draw');
  for (const [place, strip] of page.strips.entries())
    sheet.drawImage(await createImageBitmap(toJpegFile(page, strip)), 0, place * page.rowsPerStrip);
  return canvas.transferToImageBitmap();
}

async function drawPage(number: number): Promise<{ bitmap: ImageBitmap; isWhole: boolean }> {
  const page = pages[number];
  if (page === undefined) throw new Error('no such page');
  if (page.compression === 7) return { bitmap: await drawJpeg(page), isWhole: true };
  const { rgba, width, height, isWhole } = await toPagePixels(page);
  return { bitmap: await createImageBitmap(new ImageData(rgba, width, height)), isWhole };
}

async function answer(question: ScanQuestion): Promise<void> {
  const post = (reply: ScanAnswer, transfer: Transferable[] = []): void => {
    self.postMessage(reply, { transfer });
  };
  try {
    if (question.ask === 'open') {
      const file = readTiff(question.bytes);
      pages = file.pages;
      const sizes = pages.map(({ width, height, aspect, orientation }) => ({
        width,
        height: Math.round(height * aspect),
        orientation,
      }));
      post({ id: question.id, is: 'opened', pages: sizes, more: file.more });
    } else {
      const drawn = await drawPage(question.page);
      post({ id: question.id, is: 'drawn', ...drawn }, [drawn.bitmap]);
    }
  } catch {
    post({ id: question.id, is: 'failed' });
  }
}

let last = Promise.resolve();
self.addEventListener('message', ({ data }: MessageEvent<ScanQuestion>) => {
  // One page at a time: memory is bounded by the largest of them.
  last = last.then(() => answer(data));
});
