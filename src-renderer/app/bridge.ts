import type { Bridge } from '../../contracts/ipc.ts';

declare global {
  interface Window {
    /** Put there by the preload; absent only when the window is opened outside the application. */
    readonly passerelle?: Bridge;
  }
}

/** The one way out of the window; null when the preload did not run. */
export function readBridge(): Bridge | null {
  return window.passerelle ?? null;
}
