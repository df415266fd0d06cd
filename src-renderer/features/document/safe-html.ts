import DOMPurify from 'dompurify';

const PICTURE = /^data:image\/(?:png|jpeg|gif|webp);base64,/i;

const allowed = {
  USE_PROFILES: { html: true },
  FORBID_TAGS: [
    'style',
    'form',
    'input',
    'button',
    'textarea',
    'select',
    'iframe',
    'object',
    'embed',
    'audio',
    'video',
    'source',
    'svg',
    'math',
    'base',
    'meta',
    'link',
  ],
  FORBID_ATTR: ['style', 'class', 'id', 'href', 'target', 'srcset', 'action', 'background', 'ping', 'formaction'],
  ALLOW_DATA_ATTR: false,
  ALLOWED_URI_REGEXP: PICTURE,
};

/** Levels below which Chromium itself nests no further. */
const MOST_LEVELS = 512;
/** Elements that HTML lets end without saying so. */
const ENDLESS =
  /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr|p|li|dt|dd|td|th|tr|thead|tbody|tfoot|option|html|head|body)$/;

/**
 * HTML of a letter reduced to text, tables and embedded pictures: no script, no style of its own, no address to fetch. Empty for what
 * leaves more elements open than a browser can nest: to read that takes time by the square of its length.
 */
export function toSafeHtml(html: string): string {
  if (isTooDeep(html)) return '';
  const page = document.implementation.createHTMLDocument('');
  page.body.append(page.importNode(DOMPurify.sanitize(html, { ...allowed, RETURN_DOM_FRAGMENT: true }), true));
  // DOMPurify takes any `data:` for a picture's source, whatever the pattern says.
  for (const picture of page.querySelectorAll('img')) if (!PICTURE.test(picture.src)) picture.remove();
  return page.body.innerHTML;
}

function isTooDeep(html: string): boolean {
  const open = new Map<string, number>();
  let levels = 0;
  for (const [, end, tag = ''] of html.matchAll(/<(\/?)([a-z][^\s/>]*)/gi)) {
    const name = tag.toLowerCase();
    if (ENDLESS.test(name)) continue;
    const count = open.get(name) ?? 0;
    if (end === '/' && count === 0) continue;
    open.set(name, end === '/' ? count - 1 : count + 1);
    levels += end === '/' ? -1 : 1;
    if (levels > MOST_LEVELS) return true;
  }
  return false;
}
