import type { FailureCode } from '../../contracts/failure.ts';
import { type FailureSentence, failureSentences } from './failure.fr.ts';
import { toTypography } from './typography.ts';

/** What happened and what to do next, for one failure code. */
export function readFailureSentence(code: FailureCode): FailureSentence {
  const { what, next } = failureSentences[code];
  return { what: toTypography(what), next: toTypography(next) };
}
