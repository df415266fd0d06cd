import type { LaboratoryResult } from '../../contracts/laboratory.ts';
import type { PatientFacts } from '../../contracts/link.ts';
import { label, type LabelName } from './labels.ts';

/** A result with what it is called and the document that it stands in. */
export interface ExportedResult extends LaboratoryResult {
  readonly panel: string;
  readonly name: string;
  readonly title: string;
}

const columns = [
  'patient',
  'born',
  'panel',
  'test',
  'value',
  'unit',
  'flag',
  'range',
  'taken',
  'specimen',
  'method',
  'performer',
  'status',
  'notes',
  'document',
] as const;

const PLAIN = /^-?\d{1,15}(,\d+)?$/;

/** Decimal points of a laboratory's number as commas; every digit stays, and so does what is no number. */
export function toComma(text: string | null): string {
  return (text ?? '').replace(/(?<![\p{L}\d./])(\d+)\.(\d+)(?![\d.])/gu, '$1,$2');
}

/**
 * One cell of RFC 4180. What a spreadsheet would reckon out (`=`, `+`, `-`, `@` at its start) or turn into a date (`1/80`, `2-5`, `1:160`)
 * begins with an apostrophe: a titre must not become a month.
 */
export function toCell(text: string): string {
  const isReckoned = /^[\s\u00a0\ufeff]*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text);
  const isTurned = /^\s*\d[\d\s.,/:\-–eE]*$/.test(text);
  const safe = !PLAIN.test(text) && (isReckoned || isTurned) ? `'${text}` : text;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const inBrussels = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Brussels',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** `2026-11-20 08:42` in Brussels, as precise as the laboratory was: every spreadsheet reads it as a moment. */
function toTaken(at: string | null): string {
  if (at === null || !at.includes('T')) return at ?? '';
  const time = Date.parse(at);
  return Number.isNaN(time) ? at : inBrussels.format(time);
}

function toStatusWord(status: string): string {
  if (status === 'final') return '';
  const name = `result.${status}`;
  return label(name) === name.split('.').at(-1) ? status : label(name);
}

/** A moment is meant as one; anything else keeps its own characters. */
function toRow(cells: readonly string[], moments: ReadonlySet<number> = new Set()): string {
  return `${cells.map((cell, place) => (moments.has(place) ? cell : toCell(cell))).join(';')}\r\n`;
}

/** A table of results as Excel set to Belgium opens it by a double click: `;`, decimal commas, a byte-order mark, one result a line, each with its patient. */
export function toLaboratoryCsv(patient: PatientFacts, results: readonly ExportedResult[]): Uint8Array {
  const moments = new Set([columns.indexOf('born'), columns.indexOf('taken')]);
  const rows = results.map((one) =>
    toRow(
      [
        `${patient.family} ${patient.given}`,
        /^[\d-]+$/.test(patient.birthDate) ? patient.birthDate : '',
        one.panel,
        one.name,
        toComma(one.value ?? one.absent),
        one.unit ?? '',
        one.flag ?? '',
        toComma(one.range),
        /^[\d\-: T.+Z]*$/.test(toTaken(one.at)) ? toTaken(one.at) : '',
        one.specimen ?? '',
        one.method ?? '',
        one.performer ?? '',
        toStatusWord(one.status),
        one.notes.join(' | '),
        one.title,
      ],
      moments,
    ),
  );
  const head = toRow(columns.map((column) => label(`csv.${column}` satisfies LabelName)));
  return Buffer.from(`\ufeff${head}${rows.join('')}`, 'utf8');
}
