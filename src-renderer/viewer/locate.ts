import { words } from '../words/words.ts';
import type { ImageReference } from './decode/report.ts';
import type { Focus, StudyLoader } from './stack/study-loader.ts';
import type { StackEntry } from './viewer-state.ts';

/** A referenced image found in the study. */
export interface Located {
  /** As `Thorax axial, image 12`. */
  readonly label: string;
  readonly open: () => void;
}

/** Looks a referenced image up, by its first referenced frame; null when the study does not hold it. */
export function locate(
  loader: Pick<StudyLoader, 'stacks'>,
  entries: readonly StackEntry[],
  image: ImageReference,
  go: (place: Focus) => void,
): Located | null {
  const frame = (image.frames[0] ?? 1) - 1;
  for (const stack of loader.stacks) {
    const own = stack.slices.findIndex(
      (slice) => slice.sopInstanceUid === image.sopInstanceUid && slice.frame === frame,
    );
    // A film that has not been read yet is announced as one frame.
    const index = own >= 0 ? own : stack.slices.findIndex((slice) => slice.sopInstanceUid === image.sopInstanceUid);
    if (index < 0) continue;
    const entry = entries.find(({ id }) => id === stack.id);
    const series = entry?.description || entry?.label || '';
    return {
      label: words('viewer.report.image.place', { series, n: index + 1 }),
      open: () => go({ stack: stack.id, index }),
    };
  }
  return null;
}
