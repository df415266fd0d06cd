import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { notShowing, showing } from '../../ui/showing.ts';
import { type Explained, findExplained, readExplained } from './explained.ts';

/** What of the reading pane was touched last, by mouse or keyboard, while nothing is shown. */
export function useTouched(): RefObject<Element | null> {
  const touched = useRef<Element | null>(null);
  useEffect(() => {
    const touch = ({ target }: Event): void => {
      const part = target instanceof Element ? target.closest('[data-explain]') : null;
      if (part !== null) touched.current = part;
    };
    window.addEventListener('pointerdown', touch, true);
    window.addEventListener('focusin', touch, true);
    return () => {
      window.removeEventListener('pointerdown', touch, true);
      window.removeEventListener('focusin', touch, true);
    };
  }, []);
  return touched;
}

/**
 * Empties the window but for the part being explained, which it lays over everything where it stands: nothing is drawn or asked for anew, a slice stays
 * that slice. What replaces the part takes its place; with none, nothing at all is seen but `layer`. Returns which part is shown.
 */
export function useExplained(
  touched: RefObject<Element | null>,
  layer: RefObject<HTMLElement | null>,
  scale: number,
): Explained | null {
  const [shown, setShown] = useState<Explained | null>(null);
  useLayoutEffect(() => {
    showing.setState({ on: true, scale });
    document.documentElement.style.setProperty('--show-scale', String(scale));
  }, [scale]);
  useLayoutEffect(() => {
    const before = document.activeElement;
    let target: HTMLElement | null = null;
    let kind: Explained | null = null;
    document.documentElement.dataset['showing'] = '';
    const look = (): void => {
      if (target?.isConnected === true) return;
      const next = findExplained(document.querySelector('[data-reading-pane]'), touched.current, kind);
      if (next !== null || target !== null) {
        target = next;
        if (next !== null) {
          kind = readExplained(next);
          lift(next);
          next.setAttribute('data-explained', '');
          takeFocus(next);
        }
        setShown(next === null ? null : kind);
      }
      if (layer.current !== null) lift(layer.current);
    };
    look();
    const watcher = new MutationObserver(look);
    watcher.observe(document.body, { childList: true, subtree: true });
    return () => {
      watcher.disconnect();
      delete document.documentElement.dataset['showing'];
      document.documentElement.style.removeProperty('--show-scale');
      showing.setState(notShowing, true);
      if (target !== null) {
        target.removeAttribute('data-explained');
        lower(target);
      }
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [touched, layer]);
  return shown;
}

/** The keys act on what is shown: on the image itself, since the tools beside it go; else where the reader already is, or on the text. */
function takeFocus(shown: HTMLElement): void {
  const image = shown.querySelector<HTMLElement>('[role="application"]');
  if (image === null && shown.contains(document.activeElement)) return;
  (image ?? shown.querySelector<HTMLElement>('[tabindex="0"]') ?? shown).focus({ preventScroll: true });
}

/** Lays an element over everything, whatever clips or contains it, without taking it out of its place. */
function lift(element: HTMLElement): void {
  lower(element);
  element.setAttribute('popover', 'manual');
  element.showPopover?.();
}

function lower(element: HTMLElement): void {
  if (element.hasAttribute('popover') && element.isConnected && element.matches(':popover-open')) element.hidePopover();
  element.removeAttribute('popover');
}
