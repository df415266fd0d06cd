import type { Language } from '../../contracts/language.ts';
import type { PatientFacts } from '../../contracts/link.ts';
import type { DocumentPart, DocumentView } from '../../contracts/record.ts';
import { toBorn } from '../printing/paper-words.ts';
import { toWritten } from '../printing/written.ts';
import { toLines } from './html-lines.ts';
import { readCommon, type ReportFacts, toCommonLine, toResultRows } from './sheet-results.ts';
import { sheetWords, type SheetWords } from './sheet-words.ts';

/** A block of a sheet: a heading, a paragraph, or a table; `heads`: its first row names the columns. */
export type Block =
  | { readonly is: 'heading'; readonly text: string }
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'table'; readonly heads: boolean; readonly rows: readonly (readonly string[])[] };

/** A document as words and tables, for whoever has no Passerelle; `whole` is false where a part of it cannot be said so. */
export interface Sheet {
  readonly title: string;
  readonly head: readonly string[];
  readonly blocks: readonly Block[];
  readonly foot: string;
  readonly whole: boolean;
}

/** What a sheet says beside the document: whose it is, who made it, when it was copied. */
export interface SheetFacts {
  readonly patient: PatientFacts;
  readonly hospital: string;
  readonly language: Language;
  readonly at: Date;
}

const heading = (text: string | null): Block[] => (text === null ? [] : [{ is: 'heading', text }]);

/** A part as blocks; null where it has no words of its own. */
function toBlocks(part: DocumentPart, words: SheetWords, report: Omit<ReportFacts, 'performer'>): Block[] | null {
  switch (part.show) {
    case 'laboratory':
      return [
        ...(part.performer === null ? [] : [{ is: 'text', text: part.performer } as const]),
        ...part.panels.flatMap(({ name, rows }): Block[] => {
          const common = readCommon(rows);
          const line = toCommonLine(common, { ...report, performer: part.performer });
          const head = [words.analysis, words.result, words.unit, words.reference];
          return [
            ...heading(name),
            ...(line === '' ? [] : [{ is: 'text', text: line } as const]),
            {
              is: 'table',
              heads: true,
              rows: [head, ...toResultRows(rows, common, { ...report, performer: part.performer })],
            },
          ];
        }),
      ];
    case 'text':
      return [...heading(part.title), { is: 'text', text: part.text }];
    case 'html':
      return [...heading(part.title), { is: 'text', text: toLines(part.html) }];
    case 'facts':
      return [{ is: 'table', heads: false, rows: part.rows.map((row) => [row.label, row.value]) }];
    case 'table':
      return [...heading(part.title), { is: 'table', heads: true, rows: [part.head, ...part.rows] }];
    case 'related':
      return [];
    default:
      return null;
  }
}

/** The document in words, with its state and its patient on top; null where no part of it can be said in words. */
export function toSheet(view: DocumentView, { patient, hospital, language, at }: SheetFacts): Sheet | null {
  const words = sheetWords[language];
  const made = view.parts.map((part) => toBlocks(part, words, { language, at: view.at, status: view.status }));
  const blocks = made.flatMap((one) => one ?? []);
  if (blocks.length === 0) return null;
  const status = words.statuses[view.status];
  const whole = made.every((one) => one !== null);
  return {
    title: view.title,
    head: [
      `${patient.family} ${patient.given} · ${toBorn(patient, language)}`,
      [hospital, view.author, view.at === null ? null : toWritten(view.at, language)]
        .filter((one) => one !== null && one !== '')
        .join(' · '),
      ...(status === undefined ? [] : [words.state(status)]),
    ],
    blocks: whole ? blocks : [...blocks, { is: 'text', text: words.notJoined }],
    foot: `${words.copied} ${toWritten(at, language)}`,
    whole,
  };
}

/** The sheet as plain words, a table's cells parted by tabs: for the clipboard. */
export function toPlainText({ title, head, blocks, foot }: Sheet): string {
  const lines = blocks.flatMap((block) =>
    block.is === 'table'
      ? [...block.rows.map((row) => row.map((cell) => cell.replaceAll('\n', ' · ')).join('\t')), '']
      : [block.text, ''],
  );
  return [title, ...head, '', ...lines, foot].join('\n');
}

const escape = (text: string): string => text.replace(/[&<>"']/g, (one) => `&#${one.codePointAt(0) ?? 0};`);

function toHtmlBlock(block: Block): string {
  if (block.is === 'heading') return `<h2>${escape(block.text)}</h2>`;
  if (block.is === 'text') return `<p>${escape(block.text)}</p>`;
  const rows = block.rows.map((row) => `<tr>${row.map((cell) => `<td>${escape(cell)}</td>`).join('')}</tr>`);
  const [names, others] = block.heads && rows.length > 1 ? [rows.slice(0, 1), rows.slice(1)] : [[], rows];
  return `<table><thead>${names.join('')}</thead><tbody>${others.join('')}</tbody></table>`;
}

/** The sheet as a page to be printed: words alone, nothing that runs or is fetched; a table's head says on every page whose it is. */
export function toHtml({ title, head, blocks, foot }: Sheet, language: Language): string {
  const style =
    'body{font:11pt "IBM Plex Sans",sans-serif;margin:0}h1{font-size:15pt}h2{font-size:12pt}p{white-space:pre-wrap}' +
    'table{border-collapse:collapse;width:100%}td{border-bottom:.5pt solid #999;padding:2pt 6pt 2pt 0;vertical-align:top;white-space:pre-wrap}' +
    'td thead td{font-weight:700}td tr{break-inside:avoid}footer{margin-top:12pt;font-size:9pt}' +
    '.all>*>tr>td{border:0;padding:0;white-space:normal}.all>thead>tr>td{padding-bottom:6pt;font-size:8pt}';
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    `<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escape(title)}</title><style>${style}</style></head><body>`,
    `<table class="all"><thead><tr><td>${escape(head[0] ?? '')}</td></tr></thead><tbody><tr><td><h1>${escape(title)}</h1>`,
    ...head.map((line) => `<p>${escape(line)}</p>`),
    ...blocks.map(toHtmlBlock),
    `<footer>${escape(foot)}</footer></td></tr></tbody></table></body></html>`,
  ].join('\n');
}
