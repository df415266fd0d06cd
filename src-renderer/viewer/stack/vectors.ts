/** A point or direction in patient coordinates (LPS: x to the left, y to the back, z to the head), mm. */
export type Vector = readonly [number, number, number];

/** At right angles to both, by the right hand; as long as the area between them. */
export const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

/** The length of one along the other, times the other’s. */
export const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** The opposite direction. */
export const negate = (a: Vector): Vector => [-a[0], -a[1], -a[2]];
