import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';
import type { TestOutcome } from './test-outcome.ts';

const Result = z.object({ error: z.object({ message: z.string().optional() }).optional() });
const Spec = z.object({
  title: z.string(),
  file: z.string(),
  tests: z.array(
    z.object({
      status: z.enum(['expected', 'unexpected', 'flaky', 'skipped']),
      annotations: z.array(z.object({ type: z.string(), description: z.string().optional() })),
      results: z.array(Result),
    }),
  ),
});
const Suite = z.object({
  title: z.string(),
  specs: z.array(Spec),
  get suites() {
    return z.array(Suite).optional();
  },
});
type Suite = z.infer<typeof Suite>;

/** What Playwright's JSON reporter writes; `errors` are those of no test, such as a file that does not load. */
const PlaywrightReport = z.object({
  suites: z.array(Suite),
  errors: z.array(z.object({ message: z.string().optional() })),
});

/** Reads Playwright's JSON report. A flaky test has failed: nothing is retried into green here. */
export function readPlaywrightReport(json: unknown): readonly TestOutcome[] {
  const report = PlaywrightReport.parse(json);
  const errors = report.errors.map((error) => ({
    title: 'Playwright loads every file',
    file: 'playwright.config.ts',
    status: 'failed' as const,
    reason: toFirstLine(error.message),
  }));
  return [...report.suites.flatMap((suite) => readSuite(suite, [])), ...errors];
}

/** The outermost suite is the file: its title is not part of a test's. */
function readSuite(suite: Suite, above: readonly string[]): readonly TestOutcome[] {
  const own = suite.specs.flatMap((spec) =>
    spec.tests.map(
      (test): TestOutcome => ({
        title: [...above, spec.title].join(' › '),
        file: spec.file,
        status: test.status === 'expected' ? 'passed' : test.status === 'skipped' ? 'skipped' : 'failed',
        reason:
          test.status === 'skipped'
            ? (test.annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description ?? '')
            : toFirstLine(test.results.find(({ error }) => error)?.error?.message),
      }),
    ),
  );
  const below = (suite.suites ?? []).flatMap((inner) => readSuite(inner, [...above, inner.title]));
  return [...own, ...below];
}

/** A message without its colours and its stack. */
function toFirstLine(message = ''): string {
  return stripVTControlCharacters(message).split('\n')[0] ?? '';
}
