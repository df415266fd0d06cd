/** Looks for the code of a page and makes the picture that is filed, in a worker: the window stays free, and a hostile picture stops there. */
import { prepareZXingModule } from 'zxing-wasm/reader';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { isBlankPage, readPageCodes } from './page-codes.ts';
import type { PageAnswer, PageQuestion } from './read-scans.ts';

prepareZXingModule({ overrides: { locateFile: () => wasmUrl } });

/** Longest side of the picture that is filed: A4 at 200 dpi. */
const LONGEST = 2_340;

async function read({ bitmap }: PageQuestion): Promise<PageAnswer> {
  const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [
    Math.max(1, Math.round(bitmap.width * scale)),
    Math.max(1, Math.round(bitmap.height * scale)),
  ];
  const page = draw(bitmap, width, height, 0);
  const pixels = page.context.getImageData(0, 0, width, height);
  const { references, turns } = await readPageCodes(pixels);
  const upright = turns === 0 ? page : draw(page.canvas, width, height, turns);
  const blob = await upright.canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 });
  return {
    is: 'read',
    references,
    isBlank: references.length === 0 && isBlankPage(pixels),
    jpeg: new Uint8Array(await blob.arrayBuffer()),
  };
}

/** Draws on white paper, turned clockwise by quarters; `width` and `height` are those before turning. */
function draw(source: ImageBitmap | OffscreenCanvas, width: number, height: number, turns: number) {
  const canvas = turns % 2 === 0 ? new OffscreenCanvas(width, height) : new OffscreenCanvas(height, width);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no canvas');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate((turns * Math.PI) / 2);
  context.drawImage(source, -width / 2, -height / 2, width, height);
  return { canvas, context };
}

self.addEventListener('message', ({ data }: MessageEvent<PageQuestion>) => {
  read(data)
    .catch((): PageAnswer => ({ is: 'failed' }))
    .then((answer) => {
      data.bitmap.close();
      self.postMessage(answer);
    })
    .catch(() => self.close());
});
