import type { DataSet } from 'dicom-parser';
import { openText, readDecimals, readItems, type ReadText } from './character-set.ts';
import { type ImageReference, toImageReference } from './report.ts';

/** A drawn annotation; points are pixel coordinates of the image, [column, row], the middle of the first pixel being [0, 0]. */
export interface PresentedGraphic {
  readonly shape: 'point' | 'polyline' | 'circle' | 'ellipse';
  readonly points: readonly (readonly [number, number])[];
  readonly filled: boolean;
}

/** A text at a point of the image. */
export interface PresentedText {
  readonly text: string;
  readonly at: readonly [number, number];
}

/** What a presentation state asks of one set of images (PS3.3 A.33). */
export interface PresentedImages {
  readonly images: readonly ImageReference[];
  readonly window: { readonly center: number; readonly width: number } | null;
  readonly graphics: readonly PresentedGraphic[];
  readonly texts: readonly PresentedText[];
}

/** A softcopy presentation state. `left` names what it asks for and this viewer does not do. */
export interface PresentationState {
  readonly kind: 'presentation';
  readonly label: string;
  readonly description: string;
  readonly created: string;
  readonly images: readonly ImageReference[];
  readonly parts: readonly PresentedImages[];
  readonly left: readonly ('rotation' | 'area' | 'shutter' | 'display-annotations' | 'look-up-table')[];
}

const shapes: Readonly<Record<string, PresentedGraphic['shape']>> = {
  POINT: 'point',
  POLYLINE: 'polyline',
  INTERPOLATED: 'polyline',
  CIRCLE: 'circle',
  ELLIPSE: 'ellipse',
};

/** Reads windows and annotations of a presentation state, and what of it is left out. */
export function readPresentationState(dataSet: DataSet): PresentationState {
  const read = openText(dataSet);
  const all = readItems(dataSet, 'x00081115').flatMap((series) => referencesOf(series));
  const left = new Set<PresentationState['left'][number]>();
  if ((dataSet.uint16('x00700042') ?? 0) !== 0 || read(dataSet, 'x00700041') === 'Y') left.add('rotation');
  if (read(dataSet, 'x00181600') !== '') left.add('shutter');
  if (readItems(dataSet, 'x20500010').length > 0 || read(dataSet, 'x20500020') === 'INVERSE') left.add('look-up-table');
  const areas = readItems(dataSet, 'x0070005a');
  if (areas.some((area) => !/FIT/.test(read(area, 'x00700100')) || (area.int32('x00700052', 0) ?? 1) !== 1))
    left.add('area');
  const windows = readItems(dataSet, 'x00283110').map((item): PresentedImages => {
    const [center, width] = [readDecimals(item, 'x00281050')[0], readDecimals(item, 'x00281051')[0]];
    const usable = center !== undefined && width !== undefined && width > 0;
    if (!usable) left.add('look-up-table');
    return { images: own(item, all), window: usable ? { center, width } : null, graphics: [], texts: [] };
  });
  const drawn = readItems(dataSet, 'x00700001').map((item): PresentedImages => {
    const graphics = readItems(item, 'x00700009').flatMap((one) =>
      toGraphic(one, read, () => left.add('display-annotations')),
    );
    const texts = readItems(item, 'x00700008').flatMap((one) =>
      toText(one, read, () => left.add('display-annotations')),
    );
    return { images: own(item, all), window: null, graphics, texts };
  });
  return {
    kind: 'presentation',
    label: read(dataSet, 'x00700080'),
    description: read(dataSet, 'x00700081'),
    created: read(dataSet, 'x00700082') + read(dataSet, 'x00700083'),
    images: all,
    parts: [...windows, ...drawn],
    left: [...left],
  };
}

function referencesOf(item: DataSet): readonly ImageReference[] {
  return readItems(item, 'x00081140').map((one) => toImageReference(one));
}

/** A part without images of its own concerns all of them. */
function own(item: DataSet, all: readonly ImageReference[]): readonly ImageReference[] {
  const named = referencesOf(item);
  return named.length > 0 ? named : all;
}

function toGraphic(item: DataSet, read: ReadText, leave: () => void): readonly PresentedGraphic[] {
  const shape = shapes[read(item, 'x00700023')];
  const points = readPoints(item, 'x00700022');
  if (shape === undefined || read(item, 'x00700005') !== 'PIXEL' || points.length === 0) {
    leave();
    return [];
  }
  return [{ shape, points, filled: read(item, 'x00700024') === 'Y' }];
}

/** The text's anchor, else the upper left corner of its box. */
function toText(item: DataSet, read: ReadText, leave: () => void): readonly PresentedText[] {
  const text = read(item, 'x00700006');
  const anchor = read(item, 'x00700004') === 'PIXEL' ? readPoints(item, 'x00700014')[0] : undefined;
  const box = read(item, 'x00700003') === 'PIXEL' ? readPoints(item, 'x00700010')[0] : undefined;
  const at = anchor ?? box;
  if (text === '' || at === undefined) {
    leave();
    return [];
  }
  return [{ text, at }];
}

/** Pairs of FL; DICOM counts pixels from 1 at their middle. */
function readPoints(item: DataSet, tag: string): readonly (readonly [number, number])[] {
  const length = Math.min((item.elements[tag]?.length ?? 0) >> 3, 10_000);
  return Array.from({ length }, (_, index) => [
    (item.float(tag, index * 2) ?? 0) - 1,
    (item.float(tag, index * 2 + 1) ?? 0) - 1,
  ]);
}
