import { findRanges } from './find-ranges.ts';
import type { Query } from './query.ts';

/** One place to go to: words on the screen, or a page that is drawn only when one comes near it. */
export type Mark = Range | Element;

/** Pages of a PDF, and frames of letters: each has a text of its own, and is marked apart from what is around it. */
const PAGE = '[data-pdf-page]';

/** Where the words stand in the document on the screen, in its order. `pages`: those (from 1) of its PDF that have some. */
export function findMarks(root: Element, query: Query, pages: readonly number[]): readonly Mark[] {
  const marks: Mark[] = [];
  let page = 0;
  const enter = (element: Element): void => {
    for (const child of element.children) {
      // Its title stands on the line that was clicked.
      if (child.tagName === 'HEADER') continue;
      if (child.matches(PAGE)) {
        page += 1;
        const drawn = findRanges(child, query, true);
        if (drawn.length > 0) marks.push(...drawn);
        else if (pages.includes(page) && !isDrawn(child)) marks.push(child);
      } else if (child instanceof HTMLIFrameElement) {
        const body = child.contentDocument?.body;
        if (body != null) marks.push(...findRanges(body, query, true));
      } else if (child.querySelector(`${PAGE}, iframe`) === null) marks.push(...findRanges(child, query, false));
      else enter(child);
    }
  };
  enter(root);
  return marks;
}

function isDrawn(page: Element): boolean {
  return page.querySelector('span') !== null;
}

/** Whether a mark is a page that is not drawn yet. */
export function isPage(mark: Mark): mark is Element {
  return mark instanceof Element;
}

/** Windows that hold documents with marks: this one, and the frames of letters. */
function listWindows(root: Element): Window[] {
  const frames = [...root.querySelectorAll('iframe')].flatMap(({ contentWindow }) => contentWindow ?? []);
  return [window, ...frames];
}

function readHighlights(of: Window): HighlightRegistry | null {
  const { CSS: css } = of as Window & { readonly CSS?: typeof CSS };
  return css?.highlights ?? null;
}

/** Paints the marks, the current one apart; null takes every mark off. */
export function paintMarks(root: Element, marks: readonly Mark[], current: Mark | null): void {
  for (const of of listWindows(root)) {
    const highlights = readHighlights(of);
    if (highlights === null) continue;
    const own = marks.filter(
      (mark): mark is Range => !isPage(mark) && mark.startContainer.ownerDocument?.defaultView === of,
    );
    highlights.delete('search-hit');
    highlights.delete('search-current');
    if (own.length === 0) continue;
    highlights.set('search-hit', new Highlight(...own.filter((mark) => mark !== current)));
    const here = own.find((mark) => mark === current);
    if (here === undefined) continue;
    const top = new Highlight(here);
    top.priority = 1;
    highlights.set('search-current', top);
  }
}

/** Brings a mark into sight. */
export function goToMark(mark: Mark): void {
  const element = isPage(mark) ? mark : mark.startContainer.parentElement;
  element?.scrollIntoView({ block: isPage(mark) ? 'start' : 'center', inline: 'nearest' });
}

/** Whether two marks stand at the same place, though the page was drawn again. */
export function isSameMark(one: Mark, other: Mark): boolean {
  if (isPage(one) || isPage(other)) return one === other;
  return one.startContainer === other.startContainer && one.startOffset === other.startOffset;
}
