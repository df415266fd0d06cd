import { z } from 'zod';

/** One test, whichever runner ran it; `reason` is why it was skipped or what it failed with, else empty. */
export const TestOutcome = z.strictObject({
  title: z.string(),
  file: z.string(),
  status: z.enum(['passed', 'failed', 'skipped']),
  reason: z.string(),
});
export type TestOutcome = z.infer<typeof TestOutcome>;

/** What scripts/report/vitest-reporter.ts writes. */
export const TestOutcomes = z.array(TestOutcome);

/** The requirement ids that close a title: `… [R13] [C2]` gives R13 and C2; brackets elsewhere do not count. */
export function readRequirementIds(title: string): readonly string[] {
  const closing = /(?:\s*\[[RCX]\d{1,2}\])+\s*$/.exec(title)?.[0] ?? '';
  return [...closing.matchAll(/[RCX]\d{1,2}/g)].map(([id]) => id);
}

/** Ids with at least one passed test and no failed one, in the order of the requirements' table. */
export function findProvenIds(outcomes: readonly TestOutcome[]): readonly string[] {
  const ids = (status: TestOutcome['status']): readonly string[] =>
    outcomes.filter((outcome) => outcome.status === status).flatMap(({ title }) => readRequirementIds(title));
  const failed = new Set(ids('failed'));
  return [...new Set(ids('passed'))].filter((id) => !failed.has(id)).sort(byRequirement);
}

const FAMILIES = 'RCX';

function byRequirement(a: string, b: string): number {
  return FAMILIES.indexOf(a.charAt(0)) - FAMILIES.indexOf(b.charAt(0)) || Number(a.slice(1)) - Number(b.slice(1));
}
