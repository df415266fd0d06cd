import { toPlaneName } from './anatomy.ts';
import { cross, dot, negate, type Vector } from './vectors.ts';

/** What ordering needs to know of a slice; a null plane is not known (yet), or the file has none. */
export interface Placed {
  readonly key: string;
  readonly plane: { readonly position: Vector; readonly row: Vector; readonly column: Vector } | null;
  /** Only for what has no plane, and for the order before the planes are known. */
  readonly instanceNumber: number | null;
  readonly frame: number;
  /** What must never be in one stack with something else: color, size, photometric interpretation. Empty while unknown. */
  readonly kind: string;
}

/** Slices of one orientation and kind, in order: head to feet, front to back, right to left. */
export interface OrderedStack<T extends Placed> {
  readonly slices: readonly T[];
  /** Coordinate of each slice along the normal, mm, growing to the head, the back or the left; null where the plane is not known. Same length as `slices`. */
  readonly positions: readonly (number | null)[];
}

/**
 * Splits a series into stacks of one orientation and kind (a localizer leaves its axial neighbours) and orders each by position along
 * its normal, never by Instance Number. A slice whose plane is not known stays beside the slice it follows by Instance Number.
 */
export function toStacks<T extends Placed>(slices: readonly T[]): readonly OrderedStack<T>[] {
  const given = [...slices].sort(byNumber);
  const groups: { readonly first: T; readonly members: T[] }[] = [];
  let latest: { readonly first: T; readonly members: T[] } | undefined;
  for (const slice of given) {
    const own =
      slice.kind === '' && slice.plane === null
        ? (latest ?? groups[0])
        : groups.find((group) => belongs(group.first, slice));
    latest = own ?? { first: slice, members: [] };
    if (own === undefined) groups.push(latest);
    latest.members.push(slice);
  }
  return mergeUnknown(groups.map((group) => group.members)).map(order);
}

function byNumber(a: Placed, b: Placed): number {
  return (a.instanceNumber ?? 0) - (b.instanceNumber ?? 0) || a.frame - b.frame;
}

/** A group that begins with unread slices joins the first group that is known. */
function mergeUnknown<T extends Placed>(groups: readonly T[][]): readonly T[][] {
  const known = groups.filter((group) => group.some((slice) => slice.kind !== '' || slice.plane !== null));
  const unknown = groups.filter((group) => !known.includes(group)).flat();
  const [first, ...rest] = known;
  if (first === undefined) return unknown.length > 0 ? [unknown] : [];
  return [[...unknown, ...first], ...rest];
}

function belongs(a: Placed, b: Placed): boolean {
  if (a.kind !== '' && b.kind !== '' && a.kind !== b.kind) return false;
  if (a.plane === null || b.plane === null) return a.plane === b.plane;
  return dot(a.plane.row, b.plane.row) > 0.999 && dot(a.plane.column, b.plane.column) > 0.999;
}

function order<T extends Placed>(group: readonly T[]): OrderedStack<T> {
  const reference = group.find((slice) => slice.plane !== null)?.plane;
  if (!reference) return { slices: group, positions: group.map(() => null) };
  const normal = readingDirection(reference.row, reference.column);
  const sign = toPlaneName(reference.row, reference.column) === 'axial' ? -1 : 1;
  let before = Number.NEGATIVE_INFINITY;
  const placed = group.map((slice, index) => {
    const position = slice.plane ? dot(slice.plane.position, normal) : null;
    before = position ?? before;
    return { slice, position, sortBy: position ?? before, index };
  });
  placed.sort((a, b) => a.sortBy - b.sortBy || a.index - b.index);
  return {
    slices: placed.map((one) => one.slice),
    positions: placed.map((one) => one.position && one.position * sign),
  };
}

/** The normal, turned so that reading goes head to feet, front to back or right to left. */
export function readingDirection(row: Vector, column: Vector): Vector {
  const normal = cross(row, column);
  const name = toPlaneName(row, column);
  const forward = name === 'axial' ? -normal[2] : name === 'coronal' ? normal[1] : normal[0];
  return forward >= 0 ? normal : negate(normal);
}
