import { readBarcodes } from 'zxing-wasm/reader';
import { readFormCode } from '../../../contracts/signed-form.ts';

/** What one scanned page says of itself: the references of the codes on it, and by how many quarter turns clockwise it comes upright. */
export interface PageCodes {
  readonly references: readonly string[];
  readonly turns: 0 | 1 | 2 | 3;
}

/** The pixels of a page, RGBA row by row. */
export type PagePixels = Pick<ImageData, 'data' | 'width' | 'height'>;

/** Reads the codes of consent forms on a page, however it lies; any other code is passed over. The module must be prepared before. */
export async function readPageCodes(pixels: PagePixels): Promise<PageCodes> {
  const found = await readBarcodes(pixels as ImageData, {
    formats: ['QRCode'],
    tryHarder: true,
    tryRotate: true,
    tryInvert: false,
    maxNumberOfSymbols: 8,
  });
  const forms = found.flatMap(({ text, position }) => {
    const reference = readFormCode(text);
    return reference === null ? [] : [{ reference, position }];
  });
  return {
    references: [...new Set(forms.map(({ reference }) => reference))],
    turns: forms[0] === undefined ? 0 : toTurns(forms[0].position),
  };
}

interface Corners {
  readonly topLeft: { readonly x: number; readonly y: number };
  readonly topRight: { readonly x: number; readonly y: number };
}

/** The upper edge of the code runs to the right on a page that stands upright. */
function toTurns({ topLeft, topRight }: Corners): PageCodes['turns'] {
  const degrees = (Math.atan2(topRight.y - topLeft.y, topRight.x - topLeft.x) * 180) / Math.PI;
  return ((((4 - Math.round(degrees / 90)) % 4) + 4) % 4) as PageCodes['turns'];
}

/** True where less than two pixels in a thousand are dark: the back of a sheet that a scanner took along. */
export function isBlankPage({ data, width, height }: PagePixels): boolean {
  let dark = 0;
  // The edges are the scanner's shadow as often as ink.
  const [left, top] = [Math.round(width * 0.04), Math.round(height * 0.04)];
  for (let y = top; y < height - top; y += 2)
    for (let x = left; x < width - left; x += 2) {
      const at = (y * width + x) * 4;
      if ((data[at] ?? 255) + (data[at + 1] ?? 255) + (data[at + 2] ?? 255) < 480) dark += 1;
    }
  return dark * 4 < width * height * 0.002;
}
