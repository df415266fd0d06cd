import type { WordId } from '../words/words.ts';

/** The way of the images to another window, or back from it. */
export interface Move {
  readonly label: string;
  readonly act: () => void;
}

/** What the left button and the arrow keys do. */
export type Tool = 'scroll' | 'window' | 'zoom' | 'pan' | 'length' | 'probe';

/** Tools in the order of the toolbar, with the letter that chooses each. */
export const tools: readonly { readonly tool: Tool; readonly letter: string; readonly word: WordId }[] = [
  { tool: 'scroll', letter: 'D', word: 'viewer.tool.scroll' },
  { tool: 'window', letter: 'C', word: 'viewer.tool.window' },
  { tool: 'zoom', letter: 'Z', word: 'viewer.tool.zoom' },
  { tool: 'pan', letter: 'P', word: 'viewer.tool.pan' },
  { tool: 'length', letter: 'M', word: 'viewer.tool.length' },
  { tool: 'probe', letter: 'V', word: 'viewer.tool.probe' },
];

/** The viewer's keys for the list under `?`: `keys` by the names of `words/key-name.ts`, `word` what they do. */
export const viewerKeys: readonly { readonly keys: string; readonly word: WordId; readonly tool?: WordId }[] = [
  { keys: '↑ ↓', word: 'viewer.key.slices' },
  { keys: 'PageUp PageDown', word: 'viewer.key.page' },
  { keys: 'Home End', word: 'viewer.key.ends' },
  { keys: '← →', word: 'viewer.key.series' },
  { keys: '1 … 6, 0', word: 'viewer.key.presets' },
  { keys: '+ −', word: 'viewer.key.zoom' },
  ...tools.map(({ letter, word }) => ({ keys: letter, word: 'viewer.key.tool' as const, tool: word })),
  { keys: '← ↑ → ↓', word: 'viewer.key.arrows' },
  { keys: 'Enter', word: 'viewer.key.point' },
  { keys: 'I', word: 'viewer.tool.invert' },
  { keys: 'R', word: 'viewer.tool.reset' },
  { keys: 'Delete', word: 'viewer.key.clear' },
  { keys: 'Space', word: 'viewer.key.film' },
  { keys: 'C', word: 'viewer.key.calipers' },
  { keys: 'Escape', word: 'viewer.key.cancel' },
];
