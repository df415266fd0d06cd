import { refuse } from './refuse.ts';

/** The text of an element that has no others, at most ten levels down: local names from the root, `kmehrmessage/header/date`, and its attribute `S`. */
export interface XmlText {
  readonly path: string;
  readonly s: string;
  readonly text: string;
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);
const DEEPEST = 64;
/** No text that is looked for stands lower; further down names alone could fill the memory. */
const DEEPEST_TEXT = 10;
const LONGEST_NAME = 64;
const MOST_ELEMENTS = 400_000;
const place = { segment: null, occurrence: 1, field: null };

/** Reads the leaf texts of an XML document in one pass. A document type is refused: entities of its own are nobody's business here. */
export function readXmlTexts(xml: string): XmlText[] {
  const found: XmlText[] = [];
  const open: { name: string; s: string; text: string; isLeaf: boolean }[] = [];
  let [at, elements] = [0, 0];
  const skipTo = (end: string): string => {
    const close = xml.indexOf(end, at);
    if (close < 0) return refuse(place, 102, 'Le fichier XML n’est pas complet.');
    const inside = xml.slice(at, close);
    at = close + end.length;
    return inside;
  };
  while (at < xml.length) {
    const next = xml.indexOf('<', at);
    const text = xml.slice(at, next < 0 ? undefined : next);
    const current = open.at(-1);
    if (current !== undefined) current.text += toPlain(text);
    if (next < 0) break;
    at = next;
    if (xml.startsWith('<!--', at)) skipTo('-->');
    else if (xml.startsWith('<![CDATA[', at)) {
      const inside = skipTo(']]>');
      if (current !== undefined) current.text += inside.slice(9);
    } else if (xml.startsWith('<?', at)) skipTo('?>');
    else if (xml.startsWith('<!', at))
      return refuse(place, 102, 'Le fichier XML a une déclaration de type (DOCTYPE), qui n’est pas reprise.');
    else {
      const tag = skipTo('>').slice(1);
      if (tag.startsWith('/')) {
        const closed = open.pop();
        if (closed === undefined || closed.name !== toLocalName(tag.slice(1)))
          return refuse(place, 102, 'Le fichier XML n’est pas bien formé.');
        if (closed.isLeaf && open.length < DEEPEST_TEXT)
          found.push({
            path: [...open.map(({ name }) => name), closed.name].join('/'),
            s: closed.s,
            text: closed.text,
          });
      } else if (!tag.endsWith('/')) {
        if (open.length >= DEEPEST) return refuse(place, 102, 'Le fichier XML est imbriqué trop profondément.');
        const name = toLocalName(tag);
        elements += 1;
        if (name.length > LONGEST_NAME || elements > MOST_ELEMENTS)
          return refuse(place, 207, 'Le fichier XML a trop d’éléments, ou des noms trop longs.');
        if (current !== undefined) current.isLeaf = false;
        open.push({
          name,
          s: /\sS\s*=\s*["']([^"']*)["']/.exec(tag)?.[1] ?? '',
          text: '',
          isLeaf: true,
        });
      } else if (current !== undefined) current.isLeaf = false;
    }
  }
  return open.length === 0 ? found : refuse(place, 102, 'Le fichier XML n’est pas complet.');
}

const toLocalName = (tag: string): string => (/^[^\s/]+/.exec(tag)?.[0] ?? '').replace(/^.*:/, '');

function toPlain(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|\w{1,8});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES.get(name) ?? whole;
    const point = name[1]?.toLowerCase() === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff)
      ? String.fromCodePoint(point)
      : whole;
  });
}
