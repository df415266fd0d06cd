import type { FailureCode } from '../../contracts/failure.ts';
import type { Role } from '../../contracts/person.ts';
import { refusals } from '../../contracts/refusal.ts';
import { calledSentences } from './fr/failure-called.ts';
import { type FailureSentence, failureSentences } from './fr/failure.ts';
import { toTypography } from './typography.ts';

/** What happened and what to do next, for one failure code and whoever reads it; null stands for somebody not signed in. */
export function readFailureSentence(code: FailureCode, role: Role | null = null): FailureSentence {
  const { what, next } = failureSentences[code];
  const own = role === refusals[code].call && isOfCalled(code) ? calledSentences[code] : next;
  return { what: toTypography(what), next: toTypography(own) };
}

function isOfCalled(code: FailureCode): code is keyof typeof calledSentences {
  return code in calledSentences;
}
