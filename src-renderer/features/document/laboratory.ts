import { isAbnormalFlag } from '../../../contracts/interpretation.ts';
import type { LaboratoryRow } from '../../../contracts/record.ts';
import { formatNumber, toDecimalCommas } from '../../words/format.ts';
import { words, type WordId } from '../../words/words.ts';

/** How a flag is said: a sign, a word, and whether it is an abnormality. Colour never says it alone. */
export interface FlagWord {
  readonly sign: string;
  readonly word: string;
  readonly abnormal: boolean;
}

/** HL7 v3 ObservationInterpretation → sign and word. `N` and its like need none. */
const flags: Readonly<Record<string, readonly [sign: string, word: WordId, abnormal: boolean]>> = {
  H: ['▲', 'flag.H', true],
  HH: ['▲▲', 'flag.HH', true],
  HU: ['▲▲', 'flag.HU', true],
  L: ['▼', 'flag.L', true],
  LL: ['▼▼', 'flag.LL', true],
  LU: ['▼▼', 'flag.LU', true],
  A: ['!', 'flag.A', true],
  AA: ['!!', 'flag.AA', true],
  '>': ['▲', 'flag.over', true],
  '<': ['▼', 'flag.under', true],
  U: ['↗', 'flag.U', false],
  D: ['↘', 'flag.D', false],
  B: ['↗', 'flag.B', false],
  W: ['!', 'flag.W', true],
  POS: ['+', 'flag.POS', true],
  NEG: ['−', 'flag.NEG', false],
  DET: ['+', 'flag.DET', true],
  ND: ['−', 'flag.ND', false],
  IND: ['?', 'flag.IND', false],
  R: ['R', 'flag.R', true],
  I: ['I', 'flag.I', false],
  S: ['S', 'flag.S', false],
  SDD: ['SDD', 'flag.SDD', false],
  NS: ['NS', 'flag.NS', true],
  MS: ['MS', 'flag.MS', false],
  VS: ['VS', 'flag.VS', false],
};
const normal = new Set(['N', 'NR']);

/** The flag in words; null when there is nothing to flag. A code nobody knows is shown as it came. */
export function readFlag(flag: string | null): FlagWord | null {
  if (flag === null || flag === '' || normal.has(flag)) return null;
  const known = Object.hasOwn(flags, flag) ? flags[flag] : undefined;
  if (known === undefined) {
    const abnormal = isAbnormalFlag(flag);
    return { sign: abnormal ? '!' : '', word: words('flag.other', { flag }), abnormal };
  }
  return { sign: known[0], word: words(known[1]), abnormal: known[2] };
}

const absences = [
  'unknown',
  'asked-unknown',
  'temp-unknown',
  'not-performed',
  'not-asked',
  'not-permitted',
  'masked',
  'not-applicable',
  'unsupported',
  'as-text',
  'error',
] as const;

/** What stands in the column of results: the laboratory's own digits with a comma, or why there is none. */
export function readShownValue(
  row: Pick<LaboratoryRow, 'value' | 'absent'> & { readonly members?: readonly unknown[] },
): { readonly text: string; readonly absent: boolean } {
  if (row.value !== null) return { text: toShownNumber(row.value), absent: false };
  if ((row.members ?? []).length > 0 && row.absent === null) return { text: '', absent: true };
  if (row.absent === null) return { text: words('laboratory.no-value'), absent: true };
  const known = absences.find((one) => one === row.absent);
  return {
    text: known === undefined ? words('absent.other', { reason: row.absent }) : words(`absent.${known}`),
    absent: true,
  };
}

/** `5.90` → `5,90`, `> 5.0` → `> 5,0`; the digits are the laboratory's, none is added or taken away. */
export function toShownNumber(value: string): string {
  const plain = /^([<>]=?|≤|≥)?\s*(-?\d+(?:\.\d+)?)$/.exec(value.trim());
  if (plain === null) return toDecimalCommas(value);
  const number = formatNumber(plain[2] ?? '');
  return plain[1] === undefined ? number : `${plain[1].replace('<=', '≤').replace('>=', '≥')}\u00a0${number}`;
}

/** True for a result in words, which takes the room of its unit too. */
export function isWritten(row: LaboratoryRow): boolean {
  return (
    row.value !== null && row.unit === null && (/\p{L}{3}/u.test(row.value) || !/^\s*[<>≤≥]?=?\s*-?\d/.test(row.value))
  );
}

