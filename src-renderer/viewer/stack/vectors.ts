/** A point or direction in patient coordinates (LPS: x to the left, y to the back, z to the head), mm. */
export type Vector = readonly [number, number, number];

export const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

export const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

export const negate = (a: Vector): Vector => [-a[0], -a[1], -a[2]];
