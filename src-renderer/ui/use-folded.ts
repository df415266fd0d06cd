import { type RefObject, useLayoutEffect, useState } from 'react';

/**
 * How many of the children of a row, named by their ids, stand on its first line; the others are hidden by the row's own height and belong into a
 * menu. The row wraps, so that what fits is measured in every language and at every zoom and never guessed.
 */
export function useFolded(row: RefObject<HTMLElement | null>, ids: readonly string[]): number {
  const count = ids.length;
  const named = ids.join(' ');
  const [fitting, setFitting] = useState(count);
  useLayoutEffect(() => {
    const element = row.current;
    if (element === null) return undefined;
    const read = (): void => {
      const children = [...element.children].slice(0, count) as HTMLElement[];
      const [first] = children;
      if (first === undefined) return;
      const fits = (child: HTMLElement): boolean =>
        child.offsetTop <= first.offsetTop + child.offsetHeight / 2 &&
        child.offsetLeft - first.offsetLeft + child.offsetWidth <= element.clientWidth + 1;
      setFitting(children.filter(fits).length);
    };
    read();
    const watcher = new ResizeObserver(read);
    watcher.observe(element);
    for (const child of element.children) watcher.observe(child);
    return () => watcher.disconnect();
  }, [row, count, named]);
  return Math.min(fitting, count);
}
