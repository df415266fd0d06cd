import type { StudySummary } from '../../../contracts/imaging.ts';
import { readSharedPool } from '../decode-pool.ts';
import type { DecodedFrame } from '../decode/decode.ts';
import { PixelSource } from '../pixel-source.ts';
import { toScreenGray } from '../screen/presentation.ts';
import { toPresentation } from '../stack/presentation-book.ts';

/** A photograph ready to be drawn, upright. */
export interface Picture {
  readonly bitmap: ImageBitmap;
  readonly width: number;
  readonly height: number;
  /** Millimetres of the patient a pixel; null when the file does not say. */
  readonly millimetres: number | null;
}

/** Reads a JPEG, PNG, GIF or WebP; Exif's orientation is applied. Rejects when it is none. */
export async function readFilePicture(bytes: Uint8Array): Promise<Picture> {
  const bitmap = await createImageBitmap(new Blob([Uint8Array.from(bytes)]), { imageOrientation: 'from-image' });
  return { bitmap, width: bitmap.width, height: bitmap.height, millimetres: null };
}

/** Reads the first image of a study through its pixel port, with every guard of the viewer, and closes the port. */
export async function readStudyPicture(study: StudySummary, port: MessagePort): Promise<Picture> {
  const source = new PixelSource(port, () => undefined);
  try {
    const [series] = study.series;
    const [instance] = series?.instances ?? [];
    if (!series || !instance) throw new Error('no image');
    const bytes = await source.read(instance.sopInstanceUid, 'now', new AbortController().signal);
    const expected = {
      studyInstanceUid: study.studyInstanceUid,
      seriesInstanceUid: series.seriesInstanceUid,
      sopInstanceUid: instance.sopInstanceUid,
      patientIds: study.patient.dicomPatientIds,
    };
    const { frame } = await readSharedPool().decode(bytes, 0, expected, false);
    if (!frame) throw new Error('no image');
    return await toPicture(frame);
  } finally {
    source.close();
  }
}

/** A decoded frame as a bitmap. */
export async function toPicture(frame: DecodedFrame): Promise<Picture> {
  const { facts, pixels } = frame;
  const image = new ImageData(facts.columns, facts.rows);
  const presentation = toPresentation(frame, { kind: 'file' }, false);
  const { data } = image;
  for (let at = 0; at < facts.rows * facts.columns; at += 1) {
    const gray = pixels.color ? 0 : toScreenGray(pixels.values[at] ?? 0, presentation);
    for (let part = 0; part < 3; part += 1)
      data[at * 4 + part] = pixels.color ? (pixels.values[at * 3 + part] ?? 0) : gray;
    data[at * 4 + 3] = 255;
  }
  const bitmap = await createImageBitmap(image);
  const square = facts.spacing && Math.abs(facts.spacing[0] - facts.spacing[1]) < 0.001;
  return {
    bitmap,
    width: facts.columns,
    height: facts.rows,
    millimetres: square ? (facts.spacing?.[0] ?? null) : null,
  };
}
