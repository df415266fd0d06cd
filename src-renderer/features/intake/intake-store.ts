import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Failure } from '../../../contracts/failure.ts';
import type { IntakeNote } from '../../../contracts/intake.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { MessageList } from '../../../contracts/message.ts';
import type { QuarantineList } from '../../../contracts/quarantine.ts';
import { reportFault } from '../../ui/report-fault.ts';

/** What waits at the hospital's doors, as it was when it was last asked for. */
export interface Intake {
  readonly messages: MessageList;
  readonly images: QuarantineList;
  readonly notes: readonly IntakeNote[];
}

/** A list that was read once stays on the screen; `stale` says why it could not be read again. */
export type IntakeState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'shown'; readonly intake: Intake; readonly readAt: string; readonly stale: Failure | null }
  | { readonly phase: 'failed'; readonly error: Failure };

export type IntakeStore = StoreApi<IntakeState>;

const EVERY = 20_000;

/** Nothing was asked yet. */
export function createIntakeStore(): IntakeStore {
  return createStore<IntakeState>(() => ({ phase: 'loading' }));
}

/** Reads the three lists now and every twenty seconds. Returns the undo. */
export function followIntake(store: IntakeStore, ask: Bridge['ask']): () => void {
  const read = () => {
    readIntake(store, ask).catch(reportFault);
  };
  const timer = setInterval(read, EVERY);
  read();
  return () => clearInterval(timer);
}

/** Reads the three lists once. */
export async function readIntake(store: IntakeStore, ask: Bridge['ask']): Promise<void> {
  const [messages, images, notes] = await Promise.all([
    ask('message/list', {}),
    ask('quarantine/list', {}),
    ask('intake/list', {}),
  ]);
  if (messages.ok && images.ok && notes.ok) {
    const intake = { messages: messages.value, images: images.value, notes: notes.value };
    store.setState({ phase: 'shown', intake, readAt: new Date().toISOString(), stale: null }, true);
    return;
  }
  const failed = [messages, images, notes].find((one) => !one.ok);
  if (failed === undefined || failed.ok) return;
  const before = store.getState();
  if (before.phase === 'shown') store.setState({ ...before, stale: failed.error }, true);
  else store.setState({ phase: 'failed', error: failed.error }, true);
}
