import type { DataSet } from 'dicom-parser';

/** Letters of the patient's directions at the right and at the lower edge of an image. */
export type ToldEdges = readonly [right: string, bottom: string];

/** Side of a paired organ or limb: right, left, both. */
export type Laterality = 'R' | 'L' | 'B';

const opposites: Readonly<Record<string, string>> = { R: 'L', L: 'R', A: 'P', P: 'A', H: 'F', F: 'H' };

/** Patient Orientation (0020,0020), by which a radiograph says its sides, having no plane; null when it is not said, or says two sides at once. */
export function readToldEdges(dataSet: DataSet): ToldEdges | null {
  const [right = '', bottom = '', ...more] = (dataSet.string('x00200020') ?? '').split('\\').map((part) => part.trim());
  const isDirection = (letters: string): boolean =>
    /^[RLAPHF]{1,3}$/.test(letters) && [...letters].every((letter) => !letters.includes(opposites[letter] ?? ''));
  const share = [...right].some((letter) => bottom.includes(letter) || bottom.includes(opposites[letter] ?? ''));
  return more.length === 0 && isDirection(right) && isDirection(bottom) && !share ? [right, bottom] : null;
}

/** The letters at the edge that lies opposite. */
export function toOpposite(letters: string): string {
  return [...letters].map((letter) => opposites[letter] ?? '').join('');
}

/** Image Laterality (0020,0062), else Laterality of the series (0020,0060), else of the frame (0020,9072); null when none says. */
export function readLaterality(dataSet: DataSet, groups: readonly DataSet[]): Laterality | null {
  const frames = groups.map((group) => group.elements['x00209071']?.items?.[0]?.dataSet?.string('x00209072'));
  const told = [dataSet.string('x00200062'), dataSet.string('x00200060'), ...frames].map((value) => value?.trim());
  return told.find((value) => value === 'R' || value === 'L' || value === 'B') ?? null;
}
