import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppState } from '../../contracts/app-state.ts';
import type { Failure } from '../../contracts/failure.ts';
import type { Bridge } from '../../contracts/ipc.ts';

/** What the window knows of the application: nothing yet, its state, or why it could not be read. */
export type AppKnowledge =
  | { readonly phase: 'asking' }
  | { readonly phase: 'known'; readonly state: AppState }
  | { readonly phase: 'failed'; readonly error: Failure };

export type AppStore = StoreApi<AppKnowledge>;

/** A store that knows nothing yet; `followApp` feeds it. */
export function createAppStore(): AppStore {
  return createStore<AppKnowledge>(() => ({ phase: 'asking' }));
}

/** Reads the state once and follows its changes; a change that arrives before the first answer wins over it. Returns the undo. */
export function followApp(store: AppStore, bridge: Pick<Bridge, 'ask' | 'on'>): () => void {
  let told = false;
  const stop = bridge.on('app/state-changed', (state) => {
    told = true;
    store.setState({ phase: 'known', state }, true);
  });
  bridge
    .ask('app/read-state', {})
    .then((result) => {
      if (told) return;
      store.setState(
        result.ok ? { phase: 'known', state: result.value } : { phase: 'failed', error: result.error },
        true,
      );
    })
    .catch(() => {
      if (!told) store.setState({ phase: 'failed', error: { code: 'bug', incident: '' } }, true);
    });
  return stop;
}
