import { type RefObject, useLayoutEffect } from 'react';

/**
 * Makes a line smaller step by step until nothing of it is cut: `data-fold` names the steps taken (`1 2 3`), and the style sheet says what each of
 * them shortens. What fits is measured in every language and at every zoom, and never guessed.
 */
export function useFoldSteps(line: RefObject<HTMLElement | null>, most: number): void {
  useLayoutEffect(() => {
    const element = line.current;
    if (element === null) return undefined;
    const fit = (): void => {
      for (let step = 0; step <= most; step += 1) {
        element.dataset['fold'] = Array.from({ length: step }, (_, place) => place + 1).join(' ');
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
