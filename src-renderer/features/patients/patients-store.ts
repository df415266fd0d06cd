import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Failure } from '../../../contracts/failure.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { TherapeuticLink } from '../../../contracts/link.ts';
import { reportFault } from '../../ui/report-fault.ts';

/** The physician's links as the window knows them. A list that was read once stays on the screen while it is read again. */
export type PatientsState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'shown'; readonly links: readonly TherapeuticLink[] }
  | { readonly phase: 'failed'; readonly error: Failure };

export type PatientsStore = StoreApi<PatientsState>;

/** A list that was never read. */
export function createPatientsStore(): PatientsStore {
  return createStore<PatientsState>(() => ({ phase: 'loading' }));
}

/** Follows the list of links: reads it now and at each change, the latest question wins. Returns the undo. */
export function followPatients(store: PatientsStore, bridge: Pick<Bridge, 'ask' | 'on'>): () => void {
  let latest = 0;
  const read = () => {
    latest += 1;
    const mine = latest;
    readPatients(store, bridge.ask, () => mine === latest).catch(reportFault);
  };
  const stop = bridge.on('link/list-changed', read);
  read();
  return () => {
    latest += 1;
    stop();
  };
}

/** Reads the list once; a failure never takes away a list that is already on the screen. */
export async function readPatients(
  store: PatientsStore,
  ask: Bridge['ask'],
  isWanted: () => boolean = () => true,
): Promise<void> {
  const result = await ask('link/list', {});
  if (!isWanted()) return;
  if (result.ok) store.setState({ phase: 'shown', links: result.value }, true);
  else if (store.getState().phase !== 'shown') store.setState({ phase: 'failed', error: result.error }, true);
}
