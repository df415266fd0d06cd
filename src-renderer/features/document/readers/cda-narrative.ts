import { words } from '../../../words/words.ts';
import { decodeBase64 } from './base64.ts';
import { toHtmlText } from './html-text.ts';
import { childrenOf, findAll, findElement, readText, type XmlElement } from './xml.ts';

/** Elements of the narrative block that HTML has too; everything else is only its content. */
const SAME: Readonly<Record<string, string>> = {
  paragraph: 'p',
  sup: 'sup',
  sub: 'sub',
  table: 'table',
  thead: 'thead',
  tbody: 'tbody',
  tfoot: 'tfoot',
  tr: 'tr',
  th: 'th',
  td: 'td',
  footnote: 'small',
};
const SPANS = ['colspan', 'rowspan'] as const;
const STYLES: readonly (readonly [style: RegExp, tag: string])[] = [
  [/bold/i, 'b'],
  [/italics/i, 'i'],
  [/underline/i, 'u'],
  [/emphasis/i, 'b'],
];
const LARGEST_PICTURE = 8 << 20;

function wrap(tag: string, content: string): string {
  return `<${tag}>${content}</${tag}>`;
}

function toStyled(element: XmlElement, content: string): string {
  const style = element.attributes['styleCode'] ?? '';
  const revised = element.attributes['revised'];
  const inner = STYLES.reduce((html, [form, tag]) => (form.test(style) ? wrap(tag, html) : html), content);
  return revised === 'delete' ? wrap('del', inner) : revised === 'insert' ? wrap('ins', inner) : inner;
}

/** A picture of the section that the narrative names (`renderMultiMedia`), or the words that it is not shown. */
function toPicture(element: XmlElement, section: XmlElement): string {
  const ids = (element.attributes['referencedObject'] ?? '').split(/\s+/);
  const value = findAll(section, 'observationMedia')
    .filter((media) => ids.includes(media.attributes['ID'] ?? ''))
    .map((media) => findElement(media, 'value'))[0];
  const mime = value?.attributes['mediaType'] ?? '';
  const data = value?.attributes['representation'] === 'B64' ? (readText(value)?.replaceAll(' ', '') ?? '') : '';
  const isShown =
    /^image\/(?:png|jpeg|gif)$/.test(mime) && data.length < LARGEST_PICTURE && decodeBase64(data) !== null;
  return isShown ? `<img alt="" src="data:${mime};base64,${data}">` : `<i>${words('file.picture-left-out')}</i>`;
}

function toList(element: XmlElement, section: XmlElement): string {
  const tag = element.attributes['listType'] === 'ordered' ? 'ol' : 'ul';
  const caption = childrenOf(element, 'caption').map((one) => wrap('p', wrap('b', toNarrativeHtml(one, section))));
  const items = childrenOf(element, 'item').map((one) => wrap('li', toNarrativeHtml(one, section)));
  return `${caption.join('')}${wrap(tag, items.join(''))}`;
}

function toElement(element: XmlElement, section: XmlElement): string {
  if (element.name === 'br') return '<br>';
  if (element.name === 'list') return toList(element, section);
  if (element.name === 'renderMultiMedia') return toPicture(element, section);
  if (element.name === 'col' || element.name === 'colgroup') return '';
  const content = toStyled(element, toNarrativeHtml(element, section));
  if (element.name === 'caption') return wrap('b', `${content} `);
  const tag = SAME[element.name];
  if (tag === undefined) return content;
  const spans = SPANS.flatMap((name) => {
    const value = element.attributes[name];
    return value !== undefined && /^\d{1,3}$/.test(value) ? [` ${name}="${value}"`] : [];
  });
  // A caption stands first in its table, where HTML wants an element of that very name.
  const html = element.name === 'table' ? content.replace(/^\s*<b>(.*?) <\/b>/s, '<caption>$1</caption>') : content;
  return `<${tag}${spans.join('')}>${html}</${tag}>`;
}

/** The narrative of a CDA section as HTML: what its author wrote and signed, and nothing of its codes. */
export function toNarrativeHtml(element: XmlElement, section: XmlElement): string {
  return element.children
    .map((child) => (typeof child === 'string' ? toHtmlText(child) : toElement(child, section)))
    .join('');
}
