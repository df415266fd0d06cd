import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { toConsentPdf } from '../../../../server/documents/consent-form.ts';
import { toPicturePdf } from '../../../../server/documents/picture-pdf.ts';

/** A form as the hospital prints it, for a fictitious patient. */
export function printForm(): { readonly reference: string; readonly pdf: Buffer } {
  return toConsentPdf(
    {
      name: 'Hôpital des essais',
      address: ['Rue des Essais 1', '7000 Essai'],
      director: 'Dr Direction',
      helpdesk: { name: 'Helpdesk', phone: '065 00 00 01', hours: '8 h – 18 h' },
      itDepartment: { name: 'Informatique', phone: '065 00 00 02', hours: '8 h – 17 h' },
    },
    {
      patient: { family: 'Petit', given: ['Jean-Luc'], birth: '1948-11-02', niss: null, address: ['Rue Haute 12'] },
      physician: { name: 'Dr Claire Essai', nihdi: '19990001000' },
      months: 12,
    },
    new Date('2026-11-22T08:00:00Z'),
  );
}

/** How a sheet lay in a scanner. */
export interface Scanning {
  readonly dpi: number;
  /** Quarter turns clockwise, and degrees beside them. */
  readonly turns?: number;
  readonly skew?: number;
  /** Grey levels by which any pixel may be wrong. */
  readonly noise?: number;
  /** JPEG quality, 0–100. */
  readonly quality?: number;
  /** Part of the code's width and height that a stamp covers. */
  readonly covered?: number;
}

interface Canvas {
  readonly width: number;
  readonly height: number;
  toBuffer(type: 'image/jpeg', quality: number): Buffer;
  toBuffer(type: 'image/png'): Buffer;
}
interface Drawing {
  readonly canvas: Canvas;
  readonly context: CanvasRenderingContext2D;
}

/** Draws the first page of a PDF; the canvas is the one pdf.js itself uses under Node. */
async function draw(
  pdf: Uint8Array,
  dpi: number,
): Promise<{ drawing: Drawing; create: (w: number, h: number) => Drawing }> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  const create = (width: number, height: number) =>
    (document.canvasFactory as { create(w: number, h: number): Drawing }).create(width, height);
  const page = await document.getPage(1);
  const viewport = page.getViewport({ scale: dpi / 72 });
  const drawing = create(Math.round(viewport.width), Math.round(viewport.height));
  await page.render({ canvas: drawing.canvas as never, viewport }).promise;
  return { drawing, create };
}

/** The file that a scanner makes of a printed form: a PDF of one JPEG. */
export async function scanForm(pdf: Uint8Array, scanning: Scanning): Promise<Buffer> {
  const { dpi, turns = 0, skew = 0, noise = 0, quality = 70, covered = 0 } = scanning;
  const { drawing, create } = await draw(pdf, dpi);
  const { width, height } = drawing.canvas;
  if (covered > 0) {
    // The code stands at the right, 21 mm wide, its upper edge 23 mm from that of the sheet; the stamp on its lower right corner.
    const mm = dpi / 25.4;
    const side = 21 * mm * covered;
    drawing.context.fillStyle = '#555';
    drawing.context.fillRect(width - 20 * mm - side, 44 * mm - side, side, side);
  }
  const turned = turns % 2 === 0 ? create(width, height) : create(height, width);
  const { context } = turned;
  context.fillStyle = '#fbfaf6';
  context.fillRect(0, 0, turned.canvas.width, turned.canvas.height);
  context.translate(turned.canvas.width / 2, turned.canvas.height / 2);
  context.rotate(((turns * 90 + skew) * Math.PI) / 180);
  context.drawImage(drawing.canvas as never, -width / 2, -height / 2);
  if (noise > 0) spoil(turned, noise);
  return toPicturePdf([turned.canvas.toBuffer('image/jpeg', quality)]);
}

/** The same sheet as a scanner that saves pictures leaves it: a PNG, no PDF around it. */
export async function scanFormAsPng(pdf: Uint8Array, dpi: number): Promise<Buffer> {
  const { drawing } = await draw(pdf, dpi);
  return drawing.canvas.toBuffer('image/png');
}

/** The pixels of a scan's first page, as the window draws them. */
export async function readPixels(pdf: Uint8Array, longest = 2_340): Promise<ImageData> {
  const { drawing } = await draw(pdf, (longest / 842) * 72);
  return drawing.context.getImageData(0, 0, drawing.canvas.width, drawing.canvas.height);
}

/** Noise of a cheap scanner, the same each time. */
function spoil({ canvas, context }: Drawing, noise: number): void {
  const image = context.getImageData(0, 0, canvas.width, canvas.height);
  let seed = 20_261_122;
  for (let at = 0; at < image.data.length; at += 4) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    const wrong = (seed / 2_147_483_648 - 0.5) * 2 * noise;
    for (let colour = 0; colour < 3; colour += 1) image.data[at + colour] = (image.data[at + colour] ?? 0) + wrong;
  }
  context.putImageData(image, 0, 0);
}
