import type { Page } from '@playwright/test';

/** A text of which a part cannot be seen: cut by a box that does not scroll, or sticking out of its own. */
export interface CutText {
  readonly text: string;
  readonly where: string;
  readonly by: number;
}

/**
 * Texts that are cut at the right or at the foot, and how far the page itself is wider than its window. Left out is what may be shortened with
 * three dots because all of it stands elsewhere: titles and names that come from the hospital (`text-overflow: ellipsis` with a title, or
 * on one line of a list).
 */
export async function readCutTexts(page: Page): Promise<readonly CutText[]> {
  return page.evaluate(() => {
    const slack = 1.5;
    const found: { text: string; where: string; by: number }[] = [];
    const name = (element: Element): string =>
      `${element.tagName.toLowerCase()}.${(element.getAttribute('class') ?? '').split(' ')[0] ?? ''}`;
    /** How far each word sticks out: spaces at the end of a line hang beyond it where spaces are kept, and cut nothing. */
    const measureWords = (text: Node, own: DOMRect): number[] =>
      [...(text.textContent ?? '').matchAll(/\S+/g)].map(({ 0: word, index }) => {
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        const box = range.getBoundingClientRect();
        return Math.max(box.right - own.right, own.left - box.left);
      });
    const tree = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = tree.nextNode(); node !== null; node = tree.nextNode()) {
      const text = (node.textContent ?? '').trim();
      const holder = node.parentElement;
      if (text === '' || holder === null || holder.closest('[inert], canvas, iframe, svg') !== null) continue;
      if (!holder.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      // What only a screen reader reads is one pixel large.
      if (box.width < 2 || holder.getBoundingClientRect().width < 2) continue;
      for (let around: Element | null = holder; around !== null; around = around.parentElement) {
        const style = getComputedStyle(around);
        if (style.display === 'inline' || style.display === 'contents') continue;
        const own = around.getBoundingClientRect();
        const scrolls = /auto|scroll/.test(style.overflowX);
        if (scrolls && around.scrollWidth > around.clientWidth + slack) break;
        const cuts = /hidden|clip/.test(style.overflowX);
        const whole = Math.max(box.right - own.right, own.left - box.left);
        const by = whole > slack ? Math.max(...measureWords(node, own)) : whole;
        if (by > slack && (cuts || around === holder)) {
          if (style.textOverflow !== 'ellipsis')
            found.push({ text: text.slice(0, 60), where: `${name(holder)} in ${name(around)}`, by: Math.round(by) });
          break;
        }
        if (style.position === 'fixed') break;
      }
    }
    const wide = document.documentElement.scrollWidth - window.innerWidth;
    if (wide > slack) found.push({ text: '(page)', where: 'html', by: wide });
    return found;
  });
}

/** What still moves although less motion is asked for: names of animations and transitions longer than a tenth of a second. */
export async function readMotion(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    document.getAnimations().flatMap((one) => {
      const { duration, iterations } = one.effect?.getComputedTiming() ?? {};
      const long = typeof duration === 'number' && (duration > 100 || iterations === Infinity);
      return long && one.playState === 'running'
        ? [
            one instanceof CSSAnimation
              ? one.animationName
              : one instanceof CSSTransition
                ? one.transitionProperty
                : '?',
          ]
        : [];
    }),
  );
}
