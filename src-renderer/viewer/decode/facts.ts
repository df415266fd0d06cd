import type { DataSet } from 'dicom-parser';
import { limits } from './limits.ts';
import { readLut, readPalette, type Lut, type Palette } from './luts.ts';
import { type Laterality, readLaterality, readToldEdges, type ToldEdges } from './sides.ts';
import { assertReadable } from './unreadable.ts';

/** A window as the file or a preset gives it, PS3.3 C.11.2. */
export interface Window {
  readonly center: number;
  readonly width: number;
  readonly name: string;
}

/** VOI LUT Function (0028,1056). */
export type VoiFunction = 'LINEAR' | 'LINEAR_EXACT' | 'SIGMOID';

/** Where one frame lies in the patient; null as a whole when the file does not say. Millimetres, patient coordinates (LPS). */
export interface Plane {
  readonly position: readonly [number, number, number];
  readonly row: readonly [number, number, number];
  readonly column: readonly [number, number, number];
  readonly frameOfReferenceUid: string;
}

/** What the tags say of one frame, read once and checked: sizes are within limits, nothing is yet compared with the pixels. */
export interface FrameFacts {
  readonly rows: number;
  readonly columns: number;
  readonly samplesPerPixel: 1 | 3;
  readonly planarConfiguration: 0 | 1;
  readonly photometric: string;
  readonly bitsAllocated: 1 | 8 | 16 | 32;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
  readonly frames: number;
  readonly slope: number;
  readonly intercept: number;
  /** Rescale Type, `HU` for a CT that says nothing; empty when there is no unit. */
  readonly unit: string;
  readonly windows: readonly Window[];
  readonly voiFunction: VoiFunction;
  readonly modalityLut: Lut | null;
  readonly voiLut: Lut | null;
  readonly palette: Palette | null;
  readonly plane: Plane | null;
  /** Sides by Patient Orientation, for what has no plane. */
  readonly toldEdges: ToldEdges | null;
  readonly laterality: Laterality | null;
  /** [between rows, between columns], mm; null when lengths cannot be measured. */
  readonly spacing: readonly [number, number] | null;
  /** Pixel Aspect Ratio, height to width of a pixel; null when not said. */
  readonly aspect: readonly [number, number] | null;
  /** True when `spacing` is measured at the detector (Imager Pixel Spacing, or repeated from it), not in the patient. */
  readonly spacingAtDetector: boolean;
  readonly sliceThickness: number | null;
  readonly instanceNumber: number | null;
  readonly modality: string;
  readonly lossy: boolean;
  /** Images a second of a film, null when the file does not say: Recommended Display Frame Rate, Cine Rate, Frame Time, Frame Time Vector. */
  readonly frameRate: number | null;
  /** Stored values that are no part of the picture (Pixel Padding Value and Range Limit), lowest and highest. */
  readonly padding: readonly [number, number] | null;
  /** Ratio of Lossy Image Compression Ratio (0028,2112), null when not said. */
  readonly lossyRatio: number | null;
}

/** The identifiers a file carries, for quarantine. Never logged. */
export interface Identity {
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly sopInstanceUid: string;
  readonly patientId: string;
}

/** Reads the identifiers as they stand, trimmed of padding. */
export function readIdentity(dataSet: DataSet): Identity {
  return {
    studyInstanceUid: text(dataSet, 'x0020000d'),
    seriesInstanceUid: text(dataSet, 'x0020000e'),
    sopInstanceUid: text(dataSet, 'x00080018'),
    patientId: text(dataSet, 'x00100020'),
  };
}

