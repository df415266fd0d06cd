import { findProvenIds, type TestOutcome } from './test-outcome.ts';

/** The closing lines of a test run: what failed, what was skipped and why, the ids proven, and the counts as the last line. */
export function toSummary(outcomes: readonly TestOutcome[]): readonly string[] {
  const of = (status: TestOutcome['status']): readonly TestOutcome[] =>
    outcomes.filter((outcome) => outcome.status === status);
  const failed = of('failed');
  const skipped = of('skipped');
  const proven = findProvenIds(outcomes);
  const counts = `${of('passed').length} passed, ${failed.length} failed`;
  return [
    ...failed.map(({ file, title, reason }) => `FAILED ${file}: ${title}${reason ? ` — ${reason}` : ''}`),
    ...groupByReason(skipped).map(([reason, tests]) => `SKIPPED ${tests.length}: ${reason} (${listFiles(tests)})`),
    `Requirements whose tests passed (${proven.length}): ${proven.join(' ') || 'none'}`,
    skipped.length > 0 ? `${counts}, ${skipped.length} skipped` : counts,
  ];
}

function groupByReason(skipped: readonly TestOutcome[]): readonly [string, readonly TestOutcome[]][] {
  const groups = Map.groupBy(skipped, ({ reason }) => reason || 'no reason given');
  return [...groups];
}

const listFiles = (tests: readonly TestOutcome[]): string => [...new Set(tests.map(({ file }) => file))].join(', ');
