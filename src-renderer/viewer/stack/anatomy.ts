import { cross, negate, type Vector } from './vectors.ts';

/** The six directions of the patient, as DICOM's letters: Right, Left, Anterior, Posterior, Head, Feet. */
export type Side = 'R' | 'L' | 'A' | 'P' | 'H' | 'F';

/** Directions a vector points to, the strongest first, those weaker than a tenth of it left out; as many as three for oblique planes. */
export function toSides(direction: Vector): readonly Side[] {
  const parts: { side: Side; size: number }[] = [
    { side: direction[0] > 0 ? 'L' : 'R', size: Math.abs(direction[0]) },
    { side: direction[1] > 0 ? 'P' : 'A', size: Math.abs(direction[1]) },
    { side: direction[2] > 0 ? 'H' : 'F', size: Math.abs(direction[2]) },
  ];
  parts.sort((a, b) => b.size - a.size);
  const strongest = parts[0]?.size ?? 0;
  return strongest < 1e-6 ? [] : parts.filter((part) => part.size > strongest * 0.2).map((part) => part.side);
}

/** Sides at the four edges of an image whose rows run along `row` and columns along `column`. */
export function toEdges(
  row: Vector,
  column: Vector,
): Readonly<Record<'left' | 'right' | 'top' | 'bottom', readonly Side[]>> {
  return { left: toSides(negate(row)), right: toSides(row), top: toSides(negate(column)), bottom: toSides(column) };
}

/** The plane nearest to an image's own. */
export type PlaneName = 'axial' | 'coronal' | 'sagittal';

/** Names the plane by the largest part of its normal. */
export function toPlaneName(row: Vector, column: Vector): PlaneName {
  const normal = cross(row, column).map(Math.abs);
  const [x = 0, y = 0, z = 0] = normal;
  return z >= x && z >= y ? 'axial' : y >= x ? 'coronal' : 'sagittal';
}
