import type { FailureCode } from '../../contracts/failure.ts';
import type { Role } from '../../contracts/person.ts';
import { refusals } from '../../contracts/refusal.ts';
import { calledSentences as french } from './fr/failure-called.ts';
import type { FailureSentence } from './fr/failure.ts';
import { readLanguage, readSentences } from './language.ts';
import { toTypography } from './typography.ts';

/**
 * What happened and what to do next, for one failure code and whoever reads it; null stands for somebody not signed in. Of copies on the PC only a
 * physician is told: nobody else has any.
 */
export function readFailureSentence(code: FailureCode, role: Role | null = null): FailureSentence {
  const { failureSentences, calledSentences } = readSentences();
  const { what, next, physician = next } = failureSentences[code];
  const usual = role === 'physician' ? physician : next;
  const own = role === refusals[code].call && isOfCalled(code) ? calledSentences[code] : usual;
  return { what: toTypography(what, readLanguage()), next: toTypography(own, readLanguage()) };
}

function isOfCalled(code: FailureCode): code is keyof typeof french {
  return code in french;
}
