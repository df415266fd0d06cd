import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Failure, FailureCode } from '../../../contracts/failure.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { RecordIndex } from '../../../contracts/record.ts';
import { reportFault } from '../../ui/report-fault.ts';
import { reportPaint } from '../../ui/report-paint.ts';

/** The one record on the screen. `closed` holds no content: what was shown is gone from the window's memory too. */
export type RecordState =
  | { readonly phase: 'none' }
  | { readonly phase: 'opening'; readonly patient: string }
  | { readonly phase: 'shown'; readonly patient: string; readonly index: RecordIndex }
  | { readonly phase: 'failed'; readonly patient: string; readonly error: Failure }
  | { readonly phase: 'closed'; readonly patient: string; readonly reason: FailureCode };

export type RecordStore = StoreApi<RecordState>;

/** No record is open. */
export function createRecordStore(): RecordStore {
  return createStore<RecordState>(() => ({ phase: 'none' }));
}

/** Patient whose record is open, opening, failed or closed; null when there is none. */
export function readPatient(state: RecordState): string | null {
  return state.phase === 'none' ? null : state.patient;
}

/** Opens a record; the one asked for last is shown, whichever answer arrives first. */
export async function openRecord(store: RecordStore, ask: Bridge['ask'], patient: string): Promise<void> {
  const clicked = performance.now();
  const before = readPatient(store.getState());
  const opening: RecordState = { phase: 'opening', patient };
  store.setState(opening, true);
  if (before !== null && before !== patient) ask('record/close', { patient: before }).catch(reportFault);
  const result = await ask('record/open', { patient });
  if (store.getState() !== opening) return;
  store.setState(
    result.ok ? { phase: 'shown', patient, index: result.value } : { phase: 'failed', patient, error: result.error },
    true,
  );
  if (result.ok) reportPaint(ask, 'record', clicked);
}

/** Leaves the record: empties the screen, then tells the main process. */
export function closeRecord(store: RecordStore, ask: Bridge['ask']): void {
  const patient = readPatient(store.getState());
  store.setState({ phase: 'none' }, true);
  if (patient !== null) ask('record/close', { patient }).catch(reportFault);
}

/** Reads the index of the record on the screen again. */
export async function refreshRecord(store: RecordStore, ask: Bridge['ask']): Promise<void> {
  const before = store.getState();
  if (before.phase !== 'shown') return;
  const result = await ask('record/read-index', { patient: before.patient });
  const state = store.getState();
  if (result.ok && state.phase === 'shown' && state.patient === before.patient)
    store.setState({ phase: 'shown', patient: state.patient, index: result.value }, true);
}

/**
 * Follows what the hospital does with the open record: `record/closed` empties the screen at once [R15], `record/changed` reads
 * the index again, one reading at a time and one more when news came meanwhile, also while the record was still opening. Returns
 * the undo.
 */
export function followRecord(store: RecordStore, bridge: Pick<Bridge, 'ask' | 'on'>): () => void {
  let reading = false;
  let again = false;
  /** Patient of whom news came before his record was there: what opening answers may be older than they are. */
  let missed: string | null = null;

  const readAgain = async (patient: string): Promise<void> => {
    reading = true;
    do {
      again = false;
      // oxlint-disable-next-line no-await-in-loop -- one reading at a time is the point.
      const result = await bridge.ask('record/read-index', { patient });
      const state = store.getState();
      if (state.phase !== 'shown' || state.patient !== patient) break;
      if (result.ok) store.setState({ phase: 'shown', patient, index: result.value }, true);
    } while (again);
    reading = false;
  };

  const read = (patient: string): void => {
    readAgain(patient).catch((error: unknown) => {
      reading = false;
      reportFault(error);
    });
  };

  const stopChanged = bridge.on('record/changed', ({ patient }) => {
    const state = store.getState();
    if (readPatient(state) !== patient) return;
    if (state.phase === 'opening') missed = patient;
    else if (reading) again = true;
    else if (state.phase === 'shown') read(patient);
  });
  const stopShown = store.subscribe((state) => {
    if (missed === null || state.phase === 'opening') return;
    const patient = missed;
    missed = null;
    if (state.phase === 'shown' && state.patient === patient) read(patient);
  });
  const stopClosed = bridge.on('record/closed', ({ patient, reason }) => {
    const open = readPatient(store.getState());
    if (open !== null && (patient === null || patient === open)) {
      store.setState({ phase: 'closed', patient: open, reason }, true);
    }
  });
  return () => {
    stopChanged();
    stopShown();
    stopClosed();
  };
}
