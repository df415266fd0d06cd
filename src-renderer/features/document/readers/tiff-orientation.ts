/** What makes a page upright: mirrored left to right or not, then so many quarter turns clockwise. */
interface Upright {
  readonly quarter: number;
  readonly isMirrored: boolean;
}

/** The values 1 to 8 of the TIFF field Orientation (274). */
const UPRIGHT: readonly Upright[] = [
  { quarter: 0, isMirrored: false },
  { quarter: 0, isMirrored: true },
  { quarter: 2, isMirrored: false },
  { quarter: 2, isMirrored: true },
  { quarter: 3, isMirrored: true },
  { quarter: 1, isMirrored: false },
  { quarter: 1, isMirrored: true },
  { quarter: 3, isMirrored: false },
];

/** How a page of this orientation is drawn upright; a number that is none of the eight is taken as upright. */
export function readOrientation(orientation: number): Upright {
  return UPRIGHT[orientation - 1] ?? { quarter: 0, isMirrored: false };
}
