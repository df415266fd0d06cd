import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../../contracts/ipc.ts';
import { reportFault } from '../../ui/report-fault.ts';

/** Nothing is shown to a patient, or something of this one's record is [X13]. */
export type ShowState = { readonly phase: 'off' } | { readonly phase: 'on'; readonly patient: string };

export type ShowStore = StoreApi<ShowState>;

/** Nothing is shown. */
export function createShowStore(): ShowStore {
  return createStore<ShowState>(() => ({ phase: 'off' }));
}

/** Shows what is open of this record to its patient; the main process holds its notices back from now on. */
export function startShow(store: ShowStore, ask: Bridge['ask'], patient: string): void {
  if (store.getState().phase === 'on') return;
  store.setState({ phase: 'on', patient }, true);
  ask('show/report', { on: true }).catch(reportFault);
}

/** Back to the whole window. */
export function endShow(store: ShowStore, ask: Bridge['ask']): void {
  if (store.getState().phase === 'off') return;
  store.setState({ phase: 'off' }, true);
  ask('show/report', { on: false }).catch(reportFault);
}
