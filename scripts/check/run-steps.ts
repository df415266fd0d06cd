import type { Step, StepOutcome } from './step.ts';

/** One check with what it found and how long it took. */
export interface StepReport extends StepOutcome {
  readonly name: string;
  readonly milliseconds: number;
}

/** Runs the checks, a few at a time, and prints each as it ends; keeps the order of the list in what it returns. */
export async function runSteps(steps: readonly Step[], atOnce: number): Promise<readonly StepReport[]> {
  const reports: StepReport[] = [];
  const waiting = steps.map((step, index) => ({ step, index }));
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const started = performance.now();
      const outcome = await next.step.run();
      const report = { ...outcome, name: next.step.name, milliseconds: performance.now() - started };
      reports[next.index] = report;
      printReport(report);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return reports;
}

function printReport({ ok, name, output, milliseconds }: StepReport): void {
  console.log(`${ok ? '✓' : '✗'} ${name} (${(milliseconds / 1000).toFixed(1)} s)`);
  if (!ok) console.log(output.trimEnd().replace(/^/gm, '    '));
}
