import type { StudySummary } from '../../contracts/imaging.ts';
import { words } from '../words/words.ts';
import { type FilmRange, toFilmRange } from './cine/film.ts';
import type { Place } from './last-place.ts';
import type { Reader } from './decode/sop-classes.ts';
import type { Slice, SliceState } from './stack/slice.ts';
import { middleOf, type Stack } from './stack/study-loader.ts';
import type { StackEntry, ViewerState } from './viewer-state.ts';

/** The entries of the series strip. */
export function toEntries(study: StudySummary, stacks: readonly Stack[]): readonly StackEntry[] {
  return stacks.map((stack) => {
    const series = study.series.find((one) => one.seriesInstanceUid === stack.seriesInstanceUid);
    const number = series?.number ?? null;
    const name = number === null ? words('viewer.series.unnumbered') : words('viewer.series', { number });
    const poster = stack.slices[middleOf(stack)]?.state;
    return {
      id: stack.id,
      label: stack.part > 0 ? `${name}, ${words('viewer.series.part', { n: stack.part })}` : name,
      description: series?.description ?? '',
      modality: series?.modality ?? '',
      count: stack.slices.length,
      loaded: stack.slices.filter((slice) => isHere(slice.state)).length,
      poster: poster?.phase === 'ready' ? poster.frame : null,
      reader: readerOf(stack.slices[middleOf(stack)]),
    };
  });
}

/** How far a stack is loaded and sorted. */
export function toProgress(stack: Stack | undefined): Pick<ViewerState, 'loaded' | 'sorting'> {
  if (!stack) return { loaded: '', sorting: false };
  const unplaced = stack.slices.some((slice, at) => stack.positions[at] === null && isPending(slice.state));
  return {
    loaded: stack.slices.map(({ state }) => (isHere(state) ? 'r' : isPending(state) ? 'w' : 'u')).join(''),
    sorting: unplaced && stack.positions.some((position) => position !== null),
  };
}

function isHere(state: SliceState): boolean {
  return state.phase === 'ready' || state.phase === 'object';
}

/** Which reader a slice is for: by its bytes once they are here, by its announced class before. */
export function readerOf(slice: Slice | undefined): Reader {
  if (slice?.state.phase === 'object') return slice.state.object.kind;
  if (slice?.state.phase === 'ready') return 'image';
  return slice?.announced.reader ?? 'image';
}

function isPending(state: SliceState): boolean {
  return state.phase === 'waiting' || state.phase === 'loading';
}

/** The slice at `index` of a stack. */
export function toSliceView(
  stack: Stack | undefined,
  index: number,
): Pick<ViewerState, 'count' | 'key' | 'slice' | 'position' | 'reader' | 'range'> {
  const slice = stack?.slices[index];
  return {
    count: stack?.slices.length ?? 0,
    key: slice?.key ?? '',
    slice: slice?.state ?? { phase: 'waiting' },
    reader: readerOf(slice),
    range: stack && slice ? toRange(stack, index) : null,
    position: stack?.positions[index] ?? null,
  };
}

/** The range is the same object until the film is another one, so that nothing is drawn again for it. */
let latest: { readonly slices: Stack['slices']; readonly range: FilmRange | null } | null = null;

function toRange(stack: Stack, index: number): FilmRange | null {
  const range = latest?.slices === stack.slices ? latest.range : null;
  if (range && index >= range.from && index <= range.to) return range;
  const found = toFilmRange(
    stack.slices.map(({ sopInstanceUid }) => sopInstanceUid),
    index,
  );
  latest = { slices: stack.slices, range: found };
  return found;
}

/** Whoever asks for less motion sees a film once, not for ever. */
function isStill(): boolean {
  return typeof matchMedia === 'function' && matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** What a study opens with: where it was left in this window, otherwise the middle of its first stack. */
export function toInitialState(
  study: StudySummary,
  stacks: readonly Stack[],
  remembered: Place | undefined,
): ViewerState {
  const holding = stacks.find((one) => one.slices.some((slice) => slice.key === remembered?.key));
  const stack = holding ?? stacks[0];
  const index = holding ? holding.slices.findIndex((slice) => slice.key === remembered?.key) : middleOf(stack);
  return {
    phase: 'open',
    closed: null,
    stack: stack?.id ?? '',
    index,
    drawn: null,
    tool: 'scroll',
    window: holding && remembered ? remembered.window : { kind: 'file' },
    inverted: holding && remembered ? remembered.inverted : false,
    zoom: 1,
    view: 0,
    cursor: null,
    draft: null,
    measures: remembered?.measures ?? {},
    screenFailed: false,
    film: { playing: false, rate: null, loop: !isStill() },
    overlays: true,
    presentation: null,
    stacks: toEntries(study, stacks),
    ...toProgress(stack),
    ...toSliceView(stack, index),
  };
}
