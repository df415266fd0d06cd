import type { FailureCode } from '../../contracts/failure.ts';
import type { Issue } from './validate.ts';

/** OperationOutcome that tells a system or a developer exactly what could not be taken; it never repeats a value. */
export function toIssuesOutcome(
  code: FailureCode,
  issues: readonly Issue[],
  severity: 'error' | 'warning' = 'error',
): object {
  return {
    resourceType: 'OperationOutcome',
    issue: issues.slice(0, 100).map((issue) => ({
      severity,
      code: issue.code,
      details: { coding: [{ system: 'urn:passerelle:failure', code }] },
      diagnostics: issue.text,
      expression: [issue.expression],
    })),
  };
}
