import type { DocumentView } from '../../../contracts/record.ts';
import type { PhotographEntry } from '../../viewer/photographs/pairing.ts';

/** What the line above a document switches between: the images or what is written of them, a photograph or its comparison with another. */
export type Side = 'images' | 'report' | 'photograph' | 'comparison';

/** The sides of a document, the first of which is shown first; none where there is nothing to choose. */
export function toSides(
  { kind, document, parts }: DocumentView,
  photographs: readonly PhotographEntry[],
): readonly Side[] {
  const hasImages = parts.some(({ show }) => show === 'study');
  const both: readonly Side[] = hasImages && parts.some(({ show }) => show !== 'study') ? ['images', 'report'] : [];
  const isKnown = kind === 'photograph' && photographs.some((entry) => entry.document === document);
  if (!isKnown || photographs.length < 2) return both;
  return both.length > 0 ? [...both, 'comparison'] : ['photograph', 'comparison'];
}
