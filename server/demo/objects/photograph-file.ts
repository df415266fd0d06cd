import type { Calendar } from '../calendar.ts';
import { toDicomFile, toText } from '../dicom-file.ts';
import { demoRandom } from '../identity.ts';
import { toCode, toRgbElements } from './elements.ts';
import { type ObjectStudy, toIdentity } from './object-identity.ts';

const sopClass = '1.2.840.10008.5.1.4.1.1.77.1.4';
const size = { rows: 300, columns: 400 } as const;

/** A drawn photograph of a shin: a sutured wound, or what is left of it. `healed` from 0 (the day after) to 1 (a scar). */
export function toPhotograph(study: ObjectStudy, calendar: Calendar, healed: number): Uint8Array<ArrayBuffer> {
  const { rows, columns } = size;
  return toDicomFile('1.2.840.10008.1.2.1', [
    ...toIdentity(study, { sopClass, modality: 'XC', series: 'Jambe gauche, face antérieure', number: 1 }, calendar),
    toCode('00082218', 'T-D9400', 'SRT', 'Jambe gauche'),
    toText('00200060', 'CS', 'L'),
    ...toRgbElements(rows, columns, draw(study.key, healed)),
  ]);
}

function draw(key: string, healed: number): Uint8Array {
  const { rows, columns } = size;
  const pixels = new Uint8ClampedArray(rows * columns * 3);
  const random = demoRandom(`${key}/skin`);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      const skin = 1 - 0.45 * Math.abs((row - rows / 2) / rows) ** 1.5 + 0.03 * (random() - 0.5);
      const middle = rows / 2 + 6 * Math.sin(column / 40);
      const [along, off] = [(column - columns / 2) / 130, Math.abs(row - middle)];
      const wound =
        Math.abs(along) < 1 ? Math.max(0, 1 - off / ((14 - 10 * healed) * Math.sqrt(1 - along ** 2) + 0.5)) : 0;
      const halo = (1 - healed) * Math.max(0, 1 - Math.hypot(along * 0.8, off / 60));
      const stitch = healed < 0.5 && Math.abs(along) < 0.9 && column % 26 < 2 && off < 16;
      const place = (row * columns + column) * 3;
      const scar = wound * healed;
      const red = wound * (1 - healed);
      pixels[place] = stitch ? 40 : skin * (214 + 18 * scar) - 60 * red;
      pixels[place + 1] = stitch ? 40 : skin * (168 + 34 * scar - 46 * halo) - 110 * red;
      pixels[place + 2] = stitch ? 60 : skin * (142 + 40 * scar - 40 * halo) - 90 * red;
    }
  return new Uint8Array(pixels.buffer);
}