/** Reads and checks what the tags say of frame `frame`, counted from 0; functional groups of enhanced objects come before the top level. */
export function readFrameFacts(dataSet: DataSet, frame: number): FrameFacts {
  const rows = dataSet.uint16('x00280010') ?? 0;
  const columns = dataSet.uint16('x00280011') ?? 0;
  assertReadable(rows > 0 && columns > 0, 'contradictory', `${rows} × ${columns}`);
  assertReadable(
    rows <= limits.side && columns <= limits.side && rows * columns <= limits.pixels,
    'too-large',
    `${rows} × ${columns}`,
  );
  const samplesPerPixel = dataSet.uint16('x00280002') ?? 1;
  assertReadable(samplesPerPixel === 1 || samplesPerPixel === 3, 'unsupported', `${samplesPerPixel} samples per pixel`);
  const bitsAllocated = dataSet.uint16('x00280100') ?? 0;
  assertReadable(
    bitsAllocated === 8 ||
      bitsAllocated === 16 ||
      bitsAllocated === 32 ||
      (bitsAllocated === 1 && samplesPerPixel === 1),
    'unsupported',
    `${bitsAllocated} bits allocated`,
  );
  const bitsStored = dataSet.uint16('x00280101') ?? bitsAllocated;
  const highBit = dataSet.uint16('x00280102') ?? bitsStored - 1;
  assertReadable(
    bitsStored > 0 && bitsStored <= bitsAllocated && highBit < bitsAllocated && highBit >= bitsStored - 1,
    'contradictory',
    `${bitsStored} of ${bitsAllocated} bits`,
  );
  assertReadable(rows * columns * samplesPerPixel * (bitsAllocated / 8) <= limits.frameBytes, 'too-large', 'frame');
  const frames = readNumber(dataSet, 'x00280008') ?? 1;
  assertReadable(Number.isInteger(frames) && frames >= 1, 'contradictory', 'number of frames');
  assertReadable(frames <= limits.frames, 'too-large', `${frames} frames`);
  assertReadable(frame < frames, 'contradictory', `frame ${frame} of ${frames}`);
  const photometric = text(dataSet, 'x00280004') || (samplesPerPixel === 3 ? 'RGB' : 'MONOCHROME2');
  const groups = functionalGroups(dataSet, frame);
  const first = (sequence: string, tag: string): number[] => {
    for (const group of groups) {
      const found = group.elements[sequence]?.items?.[0]?.dataSet;
      const values = found ? readNumbers(found, tag) : [];
      if (values.length > 0) return values;
    }
    return readNumbers(dataSet, tag);
  };
  const modality = text(dataSet, 'x00080060');
  const slope = first('x00289145', 'x00281053')[0] ?? 1;
  const signed = (dataSet.uint16('x00280103') ?? 0) === 1;
  return {
    rows,
    columns,
    samplesPerPixel,
    planarConfiguration: dataSet.uint16('x00280006') === 1 ? 1 : 0,
    photometric,
    bitsAllocated,
    bitsStored,
    highBit,
    signed,
    frames,
    slope: slope === 0 ? 1 : slope,
    intercept: first('x00289145', 'x00281052')[0] ?? 0,
    unit: text(dataSet, 'x00281054') || (modality === 'CT' ? 'HU' : ''),
    windows: toWindows(first('x00289132', 'x00281050'), first('x00289132', 'x00281051'), dataSet),
    voiFunction: toVoiFunction(text(dataSet, 'x00281056')),
    modalityLut: readLut(dataSet, 'x00283000', signed),
    voiLut: readLut(dataSet, 'x00283010', signed),
    palette: photometric === 'PALETTE COLOR' ? readPalette(dataSet) : null,
    plane: toPlane(first('x00209113', 'x00200032'), first('x00209116', 'x00200037'), text(dataSet, 'x00200052')),
    toldEdges: readToldEdges(dataSet),
    laterality: readLaterality(dataSet, groups),
    ...toSpacing(first('x00289110', 'x00280030'), readNumbers(dataSet, 'x00181164'), text(dataSet, 'x00280a02') !== ''),
    aspect: toAspect(readNumbers(dataSet, 'x00280034')),
    sliceThickness: first('x00289110', 'x00180050')[0] ?? null,
    instanceNumber: readNumber(dataSet, 'x00200013') ?? null,
    modality,
    lossy: text(dataSet, 'x00282110') === '01',
    frameRate: readFrameRate(dataSet),
    padding: samplesPerPixel === 1 ? readPadding(dataSet, signed) : null,
    lossyRatio: readNumbers(dataSet, 'x00282112').at(-1) ?? null,
  };
}

