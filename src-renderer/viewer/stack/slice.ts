import type { PixelFailure, SeriesSummary, StudySummary } from '../../../contracts/imaging.ts';
import type { DecodedFrame } from '../decode/decode.ts';
import { type ObjectClass, toExpectedClass } from '../decode/sop-classes.ts';
import type { StoredObject } from '../decode/stored-object.ts';
import type { UnreadableReason } from '../decode/unreadable.ts';
import type { Placed } from './order.ts';
import type { Vector } from './vectors.ts';

/** Where one slice stands. Only `ready` has pixels, and they are of this slice's own file and frame. */
export type SliceState =
  | { readonly phase: 'waiting' }
  | { readonly phase: 'loading' }
  | { readonly phase: 'ready'; readonly frame: DecodedFrame }
  /** No image: a curve, a report… with a reader of its own. */
  | { readonly phase: 'object'; readonly object: StoredObject }
  | { readonly phase: 'unreadable'; readonly reason: UnreadableReason; readonly detail: string }
  | { readonly phase: 'missing'; readonly failure: PixelFailure };

/** One frame of one stored object; `key` names it in the whole study. `announced` is what it should be, before its bytes say what it is. */
export interface Slice extends Placed {
  readonly seriesInstanceUid: string;
  readonly sopInstanceUid: string;
  readonly frames: number;
  readonly announced: ObjectClass;
  state: SliceState;
  plane: { readonly position: Vector; readonly row: Vector; readonly column: Vector } | null;
  instanceNumber: number | null;
  kind: string;
}

/** Every slice of a series, as its summary announces them; the files may still correct what it says. */
export function toSlices(series: SeriesSummary): Slice[] {
  return series.instances.flatMap((instance, index) => {
    const announced = toExpectedClass(instance.sopClassUid, series.modality);
    return Array.from({ length: instance.frames }, (_, frame): Slice => {
      const orientation = instance.geometry?.orientation;
      return {
        key: `${instance.sopInstanceUid}/${frame}`,
        seriesInstanceUid: series.seriesInstanceUid,
        sopInstanceUid: instance.sopInstanceUid,
        frame,
        frames: instance.frames,
        announced,
        instanceNumber: instance.instanceNumber ?? index,
        plane:
          instance.geometry && orientation && instance.frames === 1
            ? {
                position: instance.geometry.position,
                row: [orientation[0], orientation[1], orientation[2]],
                column: [orientation[3], orientation[4], orientation[5]],
              }
            : null,
        kind: announced.reader === 'image' ? '' : announced.reader,
        state: { phase: 'waiting' },
      };
    });
  });
}

/** The slices of an object whose file has another number of frames than was announced: the one already read stays, in its place. */
export function withFrames(read: Slice, frames: number): Slice[] {
  return Array.from(
    { length: frames },
    (_, frame): Slice =>
      frame === read.frame
        ? Object.assign(read, { frames })
        : { ...read, key: `${read.sopInstanceUid}/${frame}`, frame, frames, plane: null, state: { phase: 'waiting' } },
  );
}

/** An object that is no image belongs beside its like; true when that moves it. */
export function takeObject(slice: Slice, object: StoredObject): boolean {
  const moved = slice.kind !== object.kind || slice.plane !== null;
  slice.kind = object.kind;
  slice.plane = null;
  return moved;
}

/** What the file itself says replaces what the summary said; true when the order may have changed. */
export function takeFacts(slice: Slice, frame: DecodedFrame): boolean {
  const { facts, pixels } = frame;
  const moved = !isSamePlane(slice.plane, facts.plane);
  // Every film is a stack of its own: its frames are moments, not places.
  const film = facts.frames > 1 && facts.plane === null ? `/${slice.sopInstanceUid}` : '';
  const kind = (pixels.color ? 'color' : facts.photometric) + film;
  const changed = moved || slice.kind !== kind;
  if (moved) slice.plane = facts.plane;
  slice.instanceNumber = facts.instanceNumber ?? slice.instanceNumber;
  slice.kind = kind;
  return changed;
}

function isSamePlane(a: Slice['plane'], b: Slice['plane']): boolean {
  if (a === null || b === null) return a === b;
  const same = (one: Vector, other: Vector): boolean => one.every((part, axis) => part === other[axis]);
  return same(a.position, b.position) && same(a.row, b.row) && same(a.column, b.column);
}

/** What the study's name and patient must be in every file of a series. */
export function toExpected(study: StudySummary, slice: Slice) {
  return {
    studyInstanceUid: study.studyInstanceUid,
    seriesInstanceUid: slice.seriesInstanceUid,
    sopInstanceUid: slice.sopInstanceUid,
    patientIds: study.patient.dicomPatientIds,
  };
}
