import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';

const { source } = createRequire(import.meta.resolve('@axe-core/playwright'))('axe-core') as {
  readonly source: string;
};

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** The rules whose answer colours alone decide, the slowest of all. */
const ofColour = ['color-contrast', 'link-in-text-block'];

interface AxeInPage {
  readonly run: (
    context: { readonly exclude: readonly (readonly string[])[] },
    options: object,
  ) => Promise<{
    readonly violations: readonly {
      readonly id: string;
      readonly nodes: readonly { readonly target: readonly unknown[] }[];
    }[];
  }>;
}

/**
 * Rules of WCAG 2.2 AA broken on the screen, as `readViolations` finds them; axe is put once into each page, so that a thousand looks are possible. `words`
 * leaves out what colours alone decide, `colours` asks nothing else.
 */
export async function readBroken(page: Page, what: 'all' | 'words' | 'colours' = 'all'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source);
  return page.evaluate(
    async ({ tags, rules, left }) => {
      const { axe } = globalThis as unknown as { readonly axe: AxeInPage };
      // Chromium paints every text in the forced colour, but computes its fill as it would be without: axe would read what nobody sees.
      const { getPropertyValue } = CSSStyleDeclaration.prototype;
      CSSStyleDeclaration.prototype.getPropertyValue = function read(name) {
        return getPropertyValue.call(this, name === '-webkit-text-fill-color' ? 'color' : name);
      };
      const { violations } = await axe.run(
        { exclude: [['iframe']] },
        {
          runOnly: rules === null ? { type: 'tag', values: tags } : { type: 'rule', values: rules },
          rules: Object.fromEntries(left.map((rule) => [rule, { enabled: false }])),
          resultTypes: ['violations'],
          iframes: false,
        },
      );
      CSSStyleDeclaration.prototype.getPropertyValue = getPropertyValue;
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
    },
    { tags: levels, rules: what === 'colours' ? ofColour : null, left: what === 'words' ? ofColour : [] },
  );
}
