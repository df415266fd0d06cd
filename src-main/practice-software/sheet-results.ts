import type { Language } from '../../contracts/language.ts';
import type { LaboratoryRow } from '../../contracts/record.ts';
import { toWritten } from '../printing/written.ts';
import { toComma } from '../record/laboratory-csv.ts';
import { label } from '../record/labels.ts';
import { resultWords } from './sheet-result-words.ts';

/** What is said of a report before its results: who made it, when, how it stands. */
export interface ReportFacts {
  readonly language: Language;
  readonly at: string | null;
  readonly status: string;
  readonly performer: string | null;
}

/** What all results of a panel share: said once above them. */
type Common = Pick<LaboratoryRow, 'specimen' | 'method' | 'at'>;

const toLeaves = (rows: readonly LaboratoryRow[]): readonly LaboratoryRow[] =>
  rows.flatMap((row) => (row.members.length === 0 ? [row] : toLeaves(row.members)));

/** What all results of a panel share; null where they differ or say nothing. */
export function readCommon(rows: readonly LaboratoryRow[]): Common {
  const leaves = toLeaves(rows);
  const shared = (read: (row: LaboratoryRow) => string | null): string | null => {
    const all = new Set(leaves.map(read));
    return all.size === 1 && leaves.length > 1 ? ([...all][0] ?? null) : null;
  };
  return { specimen: shared((row) => row.specimen), method: shared((row) => row.method), at: shared((row) => row.at) };
}

/** Where results come from, in one line; empty where nothing is to be said. */
function toOrigin({ specimen, method, at, performer }: Common & { performer?: string | null }, language: Language) {
  const words = resultWords[language];
  return [
    at === null ? null : words.taken(toWritten(at, language)),
    specimen === null ? null : words.specimen(specimen),
    method === null ? null : words.method(method),
    performer == null ? null : words.performer(performer),
  ]
    .filter((one) => one !== null)
    .join(' · ');
}

/** What stands above a panel's table; empty where its results share nothing that the report does not say. */
export function toCommonLine(common: Common, { language, at }: ReportFacts): string {
  return toOrigin({ ...common, at: common.at === at ? null : common.at }, language);
}

/** The value in words; what was taken back says so before it says what it was: on paper nothing is struck through. */
function toValue({ value, absent, flag, status, members }: LaboratoryRow, report: ReportFacts): string {
  const { language } = report;
  const { absent: reasons, without } = resultWords[language];
  const number = value === null || language === 'en' ? value : toComma(value);
  const none = absent === null ? (members.length > 0 ? '' : reasons['none']) : (reasons[absent] ?? without(absent));
  const said = [number ?? none ?? '', flag ?? ''].filter((one) => one !== '').join(' ');
  const isTakenBack = status === 'cancelled' || status === 'entered-in-error';
  if (status === 'final' || (status === report.status && !isTakenBack)) return said;
  const standing = label(`result.${status}`);
  if (isTakenBack) return said === '' ? standing : `${standing} (${said})`;
  return said === '' ? `(${standing})` : `${said} (${standing})`;
}

/** Results as cells: name and where it comes from, value, unit, limits and remarks. */
export function toResultRows(
  rows: readonly LaboratoryRow[],
  common: Common,
  report: ReportFacts,
  deep = 0,
): readonly (readonly string[])[] {
  const { language, performer } = report;
  return rows.flatMap((row) => {
    const origin = toOrigin(
      {
        at: row.at === common.at || row.at === report.at ? null : row.at,
        specimen: row.specimen === common.specimen ? null : row.specimen,
        method: row.method === common.method ? null : row.method,
        performer: row.performer === undefined || row.performer === performer ? null : row.performer,
      },
      language,
    );
    const range = row.range === null || language === 'en' ? row.range : toComma(row.range);
    return [
      [
        [`${'– '.repeat(deep)}${row.name}`, origin].filter((one) => one !== '').join('\n'),
        toValue(row, report),
        row.value === null ? '' : (row.unit ?? ''),
        [range ?? '', ...row.notes].filter((one) => one !== '').join(' · '),
      ],
      ...toResultRows(row.members, common, report, deep + 1),
    ];
  });
}
