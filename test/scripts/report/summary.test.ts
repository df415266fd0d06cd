import { describe, expect, it } from 'vitest';
import { readPlaywrightReport } from '../../../scripts/report/playwright-report.ts';
import { toSummary } from '../../../scripts/report/summary.ts';
import { findProvenIds, readRequirementIds, type TestOutcome } from '../../../scripts/report/test-outcome.ts';

const outcome = (title: string, status: TestOutcome['status'], reason = ''): TestOutcome => ({
  title,
  file: 'a.test.ts',
  status,
  reason,
});

describe('requirement ids', () => {
  it.each([
    ['keeps the patient asked for last [R23]', ['R23']],
    ['says so and stores nothing [R06] [C2]', ['R06', 'C2']],
    ['two without a space [R13][C2]', ['R13', 'C2']],
    ['looks like [R13] in the middle', []],
    ['an array [0] is no id [A1]', []],
    ['no id', []],
  ])('are read from the end of “%s”', (title, ids) => {
    expect(readRequirementIds(title)).toEqual(ids);
  });

  it('are proven by a passed test, unless another one of theirs failed', () => {
    const outcomes = [
      outcome('a [R13]', 'passed'),
      outcome('b [R02] [C2]', 'passed'),
      outcome('c [C2]', 'failed'),
      outcome('d [X10]', 'skipped'),
      outcome('e [C4]', 'passed'),
    ];
    expect(findProvenIds(outcomes)).toEqual(['R02', 'R13', 'C4']);
  });
});

describe('summary', () => {
  it('closes with the counts alone on the last line', () => {
    const lines = toSummary([
      outcome('a [R13]', 'passed'),
      outcome('b', 'failed', 'expected 1'),
      outcome('c', 'skipped', 'no ../shared'),
    ]);
    expect(lines).toEqual([
      'FAILED a.test.ts: b — expected 1',
      'SKIPPED 1: no ../shared (a.test.ts)',
      'Requirements whose tests passed (1): R13',
      '1 passed, 1 failed, 1 skipped',
    ]);
  });

  it('leaves the skipped out of the counts when there are none', () => {
    expect(toSummary([outcome('a', 'passed')]).at(-1)).toBe('1 passed, 0 failed');
  });
});

describe("Playwright's report", () => {
  const test = (status: string, more: object = {}) => ({ status, annotations: [], results: [], ...more });
  const spec = (title: string, ...tests: object[]) => ({ title, file: 'a.spec.ts', tests });

  it('is read through nested suites, with the reasons of skips and failures', () => {
    const report = {
      errors: [],
      suites: [
        {
          title: 'a.spec.ts',
          specs: [spec('opens [R23]', test('expected'))],
          suites: [
            {
              title: 'offline',
              specs: [
                spec(
                  'reads',
                  test('unexpected', { results: [{ error: { message: '\u001b[31mtimed out\u001b[0m\n at x' } }] }),
                ),
                spec('prints', test('skipped', { annotations: [{ type: 'skip', description: 'no printer' }] })),
                spec('wobbles', test('flaky')),
              ],
            },
          ],
        },
      ],
    };
    expect(readPlaywrightReport(report).map(({ title, status, reason }) => [title, status, reason])).toEqual([
      ['opens [R23]', 'passed', ''],
      ['offline › reads', 'failed', 'timed out'],
      ['offline › prints', 'skipped', 'no printer'],
      ['offline › wobbles', 'failed', ''],
    ]);
  });

  it('counts a file that does not load as a failure', () => {
    const outcomes = readPlaywrightReport({ suites: [], errors: [{ message: 'SyntaxError: x' }] });
    expect(outcomes.map(({ status, reason }) => [status, reason])).toEqual([['failed', 'SyntaxError: x']]);
  });
});
