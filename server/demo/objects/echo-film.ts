import type { Calendar } from '../calendar.ts';
import { toDicomFile, toText } from '../dicom-file.ts';
import { demoRandom } from '../identity.ts';
import { toRgbElements } from './elements.ts';
import { type ObjectStudy, toIdentity } from './object-identity.ts';

const sopClass = '1.2.840.10008.5.1.4.1.1.3.1';
/** Size and length of the film. */
export const film = { rows: 180, columns: 220, frames: 20, rate: 20 } as const;

/** A heart that beats once in a second of ultrasound film, drawn by formulas: a sector, a chamber that narrows, a color Doppler jet. */
export function toEchoFile(study: ObjectStudy, calendar: Calendar): Uint8Array<ArrayBuffer> {
  const { rows, columns, frames, rate } = film;
  const pixels = new Uint8Array(rows * columns * 3 * frames);
  const random = demoRandom(`${study.key}/speckle`);
  const speckle = Float32Array.from({ length: rows * columns }, () => 0.55 + 0.45 * random());
  for (let frame = 0; frame < frames; frame += 1) drawFrame(pixels, frame, speckle);
  return toDicomFile('1.2.840.10008.1.2.1', [
    ...toIdentity(study, { sopClass, modality: 'US', series: 'Quatre cavités, Doppler couleur', number: 1 }, calendar),
    toText('00082144', 'IS', String(rate)),
    toText('00181063', 'DS', String(1000 / rate)),
    { tag: '00280009', vr: 'AT', value: Uint8Array.of(0x18, 0x00, 0x63, 0x10) },
    ...toRgbElements(rows, columns, pixels, frames),
  ]);
}

function drawFrame(pixels: Uint8Array, frame: number, speckle: Float32Array): void {
  const { rows, columns, frames } = film;
  const squeeze = 1 - 0.28 * Math.max(0, Math.sin((2 * Math.PI * frame) / frames)) ** 2;
  const flow = Math.sin((2 * Math.PI * frame) / frames);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      const at = row * columns + column;
      const [x, y] = [column - columns / 2, row + 6];
      const inSector = Math.abs(Math.atan2(x, y)) < 0.66 && Math.hypot(x, y) < rows;
      const chamber = Math.hypot((x + 22) / (26 * squeeze), (y - 78) / (46 * squeeze));
      const other = Math.hypot((x - 30) / (20 * squeeze), (y - 84) / (38 * squeeze));
      const inside = Math.min(chamber, other);
      const gray = inside < 1 ? 12 : inside < 1.25 ? 190 : 70 + 40 * Math.sin(y / 17);
      const jet = chamber < 0.9 && Math.abs(x + 22) < 7 && y > 66 && Math.abs(flow) > 0.15;
      const light = inSector ? gray * (speckle[at] ?? 1) : 0;
      const place = (frame * rows * columns + at) * 3;
      const strength = Math.round(90 + 150 * Math.abs(flow) * (speckle[at] ?? 1));
      pixels[place] = jet && flow > 0 ? strength : jet ? 20 : light;
      pixels[place + 1] = jet ? 30 : light;
      pixels[place + 2] = jet && flow <= 0 ? strength : jet ? 20 : light;
    }
}
