import type { PresentationState, PresentedGraphic, PresentedText } from '../decode/presentation-state.ts';
import type { ImageReference } from '../decode/report.ts';
import { words } from '../../words/words.ts';
import type { WindowChoice } from '../viewer-state.ts';

type Named = Pick<ImageReference, 'sopInstanceUid' | 'frames'>;

/** The window a presentation sets for an image; null when it sets none. */
export function toPresentedWindow(presentation: PresentationState, image: Named): WindowChoice | null {
  const window = partsOf(presentation, image).find((part) => part.window !== null)?.window;
  if (!window) return null;
  return { kind: 'preset', preset: { key: '6', name: toPresentationName(presentation), ...window } };
}

/** What a presentation draws over an image. */
export function toPresentedGraphics(
  presentation: PresentationState,
  image: Named,
): { readonly graphics: readonly PresentedGraphic[]; readonly texts: readonly PresentedText[] } {
  const parts = partsOf(presentation, image);
  return { graphics: parts.flatMap(({ graphics }) => graphics), texts: parts.flatMap(({ texts }) => texts) };
}

/** How a presentation is called. */
export function toPresentationName(presentation: PresentationState): string {
  return presentation.description || presentation.label || words('viewer.presentation.title');
}

function partsOf(presentation: PresentationState, image: Named): PresentationState['parts'] {
  return presentation.parts.filter(({ images }) =>
    images.some(
      (one) =>
        one.sopInstanceUid === image.sopInstanceUid &&
        (one.frames.length === 0 ||
          image.frames.length === 0 ||
          one.frames.some((frame) => image.frames.includes(frame))),
    ),
  );
}
