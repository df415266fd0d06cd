/** A fault that no screen waits for: handed to the window's own error report, never swallowed. */
export function reportFault(error: unknown): void {
  if (typeof reportError === 'function') reportError(error);
  else queueMicrotask(() => Promise.reject(error));
}
