import { createStore, type StoreApi } from 'zustand';
import type { Hint } from '../../../contracts/guidance.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import { reportFault } from '../../ui/report-fault.ts';

/** Which hints are done with; nothing is hinted at before that is known. */
export type GuidanceState =
  | { readonly phase: 'unknown' }
  | { readonly phase: 'known'; readonly done: ReadonlySet<Hint> };

export type GuidanceStore = StoreApi<GuidanceState>;

/** Begins without knowing. */
export function createGuidanceStore(): GuidanceStore {
  return createStore<GuidanceState>(() => ({ phase: 'unknown' }));
}

/** Asks what this person was told before; without an answer nobody is told anything. */
export async function readGuidance(store: GuidanceStore, ask: Bridge['ask']): Promise<void> {
  const answer = await ask('guidance/read', {});
  if (answer.ok) store.setState({ phase: 'known', done: new Set(answer.value.done) }, true);
}

/** A hint was followed, or put away: it does not come back by itself. */
export function noteDone(store: GuidanceStore, ask: Bridge['ask'], hint: Hint): void {
  const state = store.getState();
  if (state.phase !== 'known' || state.done.has(hint)) return;
  store.setState({ phase: 'known', done: new Set([...state.done, hint]) }, true);
  ask('guidance/note-done', { hint }).catch(reportFault);
}

/** Every hint again, from the first. */
export function beginAgain(store: GuidanceStore, ask: Bridge['ask']): void {
  store.setState({ phase: 'known', done: new Set() }, true);
  ask('guidance/begin-again', {}).catch(reportFault);
}

/** Whether a hint is still to be given. */
export function isAwaited(state: GuidanceState, hint: Hint): boolean {
  return state.phase === 'known' && !state.done.has(hint);
}
