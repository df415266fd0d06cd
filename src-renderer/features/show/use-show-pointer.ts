import { type RefObject, useCallback, useEffect, useRef } from 'react';

/** How far a key moves the pointer, in pixels. */
const step = 40;

/** The ring that follows the mouse over everything, and what moves it by the keyboard, from the middle of the window at first. */
export function useShowPointer(): {
  readonly ring: RefObject<HTMLDivElement | null>;
  readonly move: (right: number, down: number) => void;
} {
  const ring = useRef<HTMLDivElement>(null);
  const place = useRef<readonly [number, number] | null>(null);
  const put = useCallback((x: number, y: number) => {
    place.current = [Math.min(Math.max(x, 0), innerWidth), Math.min(Math.max(y, 0), innerHeight)];
    if (ring.current === null) return;
    ring.current.hidden = false;
    ring.current.style.translate = `${place.current[0]}px ${place.current[1]}px`;
  }, []);
  useEffect(() => {
    const follow = (event: PointerEvent): void => put(event.clientX, event.clientY);
    window.addEventListener('pointermove', follow, { capture: true, passive: true });
    return () => window.removeEventListener('pointermove', follow, { capture: true });
  }, [put]);
  const move = useCallback(
    (right: number, down: number) => {
      const [x, y] = place.current ?? [innerWidth / 2, innerHeight / 2];
      put(x + right * step, y + down * step);
    },
    [put],
  );
  return { ring, move };
}
