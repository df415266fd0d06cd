import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

/** Whether what is on the screen is being shown to the patient, and how many times its usual size the text has [X13]. */
export interface Showing {
  readonly on: boolean;
  readonly scale: number;
}

/** Not shown: text at its usual size. */
export const notShowing: Showing = { on: false, scale: 1 };

/** What every reader looks at to leave its tools aside and to be larger; set by `features/show` alone. */
export const showing = createStore<Showing>(() => notShowing);

/** The same, for a component. */
export function useShowing(): Showing {
  return useStore(showing);
}