function readFrameRate(dataSet: DataSet): number | null {
  const time = readNumber(dataSet, 'x00181063') ?? 0;
  const vector = readNumbers(dataSet, 'x00181065').slice(1);
  const mean = vector.reduce((sum, one) => sum + one, 0) / Math.max(vector.length, 1);
  const rates = [
    readNumber(dataSet, 'x00082144') ?? 0,
    readNumber(dataSet, 'x00180040') ?? 0,
    1000 / time,
    1000 / mean,
  ];
  return rates.find((rate) => Number.isFinite(rate) && rate > 0) ?? null;
}

function readPadding(dataSet: DataSet, signed: boolean): readonly [number, number] | null {
  const read = (tag: string): number | undefined => (signed ? dataSet.int16(tag) : dataSet.uint16(tag));
  const value = read('x00280120');
  if (value === undefined) return null;
  const limit = read('x00280121') ?? value;
  return [Math.min(value, limit), Math.max(value, limit)];
}

function functionalGroups(dataSet: DataSet, frame: number): DataSet[] {
  const own = dataSet.elements['x52009230']?.items?.[frame]?.dataSet;
  const shared = dataSet.elements['x52009229']?.items?.[0]?.dataSet;
  return [own, shared].filter((group) => group !== undefined);
}

function toWindows(centers: readonly number[], widths: readonly number[], dataSet: DataSet): Window[] {
  const names = text(dataSet, 'x00281055').split('\\');
  return centers.flatMap((center, index) => {
    const width = widths[index];
    return width !== undefined && width > 0 ? [{ center, width, name: names[index]?.trim() ?? '' }] : [];
  });
}

function toVoiFunction(value: string): VoiFunction {
  return value === 'LINEAR_EXACT' || value === 'SIGMOID' ? value : 'LINEAR';
}

function toPlane(
  position: readonly number[],
  orientation: readonly number[],
  frameOfReferenceUid: string,
): Plane | null {
  const [x, y, z] = position;
  const [rx, ry, rz, cx, cy, cz] = orientation;
  if (x === undefined || y === undefined || z === undefined) return null;
  if (
    rx === undefined ||
    ry === undefined ||
    rz === undefined ||
    cx === undefined ||
    cy === undefined ||
    cz === undefined
  )
    return null;
  const unit = Math.abs(Math.hypot(rx, ry, rz) - 1) < 0.01 && Math.abs(Math.hypot(cx, cy, cz) - 1) < 0.01;
  const square = Math.abs(rx * cx + ry * cy + rz * cz) < 0.01;
  return unit && square ? { position: [x, y, z], row: [rx, ry, rz], column: [cx, cy, cz], frameOfReferenceUid } : null;
}

function toSpacing(
  inPatient: readonly number[],
  atDetector: readonly number[],
  isCalibrated: boolean,
): Pick<FrameFacts, 'spacing' | 'spacingAtDetector'> {
  const pair = inPatient.length === 2 ? inPatient : atDetector;
  const [between, along] = pair;
  const usable =
    between !== undefined && along !== undefined && between > 0 && along > 0 && between < 1000 && along < 1000;
  // A Pixel Spacing that only repeats the detector's was corrected by nobody (PS3.3 10.7.1.1).
  const isRepeated = !isCalibrated && between === atDetector[0] && along === atDetector[1];
  return {
    spacing: usable ? [between, along] : null,
    spacingAtDetector: usable && (pair === atDetector || isRepeated),
  };
}

function toAspect([height = 0, width = 0, ...more]: readonly number[]): FrameFacts['aspect'] {
  return more.length === 0 && height > 0 && width > 0 && height / width < 100 && width / height < 100
    ? [height, width]
    : null;
}

function text(dataSet: DataSet, tag: string): string {
  return dataSet.string(tag)?.replace(/\0/g, '').trim() ?? '';
}

function readNumbers(dataSet: DataSet, tag: string): number[] {
  const values = text(dataSet, tag);
  const numbers = values === '' ? [] : values.split('\\').map(Number);
  return numbers.every(Number.isFinite) ? numbers : [];
}

function readNumber(dataSet: DataSet, tag: string): number | undefined {
  return readNumbers(dataSet, tag)[0];
}
