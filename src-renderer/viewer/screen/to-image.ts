import { Enums, type Types, utilities } from '@cornerstonejs/core';
import type { DecodedFrame } from '../decode/decode.ts';
import { toDrawnSpacing } from '../stack/measures.ts';
import type { Vector } from '../stack/vectors.ts';

/** cornerstone's image object of a decoded frame: values are already modality values, so nothing is rescaled again. */
export function toImage(
  imageId: string,
  frame: DecodedFrame,
  render: Types.IImage['render'] | undefined,
): Types.IImage {
  const { facts, pixels } = frame;
  const [between, along] = toDrawnSpacing(facts);
  const components = pixels.color ? 3 : 1;
  const window = facts.windows[0] ?? { center: (pixels.min + pixels.max + 1) / 2, width: pixels.max - pixels.min + 1 };
  return {
    imageId,
    dataType: pixels.values.constructor.name as Types.IImage['dataType'],
    color: pixels.color,
    rgba: false,
    numberOfComponents: components,
    rows: facts.rows,
    columns: facts.columns,
    height: facts.rows,
    width: facts.columns,
    rowPixelSpacing: between,
    columnPixelSpacing: along,
    slope: 1,
    intercept: 0,
    invert: facts.photometric === 'MONOCHROME1',
    minPixelValue: pixels.min,
    maxPixelValue: pixels.max,
    windowCenter: pixels.color ? 128 : window.center,
    windowWidth: pixels.color ? 256 : window.width,
    voiLUTFunction: Enums.VOILUTFunctionType.LINEAR,
    sizeInBytes: pixels.values.byteLength,
    preScale: {
      enabled: true,
      scaled: true,
      scalingParameters: { rescaleSlope: 1, rescaleIntercept: 0, modality: facts.modality },
    },
    voxelManager: utilities.VoxelManager.createImageVoxelManager({
      scalarData: pixels.values,
      width: facts.columns,
      height: facts.rows,
      numberOfComponents: components,
    }),
    getPixelData: () => pixels.values,
    getCanvas: () => {
      throw new Error('not drawn from a canvas');
    },
    ...(render ? { render } : {}),
  };
}

/** The plane a frame is drawn in; a frame that has none lies in a plane of its own, pixel for millimetre. */
export function toDrawnPlane(frame: DecodedFrame): {
  readonly position: Vector;
  readonly row: Vector;
  readonly column: Vector;
} {
  return frame.facts.plane ?? { position: [0, 0, 0], row: [1, 0, 0], column: [0, 1, 0] };
}

/** cornerstone's metadata modules of a decoded frame. */
export function toMetadata(type: string, frame: DecodedFrame): unknown {
  const { facts } = frame;
  const plane = toDrawnPlane(frame);
  const [between, along] = toDrawnSpacing(facts);
  switch (type) {
    case 'imagePixelModule':
      return {
        samplesPerPixel: facts.palette ? 3 : facts.samplesPerPixel,
        photometricInterpretation: frame.pixels.color ? 'RGB' : facts.photometric,
        rows: facts.rows,
        columns: facts.columns,
        bitsAllocated: facts.bitsAllocated,
        bitsStored: facts.bitsStored,
        highBit: facts.highBit,
        pixelRepresentation: facts.signed ? 1 : 0,
      };
    case 'imagePlaneModule':
      return {
        frameOfReferenceUID: facts.plane?.frameOfReferenceUid ?? '',
        rows: facts.rows,
        columns: facts.columns,
        imageOrientationPatient: [...plane.row, ...plane.column],
        rowCosines: [...plane.row],
        columnCosines: [...plane.column],
        imagePositionPatient: [...plane.position],
        pixelSpacing: [between, along],
        rowPixelSpacing: between,
        columnPixelSpacing: along,
        sliceThickness: facts.sliceThickness ?? 1,
      };
    case 'generalSeriesModule':
      return { modality: facts.modality };
    case 'modalityLutModule':
      return { rescaleSlope: 1, rescaleIntercept: 0 };
    default:
      return undefined;
  }
}
