import { openFindWord, type Query } from './query.ts';
import { listHits } from './snippet.ts';

/** More marks than this help nobody, and cost time at each change. */
const MOST_RANGES = 2_000;

const INLINE = new Set(['B', 'I', 'EM', 'STRONG', 'U', 'A', 'FONT', 'SUB', 'SUP', 'MARK', 'SMALL']);
/** What is said of the document, and not in it. */
const BESIDE =
  'header, [role="toolbar"], [role="radiogroup"], [aria-hidden="true"], script, style, iframe, canvas, svg';

interface Segment {
  readonly node: Text;
  readonly at: number;
  length: number;
}

/** The text of a part of the page as it is read, with the nodes it comes from; what stands in different blocks is parted. */
class ReadingText {
  text = '';
  private readonly segments: Segment[] = [];
  private isBroken = false;
  private readonly flowing: boolean;

  /** `flowing`: spans are parts of one text, as in a letter or on the page of a PDF; elsewhere each is a thing of its own. */
  constructor(flowing: boolean) {
    this.flowing = flowing;
  }

  add(node: Node): void {
    if (node.nodeType === Node.TEXT_NODE) this.addText(node as Text);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    const element = node as Element;
    // In a table the name of a result is a button, and a word of the report; elsewhere buttons are the window's own.
    if (element.matches(BESIDE) || (element.tagName === 'BUTTON' && element.closest('table') === null)) return;
    const { tagName } = element;
    const isInline = INLINE.has(tagName) || (this.flowing && tagName === 'SPAN');
    if (!isInline) this.isBroken = true;
    for (const child of element.childNodes) this.add(child);
    if (!isInline) this.isBroken = true;
  }

  private addText(node: Text): void {
    const { data } = node;
    if (data === '') return;
    if (this.isBroken && this.text !== '') {
      const last = this.segments.at(-1);
      // A word parted at the end of a line is one, as the search read it.
      if (this.flowing && last !== undefined && /\p{L}[-\u00ad]$/u.test(this.text) && /^\p{Ll}/u.test(data)) {
        this.text = this.text.slice(0, -1);
        last.length -= 1;
      } else this.text += '\n';
    }
    this.isBroken = false;
    this.segments.push({ node, at: this.text.length, length: data.length });
    this.text += data;
  }

  toRange(from: number, to: number): Range | null {
    const first = this.find(from);
    const last = this.find(to - 1);
    if (first === undefined || last === undefined) return null;
    const range = first.node.ownerDocument.createRange();
    range.setStart(first.node, from - first.at);
    range.setEnd(last.node, to - last.at);
    return range;
  }

  private find(place: number): Segment | undefined {
    let low = 0;
    let high = this.segments.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const segment = this.segments[middle];
      if (segment === undefined) return undefined;
      if (place < segment.at) high = middle - 1;
      else if (place >= segment.at + segment.length) low = middle + 1;
      else return segment;
    }
    return undefined;
  }
}

/** Where the words of a query stand below `root`, in the order of the text. */
export function findRanges(root: Element, query: Query, flowing: boolean): readonly Range[] {
  const reading = new ReadingText(flowing);
  for (const child of root.childNodes) reading.add(child);
  const ranges: Range[] = [];
  for (const { from, to } of listHits(reading.text, openFindWord(query))) {
    const range = reading.toRange(from, to);
    if (range !== null && ranges.push(range) >= MOST_RANGES) break;
  }
  return ranges;
}