/** Number of a result for a curve; null for text and for `> 5.0`, which is no point. */
export function readNumber(value: string | null): number | null {
  return value !== null && /^\s*-?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : null;
}

/** What a result measures: a number, or the limit that it is known to lie beyond (`<0.1`); null for words. */
export function readLimit(value: string | null): { readonly value: number; readonly bound: '<' | '>' | null } | null {
  const [, sign, digits] = /^\s*([<>]=?|≤|≥)?\s*(-?\d+(?:\.\d+)?)\s*$/.exec(value ?? '') ?? [];
  if (digits === undefined) return null;
  return { value: Number(digits), bound: sign === undefined ? null : /[<≤]/.test(sign) ? '<' : '>' };
}

/** The reference values as the laboratory wrote them, or from its limits. */
export function readRange(row: Pick<LaboratoryRow, 'range' | 'low' | 'high'>): string | null {
  if (row.range !== null && row.range !== '') {
    return toDecimalCommas(row.range)
      .replace(/(?<=\d)\s*-\s*(?=\d)/g, '\u00a0–\u00a0')
      .replace(/(?<![\d,.])\d{5,}(?![\d.])/g, (digits) => formatNumber(digits));
  }
  return toShownRange(row);
}

/** Reference limits in figures; null where neither was given. */
export function toShownRange({ low, high }: Pick<LaboratoryRow, 'low' | 'high'>): string | null {
  if (low !== null && high !== null) return `${formatNumber(low)}\u00a0–\u00a0${formatNumber(high)}`;
  if (low !== null) return `≥\u00a0${formatNumber(low)}`;
  if (high !== null) return `≤\u00a0${formatNumber(high)}`;
  return null;
}

/** True when the row or one below it is abnormal. */
export function isAbnormal(row: LaboratoryRow): boolean {
  return (readFlag(row.flag)?.abnormal ?? false) || row.members.some(isAbnormal);
}

/** The rows of a panel as they are read: abnormal ones first when asked, otherwise in the laboratory's order. */
export function orderRows(rows: readonly LaboratoryRow[], abnormalFirst: boolean): readonly LaboratoryRow[] {
  if (!abnormalFirst) return rows;
  return [...rows.filter(isAbnormal), ...rows.filter((row) => !isAbnormal(row))];
}

/** Method, specimen and time that every result of a panel shares: said once, above the table. */
export interface CommonFacts {
  readonly method: string | null;
  readonly specimen: string | null;
  /** Null where it is the report's own time, which its heading says. */
  readonly taken: string | null;
  /** Times that are said already: a result taken at another says so itself. */
  readonly saidTimes: ReadonlySet<string | null>;
}

/** What all the results of a panel have in common; null where they differ or say nothing. `at` is the time of the report. */
export function readCommon(lines: readonly LaboratoryLine[], at: string | null): CommonFacts {
  const results = lines.map((line) => line.row).filter((row) => row.members.length === 0);
  const shared = (read: (row: LaboratoryRow) => string | null) => {
    const all = new Set(results.map(read));
    return all.size === 1 && results.length > 1 ? ([...all][0] ?? null) : null;
  };
  const one = shared((row) => row.at);
  const taken = one === at ? null : one;
  return {
    method: shared((row) => row.method),
    specimen: shared((row) => row.specimen),
    taken,
    saidTimes: new Set([null, at, taken]),
  };
}

/** One printed line of a panel: a row and how deep it stands under its heading. */
export interface LaboratoryLine {
  readonly key: string;
  readonly row: LaboratoryRow;
  readonly depth: number;
}

/** The hierarchy of a panel as lines, each row before its members; keys stay the same when values change. */
export function toLines(rows: readonly LaboratoryRow[], abnormalFirst: boolean): readonly LaboratoryLine[] {
  const lines: LaboratoryLine[] = [];
  const seen = new Map<string, number>();
  const add = (some: readonly LaboratoryRow[], depth: number, above: string) => {
    for (const row of orderRows(some, abnormalFirst)) {
      const name = `${above}/${row.code ?? ''}:${row.name}`;
      const times = seen.get(name) ?? 0;
      seen.set(name, times + 1);
      lines.push({ key: `${name}#${times}`, row, depth });
      add(row.members, depth + 1, name);
    }
  };
  add(rows, 0, '');
  return lines;
}
