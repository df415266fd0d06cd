import type { Analyte, LaboratoryHistory, LaboratoryResult } from '../../../contracts/laboratory.ts';
import { isWithdrawn, readStatusWord } from '../../ui/status-word.ts';
import { words } from '../../words/words.ts';
import { type Curve, type CurvePoint, isOutside, toCurveOf, toTime } from './curve.ts';
import { readFlag, readLimit, readRange, readShownValue } from './laboratory.ts';

/** One moment at which samples were taken. Two on one day are two columns: none hides the other. */
export interface CumulativeColumn {
  readonly key: string;
  readonly at: string | null;
  /** The laboratory of all its results; null where there are several, or none is said. */
  readonly performer: string | null;
}

/** One result as its cell shows it: what was found, and everything that sets it apart from the others of its row. */
export interface CumulativeCell {
  readonly result: LaboratoryResult;
  readonly text: string;
  readonly sign: string;
  readonly abnormal: boolean;
  readonly withdrawn: boolean;
  readonly marks: readonly string[];
}

/** One analysis through the columns. Unit and reference values are those of its newest result. */
export interface CumulativeRow {
  readonly analyte: Analyte;
  readonly unit: string | null;
  readonly range: string | null;
  readonly cells: ReadonlyMap<string, readonly CumulativeCell[]>;
  /** Its curves, one for each unit, newest unit first; empty where there are not two numbers. */
  readonly curves: readonly Curve[];
}

/** Columns newest first, rows under the name of their panel. */
export interface Cumulative {
  readonly columns: readonly CumulativeColumn[];
  readonly panels: readonly { readonly name: string; readonly rows: readonly CumulativeRow[] }[];
}

function toColumnKey(at: string | null): string {
  if (at === null) return '';
  const time = Date.parse(at);
  return at.includes('T') && !Number.isNaN(time) ? String(Math.floor(time / 60_000)) : at;
}

const toPlainName = (name: string): string => name.trim().toLowerCase();

/** Analyses of one name say of which sample they are: sugar in urine is not read for sugar in blood, in the table or on a curve. */
function toTold(analytes: readonly Analyte[]): readonly Analyte[] {
  const times = new Map<string, number>();
  for (const { name } of analytes) times.set(toPlainName(name), (times.get(toPlainName(name)) ?? 0) + 1);
  return analytes.map((one) => {
    const specimen = one.results.find((result) => result.specimen !== null)?.specimen ?? null;
    const isAlone = times.get(toPlainName(one.name)) === 1;
    return isAlone || specimen === null ? one : { ...one, name: `${one.name} (${specimen})` };
  });
}

/** The table of every result of a record; `now` is in the curves, the document that one came from. */
export function toCumulative(history: LaboratoryHistory, document: string): Cumulative {
  const analytes = toTold(history.analytes);
  const columns = toColumns(analytes.flatMap(({ results }) => results));
  const named = new Map(columns.map((column) => [column.key, column]));
  const rows = analytes.map((analyte) => toRow(analyte, named, document));
  const panels = [...new Set(analytes.map(({ panel }) => panel))];
  return {
    columns,
    panels: panels.map((name) => ({ name, rows: rows.filter(({ analyte }) => analyte.panel === name) })),
  };
}

function toColumns(results: readonly LaboratoryResult[]): CumulativeColumn[] {
  const groups = new Map<string, LaboratoryResult[]>();
  for (const result of results) {
    const key = toColumnKey(result.at);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [result]);
    else group.push(result);
  }
  const time = ({ at }: CumulativeColumn) => (at === null ? Number.NEGATIVE_INFINITY : toTime(at));
  return [...groups]
    .map(([key, group]) => {
      const performers = new Set(group.map(({ performer }) => performer));
      return { key, at: group[0]?.at ?? null, performer: performers.size === 1 ? (group[0]?.performer ?? null) : null };
    })
    .toSorted((one, other) => time(other) - time(one));
}

function toRow(analyte: Analyte, columns: ReadonlyMap<string, CumulativeColumn>, document: string): CumulativeRow {
  const newest =
    analyte.results.find(({ value, status }) => value !== null && !isWithdrawn(status)) ?? analyte.results[0];
  const row = {
    unit: newest?.unit ?? null,
    range: newest === undefined ? null : readRange(newest),
    method: newest?.method ?? null,
    specimen: newest?.specimen ?? null,
  };
  const cells = new Map<string, CumulativeCell[]>();
  for (const result of analyte.results) {
    const key = toColumnKey(result.at);
    const cell = toCell(result, row, columns.get(key)?.performer ?? null);
    cells.set(key, [...(cells.get(key) ?? []), cell]);
  }
  return { analyte, unit: row.unit, range: row.range, cells, curves: toCurves(analyte, document) };
}

function toCell(
  result: LaboratoryResult,
  row: {
    readonly unit: string | null;
    readonly range: string | null;
    readonly method: string | null;
    readonly specimen: string | null;
  },
  columnPerformer: string | null,
): CumulativeCell {
  const { value, unit, flag: given, status, performer, method, specimen } = result;
  const flag = readFlag(given);
  const isAwaited =
    value === null && result.absent === null && ['registered', 'preliminary', 'partial'].includes(status);
  const shown = isAwaited ? words('absent.temp-unknown') : readShownValue(result).text;
  const outside = given === null ? toOutside(result) : null;
  const range = readRange(result);
  const marks = [
    flag?.word ?? outside?.word ?? null,
    readStatusWord(status),
    value === null || (unit ?? '') === (row.unit ?? '') ? null : words('cumulative.unit', { unit: unit ?? '—' }),
    value === null || range === null || range === row.range ? null : words('cumulative.range', { range }),
    performer === null || performer === columnPerformer ? null : performer,
    method === null || row.method === null || method === row.method ? null : words('cumulative.method', { method }),
    specimen === null || row.specimen === null || specimen === row.specimen
      ? null
      : words('laboratory.specimen', { specimen }),
    result.notes.length === 0 ? null : words('cumulative.note'),
  ];
  return {
    result,
    text: shown,
    sign: flag?.sign ?? outside?.sign ?? '',
    abnormal: flag?.abnormal ?? outside !== null,
    withdrawn: isWithdrawn(status),
    marks: marks.filter((mark) => mark !== null),
  };
}

/** Outside its own limits though the laboratory flagged nothing: said in other words than the laboratory's. */
function toOutside({ value, low, high }: LaboratoryResult): { readonly sign: string; readonly word: string } | null {
  const limit = readLimit(value);
  if (limit === null) return null;
  const point = { ...limit, low, high } as CurvePoint;
  if (!isOutside(point)) return null;
  return high !== null && limit.value >= high
    ? { sign: '▲', word: words('cumulative.over') }
    : { sign: '▼', word: words('cumulative.under') };
}

/** The curves of an analysis, one for each unit; what was withdrawn is in none. */
export function toCurves({ results }: Analyte, document: string): readonly Curve[] {
  const points = results.flatMap((result): CurvePoint[] => {
    const limit = readLimit(result.value);
    if (limit === null || result.at === null || isWithdrawn(result.status)) return [];
    const { at, unit, performer, method, low, high } = result;
    const now = result.document === document;
    return [{ ...limit, at, time: toTime(at), written: result.value ?? '', unit, performer, method, low, high, now }];
  });
  const units = [...new Set(points.map(({ unit }) => unit?.trim() ?? null))];
  const curves = units.map((unit) => toCurveOf(points, unit, { low: null, high: null }));
  return points.length < 2 ? [] : curves;
}
