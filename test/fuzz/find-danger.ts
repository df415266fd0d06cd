const FORBIDDEN =
  /^(?:script|iframe|frame|frameset|object|embed|applet|form|input|button|textarea|select|style|svg|math|base|meta|link|audio|video|source|track)$/;
const LEADING =
  /^(?:on.*|style|href|xlink:href|srcset|srcdoc|action|formaction|background|ping|target|poster|data|lowsrc|dynsrc)$/;
const PICTURE = /^data:image\/(?:png|jpeg|gif|webp);base64,/i;

/** The first thing in cleaned HTML that could run, fetch or lead somewhere, by its name; null when there is none. Reads tags by itself, without a DOM. */
export function findDanger(html: string): string | null {
  let at = html.indexOf('<');
  while (at !== -1) {
    const head = /^<\/?([a-z][^\s/>]*)/i.exec(html.slice(at, at + 64));
    if (head === null) {
      at = html.indexOf('<', at + 1);
      continue;
    }
    const name = (head[1] ?? '').toLowerCase();
    if (FORBIDDEN.test(name)) return `<${name}>`;
    let from = at + head[0].length;
    const attribute = /[\s/]+([^\s=>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?/y;
    for (;;) {
      attribute.lastIndex = from;
      const found = attribute.exec(html);
      if (found === null) break;
      from = attribute.lastIndex;
      const [, key = '', double, single, bare] = found;
      if (LEADING.test(key.toLowerCase())) return `${key} on <${name}>`;
      if (key.toLowerCase() === 'src' && !PICTURE.test(double ?? single ?? bare ?? '')) return `src on <${name}>`;
    }
    at = html.indexOf('<', from);
  }
  return null;
}
