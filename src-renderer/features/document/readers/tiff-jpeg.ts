import type { TiffPage } from './tiff.ts';

/** Says « these are red, green, blue as they stand » to a JPEG decoder (Adobe's APP14, transform 0). */
const AS_RGB = Uint8Array.from([0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, 0]);
const START = Uint8Array.from([0xff, 0xd8]);

/** A strip of a JPEG page (compression 7) as a JPEG file of its own: the tables that the page keeps once stand before its data. */
export function toJpegFile(page: TiffPage, strip: Uint8Array): Blob {
  // The tables are a file without an image: its start and end marks fall away.
  const tables = page.jpegTables === null ? [] : [page.jpegTables.slice(2, -2)];
  const colours = page.photometric === 2 && page.samples === 3 ? [AS_RGB] : [];
  return new Blob([START, ...colours, ...tables, strip.slice(2)], { type: 'image/jpeg' });
}
