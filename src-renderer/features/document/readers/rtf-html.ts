import { toHtmlText } from './html-text.ts';

/** How a run of text looks. */
export interface RtfLook {
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly struck: boolean;
  /** Taken out by a reviser of the letter, and not yet for good. */
  readonly deleted: boolean;
  readonly lift: 'sup' | 'sub' | null;
}

/** Two thousand pages. */
const LARGEST = 4_000_000;

/** Writes the letter as HTML while it is read: paragraphs, rows and cells as they end. */
export interface RtfSheet {
  write(text: string, look: RtfLook): void;
  line(): void;
  paragraph(align: string | null, inTable: boolean): void;
  cell(): void;
  row(): void;
  /** A line across the sheet, as between pages. */
  rule(): void;
  /** What was written since the sheet began. */
  end(): string;
}

function toMarkup(text: string, look: RtfLook): string {
  const tags = [
    look.deleted ? 'del' : null,
    look.bold ? 'b' : null,
    look.italic ? 'i' : null,
    look.underline ? 'u' : null,
    look.struck ? 's' : null,
    look.lift,
  ].filter((tag) => tag !== null);
  const open = tags.map((tag) => `<${tag}>`).join('');
  const close = tags
    .toReversed()
    .map((tag) => `</${tag}>`)
    .join('');
  return `${open}${toHtmlText(text)}${close}`;
}

/** An empty sheet. Throws when a letter grows beyond what anybody reads. */
export function createRtfSheet(): RtfSheet {
  const done: string[] = [];
  let size = 0;
  let text = '';
  let cells: string[] = [];
  let rows: string[] = [];
  const put = (html: string): void => {
    size += html.length;
    if (size > LARGEST) throw new Error('the letter never ends');
    done.push(html);
  };
  const endTable = (): void => {
    if (cells.length > 0) rows.push(`<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`);
    cells = [];
    if (rows.length > 0) put(`<table>${rows.join('')}</table>`);
    rows = [];
  };
  const endParagraph = (align: string | null): void => {
    if (text.trim() !== '') put(align === null ? `<p>${text}</p>` : `<p align="${align}">${text}</p>`);
    text = '';
  };
  const append = (html: string): void => {
    size += html.length;
    if (size > LARGEST) throw new Error('the letter never ends');
    text += html;
  };
  return {
    write: (words, look) => append(words.trim() === '' ? toHtmlText(words) : toMarkup(words, look)),
    line: () => append('<br>'),
    paragraph: (align, inTable) => {
      if (inTable) append('<br>');
      else {
        endTable();
        endParagraph(align);
      }
    },
    cell: () => {
      cells.push(text.replace(/(?:<br>)+$/, ''));
      text = '';
    },
    row: () => {
      if (cells.length > 0) rows.push(`<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`);
      cells = [];
    },
    rule: () => {
      endTable();
      endParagraph(null);
      put('<hr>');
    },
    end: () => {
      endTable();
      endParagraph(null);
      return done.join('\n');
    },
  };
}
