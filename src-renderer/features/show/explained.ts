/** What can be shown alone: a part of the reading pane that says so by `data-explain`. */
export type Explained = 'curve' | 'images' | 'reading';

/** What of the reading pane is being explained, in words of its own mark. */
export function readExplained(element: Element): Explained | null {
  const kind = element.getAttribute('data-explain');
  return kind === 'curve' || kind === 'images' || kind === 'reading' ? kind : null;
}

/**
 * The one part of the reading pane to show: an open curve (the one touched last, else the last opened), then what was touched last, then images, then
 * the text; null when the pane holds nothing. Asked for again with the `kind` of before, it stays with that kind while there is one.
 */
export function findExplained(
  pane: Element | null,
  touched: Element | null,
  kind: Explained | null = null,
): HTMLElement | null {
  const all = pane === null ? [] : [...pane.querySelectorAll<HTMLElement>('[data-explain]')].filter(isDrawn);
  const own = touched === null ? null : touched.closest<HTMLElement>('[data-explain]');
  const last = own !== null && all.includes(own) ? own : null;
  const of = (wanted: Explained): HTMLElement | null =>
    last !== null && readExplained(last) === wanted
      ? last
      : (all.findLast((one) => readExplained(one) === wanted) ?? null);
  return (kind === null ? null : of(kind)) ?? of('curve') ?? last ?? of('images') ?? of('reading');
}

function isDrawn(element: Element): boolean {
  // What is not drawn at all (a tab that is not chosen) is not being explained; happy-dom draws nothing and knows no boxes.
  return element.checkVisibility?.() ?? true;
}
