import { type RefObject, useLayoutEffect } from 'react';

/**
 * Makes a line smaller until nothing of it is cut: `data-fold` becomes the first of these in which it fits, and the style sheet says what each word
 * of it shortens. What fits is measured in every language and at every zoom, and never guessed.
 */
export function useFoldSteps(line: RefObject<HTMLElement | null>, steps: readonly string[]): void {
  useLayoutEffect(() => {
    const element = line.current;
    if (element === null) return undefined;
    const fit = (): void => {
      for (const step of steps) {
        element.setAttribute('data-fold', step);
        if (element.scrollWidth <= element.clientWidth) return;
      }
    };
    fit();
    const watcher = new ResizeObserver(fit);
    watcher.observe(element);
    // Words may be drawn in another letter until ours has come.
    document.fonts?.addEventListener('loadingdone', fit);
    return () => {
      watcher.disconnect();
      document.fonts?.removeEventListener('loadingdone', fit);
    };
  });
}
