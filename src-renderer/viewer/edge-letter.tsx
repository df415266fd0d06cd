import { memo } from 'react';
import { useLanguage } from '../ui/use-language.ts';
import { words } from '../words/words.ts';
import type { DecodedFrame } from './decode/decode.ts';
import { toOpposite } from './decode/sides.ts';
import { type Side, toEdges } from './stack/anatomy.ts';
import css from './image-overlay.module.css';

/** The sides of the patient at the four edges as text (`left/right/top/bottom`, such as `R/L/A/P`), empty where they are not known: equal text, nothing to draw. */
export type Edges = string;

const places = ['left', 'right', 'top', 'bottom'] as const;

/** The sides at the edges of a frame: by its plane, else as a radiograph tells them. */
export function toEdgesOf(frame: DecodedFrame | null): Edges {
  const plane = frame?.facts.plane ?? null;
  if (plane === null) {
    const told = frame?.facts.toldEdges ?? null;
    if (told === null) return '';
    const [right, bottom] = told;
    return [toOpposite(right), right, toOpposite(bottom), bottom].join('/');
  }
  const edges = toEdges(plane.row, plane.column);
  return places.map((place) => edges[place].join('')).join('/');
}

interface EdgeLetterProps {
  readonly edges: Edges;
  readonly place: (typeof places)[number];
}

/** The letters of one edge, with their words for who asks. */
export const EdgeLetter = memo(function EdgeLetter({ edges, place }: EdgeLetterProps): React.ReactElement {
  useLanguage();
  const sides = (edges.split('/')[places.indexOf(place)] ?? '').split('').filter(isSide);
  return (
    <span
      className={css['side']}
      data-place={place}
      title={sides.map((side) => words(`viewer.side.title.${side}`)).join(', ')}
    >
      {sides.map((side) => words(`viewer.side.${side}`)).join('')}
    </span>
  );
});

function isSide(letter: string): letter is Side {
  return /^[RLAPHF]$/.test(letter);
}
