import type { LengthMeasure } from './stack/measures.ts';
import type { WindowChoice } from './viewer-state.ts';

/** Where a reader was in a study; it holds identifiers and settings, no pixel. */
export interface Place {
  readonly key: string;
  readonly window: WindowChoice;
  readonly inverted: boolean;
  readonly measures: Readonly<Record<string, readonly LengthMeasure[]>>;
}

const places = new Map<string, Place>();
const listeners = new Set<(studyInstanceUid: string, place: Place) => void>();

/** Keeps the place until the window is closed or `forgetPlaces` is called, so that unlocking returns to the same slice. */
export function rememberPlace(studyInstanceUid: string, place: Place): void {
  places.set(studyInstanceUid, place);
  for (const listener of listeners) listener(studyInstanceUid, place);
}

/** Hears of every move of a reader. Returns the undo. */
export function watchPlaces(listener: (studyInstanceUid: string, place: Place) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The place kept for a study, if any. */
export function recallPlace(studyInstanceUid: string): Place | undefined {
  return places.get(studyInstanceUid);
}

/** To be called at sign-out and when a patient is closed. */
export function forgetPlaces(): void {
  places.clear();
}
