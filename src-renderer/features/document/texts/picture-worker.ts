/** Recognises the words of one scanned page at a time, by Tesseract and its French model, which reads Dutch and German letters too. */
import { createOCREngine, type OCREngine } from 'tesseract-wasm';
import modelUrl from '../../../../node_modules/@tesseract.js-data/fra/4.0.0_best_int/fra.traineddata.gz?url';
import coreUrl from '../../../../node_modules/tesseract-wasm/dist/tesseract-core.wasm?url';
import { readOrientation } from '../readers/tiff-orientation.ts';

/** A page as it was drawn, and how it lies (TIFF orientation 1–8). */
export interface PictureQuestion {
  readonly bitmap: ImageBitmap;
  readonly orientation: number;
}

/** The words in their lines; null when the page could not be read. */
export type PictureAnswer = string | null;

/** A4 at 300 dots an inch: more dots cost time and say no more. */
const MOST_PIXELS = 2_480 * 3_508;

async function openEngine(): Promise<OCREngine> {
  const [core, model] = await Promise.all([fetch(coreUrl), fetch(modelUrl)]);
  const engine = await createOCREngine({ wasmBinary: new Uint8Array(await core.arrayBuffer()) });
  const unpacked = model.body?.pipeThrough(new DecompressionStream('gzip'));
  engine.loadModel(await new Response(unpacked).arrayBuffer());
  return engine;
}

function toUpright({ bitmap, orientation }: PictureQuestion): ImageData {
  const scale = Math.min(1, Math.sqrt(MOST_PIXELS / (bitmap.width * bitmap.height)));
  const across = Math.max(1, Math.round(bitmap.width * scale));
  const down = Math.max(1, Math.round(bitmap.height * scale));
  const { quarter, isMirrored } = readOrientation(orientation);
  const [width, height] = quarter % 2 === 0 ? [across, down] : [down, across];
  const sheet = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (sheet === null) throw new Error('no place to draw');
  sheet.fillStyle = '#fff';
  sheet.fillRect(0, 0, width, height);
  sheet.translate(width / 2, height / 2);
  sheet.rotate((quarter * Math.PI) / 2);
  if (isMirrored) sheet.scale(-1, 1);
  sheet.drawImage(bitmap, -across / 2, -down / 2, across, down);
  return sheet.getImageData(0, 0, width, height);
}

let engine: Promise<OCREngine> | null = null;

async function read(question: PictureQuestion): Promise<PictureAnswer> {
  try {
    engine ??= openEngine();
    const opened = await engine;
    opened.loadImage(toUpright(question));
    const text = opened.getText();
    opened.clearImage();
    return text.replaceAll('\f', '\n').replace(/(?<=\p{L})-\n(?=\p{Ll})/gu, '');
  } catch {
    return null;
  } finally {
    question.bitmap.close();
  }
}

self.addEventListener('message', ({ data }: MessageEvent<PictureQuestion>) => {
  void read(data).then((answer) => self.postMessage(answer));
});
