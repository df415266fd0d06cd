/** What became of one letter: what is dangerous in what is left of it, or null; its length; how long it took. */
export interface LetterVerdict {
  readonly danger: string | null;
  readonly length: number;
  readonly ms: number;
}

declare const letters: { readonly toSafeHtml: (html: string) => string };

/** Runs in a page that holds the sanitiser: cleans each letter, lets the browser parse the rest as its frame would, and looks at every element. Stands on its own. */
export function judgeLetters(htmls: readonly string[]): readonly LetterVerdict[] {
  const forbidden =
    /^(?:script|iframe|frame|frameset|object|embed|applet|form|input|button|textarea|select|style|svg|math|base|meta|link|audio|video|source|track)$/;
  const leading =
    /^(?:on.*|style|href|xlink:href|srcset|srcdoc|action|formaction|background|ping|target|poster|data|lowsrc|dynsrc)$/;
  const picture = /^data:image\/(?:png|jpeg|gif|webp);base64,/i;
  const findIn = (root: ParentNode): string | null => {
    for (const element of root.querySelectorAll('*')) {
      const name = element.localName;
      if (forbidden.test(name)) return `<${name}>`;
      for (const { name: key, value } of element.attributes) {
        if (leading.test(key.toLowerCase())) return `${key} on <${name}>`;
        if (key.toLowerCase() === 'src' && !picture.test(value)) return `src on <${name}>`;
      }
      const within = element instanceof HTMLTemplateElement ? findIn(element.content) : null;
      if (within !== null) return within;
    }
    return null;
  };
  return htmls.map((html) => {
    const began = performance.now();
    const safe = letters.toSafeHtml(html);
    const ms = performance.now() - began;
    // Head and body as the pane writes them (html-part.tsx); only what came from the letter is looked at.
    const page = new DOMParser().parseFromString(
      `<!doctype html><html><head></head><body>${safe}</body></html>`,
      'text/html',
    );
    const attributes = [page.documentElement, page.head, page.body].some((element) => element.attributes.length > 0);
    const danger = attributes ? 'attributes of the page itself' : (findIn(page.head) ?? findIn(page.body));
    return { danger, length: safe.trim().length, ms };
  });
}
