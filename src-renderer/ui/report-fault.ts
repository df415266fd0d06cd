/** A fault that no screen waits for: raised where the window's own error report sees it, never swallowed. */
export function reportFault(error: unknown): void {
  queueMicrotask(() => {
    throw error instanceof Error ? error : new Error('fault', { cause: error });
  });
}
