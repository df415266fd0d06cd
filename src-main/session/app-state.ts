import type { Language } from '../../contracts/language.ts';
import type { AppState } from '../../contracts/app-state.ts';

/** Holds the one AppState of the process; whoever listens hears every change and gets an undo. */
export interface AppStateHolder {
  read(): AppState;
  change(part: Partial<AppState>): void;
  onChange(listener: (state: AppState) => void): () => void;
}

/** Starts at `starting`, connecting to nobody. */
export function openAppState(
  version: string,
  testBuild: boolean,
  idleSeconds: number,
  language: Language = 'fr',
): AppStateHolder {
  let state: AppState = {
    version,
    testBuild,
    hospital: null,
    connection: { state: 'connecting' },
    stage: { stage: 'starting' },
    clock: 'right',
    idleSeconds,
    language,
  };
  const listeners = new Set<(state: AppState) => void>();
  return {
    read: () => state,
    change(part) {
      const next = { ...state, ...part };
      if (JSON.stringify(next) === JSON.stringify(state)) return;
      state = next;
      for (const listener of listeners) listener(state);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
