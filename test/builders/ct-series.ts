import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aDicomInstance } from './dicom.ts';
import { aStudyOf, type FiledStudy } from './imaging-study.ts';

/** Writes an uncompressed CT series of `count` slices of 512 × 512 below `folder` and announces it with its geometry. */
export async function aCtSeries(folder: string, count: number): Promise<FiledStudy> {
  mkdirSync(folder, { recursive: true });
  const side = 512;
  const paths = Array.from({ length: count }, (_, number) => {
    const pixels = Array.from({ length: side * side }, (_unused, at) => {
      const [x, y] = [(at % side) - side / 2, Math.floor(at / side) - side / 2];
      return Math.hypot(x, y) < 200 - number / 3 ? 1024 + ((x * 7 + y * 3 + number * 11) & 63) : 24;
    });
    const path = join(folder, `${String(number).padStart(4, '0')}.dcm`);
    writeFileSync(
      path,
      aDicomInstance({ number: number + 1, rows: side, columns: side, pixels, position: [0, 0, -number] }),
    );
    return path;
  });
  return aStudyOf(paths, { geometry: true });
}
