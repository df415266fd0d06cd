import type { DiagnosticReport, Observation } from '@medplum/fhirtypes';

type ResultStatus = Observation['status'];
type ReportStatus = DiagnosticReport['status'];

/** OBX-11 (table 0085) as the status of a result. */
const RESULT: ReadonlyMap<string, ResultStatus> = new Map([
  ['', 'unknown'],
  ['A', 'amended'],
  ['B', 'amended'],
  ['C', 'corrected'],
  ['D', 'entered-in-error'],
  ['F', 'final'],
  ['I', 'registered'],
  ['N', 'registered'],
  ['O', 'registered'],
  ['P', 'preliminary'],
  ['R', 'preliminary'],
  ['S', 'preliminary'],
  ['U', 'final'],
  ['V', 'final'],
  ['W', 'entered-in-error'],
  ['X', 'cancelled'],
]);

/** OBR-25 (table 0123) as the status of a report. */
const REPORT: ReadonlyMap<string, ReportStatus> = new Map([
  ['A', 'partial'],
  ['C', 'corrected'],
  ['F', 'final'],
  ['I', 'registered'],
  ['M', 'corrected'],
  ['N', 'registered'],
  ['O', 'registered'],
  ['P', 'preliminary'],
  ['R', 'preliminary'],
  ['S', 'registered'],
  ['X', 'cancelled'],
]);

/** Status of a result; `unknown` for a code that the standard does not have. */
export function toResultStatus(code: string): ResultStatus {
  return RESULT.get(code.toUpperCase()) ?? 'unknown';
}

/** Status of a report of these requests: what OBR-25 says, else what its results do. The least finished request counts. */
export function toReportStatus(codes: readonly string[], results: readonly ResultStatus[]): ReportStatus {
  const said = codes.flatMap((code) => REPORT.get(code.toUpperCase()) ?? []);
  const all = new Set<string>(said.length > 0 ? said : results);
  if (all.size === 0) return 'unknown';
  const alone = [...all][0];
  if (all.size === 1) return (alone === 'amended' ? 'corrected' : alone) as ReportStatus;
  const waiting = ['registered', 'preliminary', 'partial'].some((status) => all.has(status));
  if (waiting) return all.has('final') || all.has('corrected') || all.has('partial') ? 'partial' : 'preliminary';
  if (all.has('corrected') || all.has('amended')) return 'corrected';
  return all.has('final') ? 'final' : 'unknown';
}

const RANKS: readonly (readonly string[])[] = [['registered'], ['preliminary', 'partial'], ['unknown', 'final']];

/** Which of two copies with the same times counts: the one nearer to its end. One digit, compared as text. */
export function toStatusRank(status: string): string {
  const rank = RANKS.findIndex((ranks) => ranks.includes(status));
  return String(rank < 0 ? RANKS.length : rank);
}
