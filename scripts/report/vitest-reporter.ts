import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node';
import { root } from '../check/step.ts';
import type { TestOutcome } from './test-outcome.ts';

/** Writes every test's outcome as JSON. Vitest's own JSON reporter leaves out why a test was skipped. */
export class OutcomeReporter implements Reporter {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** Vitest calls this once, when the last test has ended. */
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const outcomes = modules.flatMap((module) => [
      ...readModuleErrors(module),
      ...[...module.children.allTests()].map(readTest),
    ]);
    const stray = unhandled.map((error) => toFailure('nothing is thrown outside a test', 'vitest', error.message));
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(this.#file, JSON.stringify([...outcomes, ...stray]));
  }
}

function readTest(test: TestCase): TestOutcome {
  const result = test.result();
  const base = { title: test.fullName.replaceAll(' > ', ' › '), file: relative(root, test.module.moduleId) };
  if (result.state === 'passed') return { ...base, status: 'passed', reason: '' };
  if (result.state === 'failed')
    return { ...base, status: 'failed', reason: result.errors[0]?.message.split('\n')[0] ?? '' };
  return { ...base, status: 'skipped', reason: result.state === 'skipped' ? (result.note ?? '') : 'never ran' };
}

/** A file that could not be loaded, or a suite whose hook failed, has no test to blame. */
function readModuleErrors(module: TestModule): readonly TestOutcome[] {
  const suites = [module, ...module.children.allSuites()];
  return suites.flatMap((suite) =>
    suite
      .errors()
      .map((error) =>
        toFailure('its file loads and its hooks succeed', relative(root, module.moduleId), error.message),
      ),
  );
}

const toFailure = (title: string, file: string, message: string): TestOutcome => ({
  title,
  file,
  status: 'failed',
  reason: message.split('\n')[0] ?? '',
});
