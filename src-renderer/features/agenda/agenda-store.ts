import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Agenda } from '../../../contracts/agenda.ts';
import type { Failure } from '../../../contracts/failure.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import { reportFault } from '../../ui/report-fault.ts';

/** The day as the window knows it. A day that was read once stays on the screen while it is read again. */
export type AgendaState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'shown'; readonly agenda: Agenda }
  | { readonly phase: 'failed'; readonly error: Failure };

export type AgendaStore = StoreApi<AgendaState>;

/** A day that was never read. */
export function createAgendaStore(): AgendaStore {
  return createStore<AgendaState>(() => ({ phase: 'loading' }));
}

/** Reads the day once; a failure never takes away a day that is already on the screen. */
export async function readAgenda(store: AgendaStore, ask: Bridge['ask']): Promise<void> {
  const result = await ask('agenda/read', {});
  if (result.ok) store.setState({ phase: 'shown', agenda: result.value }, true);
  else if (store.getState().phase !== 'shown') store.setState({ phase: 'failed', error: result.error }, true);
}

/** Follows the day: one reading at a time, and one more when news came meanwhile. Returns the undo. */
export function followAgenda(store: AgendaStore, bridge: Pick<Bridge, 'ask' | 'on'>): () => void {
  let [isReading, again, isOver] = [false, false, false];
  async function read(): Promise<void> {
    if (isReading) {
      again = true;
      return;
    }
    isReading = true;
    try {
      do {
        again = false;
        // oxlint-disable-next-line no-await-in-loop -- one reading at a time is the point.
        await readAgenda(store, bridge.ask);
      } while (again && !isOver);
    } finally {
      isReading = false;
    }
  }
  const stop = bridge.on('agenda/changed', () => {
    read().catch(reportFault);
  });
  read().catch(reportFault);
  return () => {
    isOver = true;
    stop();
  };
}
