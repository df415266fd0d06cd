/** An element by its local name: prefixes differ from sender to sender, and these documents use one language each. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
}

const DEEPEST = 200;
const MOST_ELEMENTS = 400_000;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function toPlain(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{1,32}));/gi,
    (whole, tens?: string, hex?: string, name?: string) => {
      if (name !== undefined) return NAMED[name] ?? whole;
      const code = tens === undefined ? Number.parseInt(hex ?? '0', 16) : Number(tens);
      return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '\ufffd';
    },
  );
}

function toAttributes(source: string): Record<string, string> {
  const attributes: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [, name = '', double, single] of source.matchAll(/(?:[\w.-]+:)?([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
    attributes[name] = toPlain(double ?? single ?? '');
  return attributes;
}

const toLocalName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** End of a tag, past any `>` inside its quotes. */
function findTagEnd(text: string, from: number): number {
  let quote = '';
  for (let place = from; place < text.length; place += 1) {
    const sign = text[place] ?? '';
    if (quote !== '') {
      if (sign === quote) quote = '';
    } else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === '>') return place;
  }
  throw new Error('the XML ends inside a tag');
}

function findEnd(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  if (found === -1) throw new Error(`the XML ends before ${mark}`);
  return found;
}

interface Growing extends XmlElement {
  readonly children: (XmlElement | string)[];
}

/**
 * Reads an XML document into elements, without a DTD, without entities but the five, without anything from elsewhere. Throws on what is not well
 * formed and on what is deeper or larger than any clinical document.
 */
export function readXml(text: string): XmlElement {
  const top: Growing = { name: '', attributes: {}, children: [] };
  const open: Growing[] = [top];
  let count = 0;
  let place = 0;
  while (place < text.length) {
    const parent = open.at(-1) ?? top;
    const next = text.indexOf('<', place);
    const between = next === -1 ? text.slice(place) : text.slice(place, next);
    if (between !== '' && parent !== top) parent.children.push(toPlain(between));
    if (next === -1) break;
    if (text.startsWith('<!--', next)) place = findEnd(text, '-->', next + 4) + 3;
    else if (text.startsWith('<![CDATA[', next)) {
      const end = findEnd(text, ']]>', next);
      parent.children.push(text.slice(next + 9, end));
      place = end + 3;
    } else if (text.startsWith('<?', next)) place = findEnd(text, '?>', next) + 2;
    else if (text.startsWith('<!', next)) throw new Error('an XML with a document type is not read');
    else {
      const end = findTagEnd(text, next + 1);
      place = end + 1;
      if (text[next + 1] === '/') {
        const name = toLocalName(text.slice(next + 2, end).trim());
        if (open.length === 1 || parent.name !== name) throw new Error(`the XML closes ${name}, which is not open`);
        open.pop();
        continue;
      }
      const closed = text[end - 1] === '/';
      const source = text.slice(next + 1, closed ? end - 1 : end);
      const name = /^[^\s]+/.exec(source)?.[0] ?? '';
      count += 1;
      if (count > MOST_ELEMENTS || open.length > DEEPEST) throw new Error('the XML is too large or too deep');
      const element: Growing = {
        name: toLocalName(name),
        attributes: toAttributes(source.slice(name.length)),
        children: [],
      };
      parent.children.push(element);
      if (!closed) open.push(element);
    }
  }
  const root = top.children.find((child) => typeof child !== 'string');
  if (open.length > 1 || root === undefined || typeof root === 'string') throw new Error('the XML has no end');
  return root;
}

/** Child elements of a name. */
export function childrenOf(element: XmlElement | null | undefined, name: string): XmlElement[] {
  return (element?.children ?? []).filter(
    (child): child is XmlElement => typeof child !== 'string' && child.name === name,
  );
}

/** The first element down a path of names, null when there is none. */
export function findElement(element: XmlElement | null | undefined, ...path: readonly string[]): XmlElement | null {
  let found = element ?? null;
  for (const name of path) found = childrenOf(found, name)[0] ?? null;
  return found;
}

/** Every element of a name below another, in the order of the document. */
export function findAll(element: XmlElement, name: string): XmlElement[] {
  const found: XmlElement[] = [];
  const walk = (one: XmlElement): void => {
    for (const child of one.children) {
      if (typeof child === 'string') continue;
      if (child.name === name) found.push(child);
      walk(child);
    }
  };
  walk(element);
  return found;
}

/** Text of an element and all within it, without the spaces of its layout; null when it says nothing. */
export function readText(element: XmlElement | null | undefined): string | null {
  if (element == null) return null;
  const collect = (one: XmlElement): string =>
    one.children.map((child) => (typeof child === 'string' ? child : ` ${collect(child)} `)).join('');
  const text = collect(element).replaceAll(/\s+/g, ' ').trim();
  return text === '' ? null : text;
}
