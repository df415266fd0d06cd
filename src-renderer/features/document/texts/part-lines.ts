import type { DocumentPart, LaboratoryRow } from '../../../../contracts/record.ts';
import { toDecimalCommas } from '../../../words/format.ts';

/** Parts whose words stand in them as they are. */
export type PlainPart = Extract<DocumentPart, { show: 'text' | 'facts' | 'table' | 'laboratory' }>;

const line = (...words: readonly (string | null | undefined)[]): string =>
  toDecimalCommas(words.filter((word) => word != null && word !== '').join(' '));

function listRows(rows: readonly LaboratoryRow[]): string[] {
  return rows.flatMap(({ name, value, unit, specimen, method, notes, members, absent }) => [
    line(name, value, unit),
    ...[absent, specimen, method, ...notes].flatMap((one) => (one === null || one === '' ? [] : [line(one)])),
    ...listRows(members),
  ]);
}

/** What a part says, a line for each thing it says. What the page itself says of it (labels, heads) is left out: it stands in every document. */
export function toLines(part: PlainPart): readonly string[] {
  switch (part.show) {
    case 'text':
      return [part.text];
    case 'facts':
      return part.rows.map(({ value }) => line(value));
    case 'table':
      return part.rows.map((cells) => line(...cells));
    case 'laboratory':
      return part.panels.flatMap(({ name, rows }) => [name, ...listRows(rows)]);
  }
}
