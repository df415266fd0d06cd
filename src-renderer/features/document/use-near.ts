import { type RefObject, useEffect, useState } from 'react';

/** True from the moment on at which the box of a page comes near the screen: what is drawn stays. The first two pages are near from the start. */
export function useNear(box: RefObject<HTMLElement | null>, page: number): boolean {
  const [near, setNear] = useState(page <= 2);
  useEffect(() => {
    if (near || box.current === null) return undefined;
    const watcher = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setNear(true);
      },
      { rootMargin: '800px' },
    );
    watcher.observe(box.current);
    return () => watcher.disconnect();
  }, [box, near]);
  return near;
}
