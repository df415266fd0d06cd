import type { SearchPart, SearchText } from '../../../../contracts/search.ts';
import { readLanguage } from '../../../words/language.ts';
import type { FilePart } from '../readers/reading.ts';
import { toSafeHtml } from '../safe-html.ts';
import { toLines } from './part-lines.ts';
import type { PageTexts } from './pdf-text.ts';
import type { TextQuestion } from './text-worker.ts';

/**
 * What keeps the words of a document from being all or certain, the least first: words were recognised in a picture; pictures wait to be
 * recognised; a part cannot be read; pictures have words that nobody could recognise.
 */
const LIMITS = ['recognised', 'waiting', 'unreadable', 'scan'] as const;

/** The words of a document: what stands on no page, then its PDF pages, each after a form feed; `unsearched` says why there may be more on paper than here. */
export interface DocumentText {
  readonly text: string;
  readonly unsearched: (typeof LIMITS)[number] | null;
}

/** What reads files for their words: workers in the window. Each rejects for a file that is not what it seemed. */
export interface TextReaders {
  readFile(question: TextQuestion): Promise<{ readonly parts: readonly FilePart[]; readonly cut: boolean }>;
  readPdf(bytes: Uint8Array, signal: AbortSignal, recognises: boolean): Promise<PageTexts>;
  readScan(format: 'tiff' | 'image', bytes: Uint8Array, signal: AbortSignal): Promise<PageTexts>;
}

/** Letters that stand for many pages; what is longer is searched as far as here, and that is said. */
const LONGEST = 600_000;
const LONGEST_HTML = 1 << 20;
/** A file in a file in a file is the deepest that a letter brings. */
const DEEPEST = 3;

/** The text of a letter in HTML, as its frame shows it; null for one that is too long to be read beside the work. */
function toHtmlLines(html: string): string | null {
  // Pictures inside make most of the length, and say nothing.
  const light = html.replace(/data:[\w/+.-]+;base64,[A-Za-z0-9+/=\s]+/g, 'data:,');
  if (light.length > LONGEST_HTML) return null;
  const { body } = new DOMParser().parseFromString(toSafeHtml(light), 'text/html');
  for (const block of body.querySelectorAll('br, p, div, li, tr, td, th, h1, h2, h3, h4, h5, h6, dt, dd, table'))
    block.after('\n');
  return body.textContent;
}

class TextCollector {
  readonly texts: string[] = [];
  readonly pages: string[] = [];
  unsearched: DocumentText['unsearched'] = null;
  private readonly readers: TextReaders;
  private readonly signal: AbortSignal;
  private readonly recognises: boolean;

  constructor(readers: TextReaders, signal: AbortSignal, recognises: boolean) {
    this.readers = readers;
    this.signal = signal;
    this.recognises = recognises;
  }

  /** The worst is what is told. */
  private limit(by: (typeof LIMITS)[number]): void {
    if (this.unsearched === null || LIMITS.indexOf(by) > LIMITS.indexOf(this.unsearched)) this.unsearched = by;
  }

  private addPages({ pages, isWhole, isRecognised }: PageTexts): void {
    this.pages.push(...pages);
    if (isRecognised) this.limit('recognised');
    if (!isWhole) this.limit(this.recognises ? 'scan' : 'waiting');
  }

  async add(part: SearchPart, depth: number): Promise<void> {
    if (this.signal.aborted) return;
    if (depth > DEEPEST) {
      this.limit('unreadable');
      return;
    }
    if ('title' in part && part.title !== null && part.show !== 'unreadable') this.texts.push(part.title);
    switch (part.show) {
      case 'text':
      case 'facts':
      case 'table':
      case 'laboratory':
        this.texts.push(...toLines(part));
        return;
      case 'html': {
        const text = toHtmlLines(part.html);
        if (text === null) this.limit('unreadable');
        else this.texts.push(text);
        return;
      }
      case 'pdf': {
        this.addPages(await this.readers.readPdf(part.bytes, this.signal, this.recognises));
        return;
      }
      case 'object':
        await this.addFile({ format: 'object', bytes: part.bytes, language: readLanguage() }, depth);
        return;
      case 'file': {
        const { format, bytes } = part;
        if (format !== 'tiff' && format !== 'image')
          await this.addFile({ format, bytes, language: readLanguage() }, depth);
        else if (this.recognises) this.addPages(await this.readers.readScan(format, bytes, this.signal));
        else this.limit('waiting');
        return;
      }
      case 'unreadable':
        // What is not copied yet is counted apart, and read once it is.
        if (part.code !== 'not-copied-yet') this.limit('unreadable');
        return;
      case 'related':
      case 'study':
    }
  }

  private async addFile(question: TextQuestion, depth: number): Promise<void> {
    const { parts, cut } = await this.readers.readFile(question);
    if (cut) this.limit('unreadable');
    // oxlint-disable-next-line no-await-in-loop -- in the order of the file.
    for (const part of parts) await this.tryAdd(part, depth + 1);
  }

  /** A part that cannot be read takes none of the others with it. */
  async tryAdd(part: SearchPart, depth: number): Promise<void> {
    try {
      await this.add(part, depth);
    } catch {
      this.limit('unreadable');
    }
  }
}

/** Reads the words of a document, those of scanned pages only when it `recognises`; one that cannot be read has none, and says so. Stops at `signal`. */
export async function readDocumentText(
  { author, parts }: SearchText,
  readers: TextReaders,
  signal: AbortSignal,
  recognises: boolean,
): Promise<DocumentText> {
  const collector = new TextCollector(readers, signal, recognises);
  if (author !== null) collector.texts.push(author);
  // oxlint-disable-next-line no-await-in-loop -- one file at a time: the search never takes the machine from the screen.
  for (const part of parts) await collector.tryAdd(part, 1);
  const text = [collector.texts.join('\n'), ...collector.pages].join('\f');
  return text.length > LONGEST
    ? { text: text.slice(0, LONGEST), unsearched: collector.unsearched ?? 'unreadable' }
    : { text, unsearched: collector.unsearched };
}
